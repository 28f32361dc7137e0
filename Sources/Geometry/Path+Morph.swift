/// Paths of equal construction move point by point. Others become outlines of as many points, equal
/// distances apart; pieces that only one has shrink to their middle or grow from it.
extension Path: Interpolatable {
  public func interpolated(to other: Path, _ t: Double) -> Path {
    if t == 0 { return self }
    if t == 1 { return other }
    if let path = moved(to: other, t) { return path }
    let (mine, theirs) = (outlines(stepsPerCurve: 12), other.outlines(stepsPerCurve: 12))
    var result = Path()
    for index in 0..<max(mine.count, theirs.count) {
      let from = mine.indices.contains(index) ? mine[index] : theirs[index].shrunken
      let to = theirs.indices.contains(index) ? theirs[index] : mine[index].shrunken
      result.append(from.morphed(to: to, t))
    }
    return result
  }

  /// Every point on its way to the same point of `other`; `nil` if the paths differ in kind.
  private func moved(to other: Path, _ t: Double) -> Path? {
    guard elements.count == other.elements.count else { return nil }
    var result = Path()
    result.elements.reserveCapacity(elements.count)
    for pair in zip(elements, other.elements) {
      switch pair {
      case (.move(let a), .move(let b)): result.move(to: a.interpolated(to: b, t))
      case (.line(let a), .line(let b)): result.line(to: a.interpolated(to: b, t))
      case (.curve(let a1, let a2, let a), .curve(let b1, let b2, let b)):
        result.curve(
          to: a.interpolated(to: b, t), a1.interpolated(to: b1, t), a2.interpolated(to: b2, t))
      case (.close, .close): result.close()
      default: return nil
      }
    }
    return result
  }
}

/// A piece of a path as points; of a closed one the last is the first again.
struct Outline {
  var points: [Point]
  var isClosed: Bool

  /// All points in the middle of the piece.
  var shrunken: Outline {
    let middle = Rect.bounding(points)?.center ?? .zero
    return Outline(points: points.map { _ in middle }, isClosed: isClosed)
  }

  func morphed(to other: Outline, _ t: Double) -> Path {
    let count = min(max(points.count, other.points.count, 32), 256)
    let isRing = isClosed && other.isClosed
    let start = spaced(isRing ? count + 1 : count)
    var end = other.spaced(isRing ? count + 1 : count)
    if isRing { end = Outline.turned(Array(end.dropLast()), towards: Array(start.dropLast())) }
    return Path(
      polyline: (isRing ? Array(start.dropLast()) : start).interpolated(to: end, t), closed: isRing)
  }

  /// `count` points along the piece, equal distances apart.
  private func spaced(_ count: Int) -> [Point] {
    let lengths = zip(points, points.dropFirst()).map { $0.distance(to: $1) }
    let total = lengths.reduce(0, +)
    guard total > 0, count > 1 else { return Array(repeating: points[0], count: count) }
    var result: [Point] = []
    var (segment, passed) = (0, 0.0)
    for index in 0..<count {
      let target = total * Double(index) / Double(count - 1)
      while segment + 1 < lengths.count, passed + lengths[segment] < target {
        passed += lengths[segment]
        segment += 1
      }
      let rest = lengths[segment] > 0 ? (target - passed) / lengths[segment] : 0
      result.append(points[segment].interpolated(to: points[segment + 1], min(max(rest, 0), 1)))
    }
    return result
  }

  /// The ring begun where, and run in the direction in which, its points have the shortest ways to
  /// those of another, so that it does not twist.
  private static func turned(_ ring: [Point], towards target: [Point]) -> [Point] {
    var (best, leastCost) = (ring, Double.infinity)
    for direction in [ring, ring.reversed()] {
      for offset in stride(from: 0, to: ring.count, by: max(ring.count / 64, 1)) {
        let candidate = Array(direction[offset...] + direction[..<offset])
        let cost = zip(candidate, target).reduce(0) { sum, pair in
          let d = pair.0 - pair.1
          return sum + d.x * d.x + d.y * d.y
        }
        if cost < leastCost { (best, leastCost) = (candidate, cost) }
      }
    }
    return best
  }
}

import Drawing
import Geometry

/// The visible line of an arrow, from border to border.
struct GraphRoute {
  let points: [Point]

  /// - Parameters:
  ///   - source, target: the nodes with their centres.
  ///   - bends: the places between them.
  ///   - bow: how far the middle stands off a straight line, as a share of its length.
  ///   - isShared: whether each end shares its side of the node with other arrows.
  ///   - gap: distance kept from the outlines.
  init(
    from source: (box: GraphNodeBox, center: Point), to target: (box: GraphNodeBox, center: Point),
    bends: [Point], bow: Double, isLevel: Bool, isShared: (source: Bool, target: Bool), gap: Double
  ) {
    let start = Self.port(
      source, towards: bends.first ?? target.center, isLevel: isLevel, isShared: isShared.source)
    let end = Self.port(
      target, towards: bends.last ?? source.center, isLevel: isLevel, isShared: isShared.target)
    let line =
      bends.isEmpty ? Self.bowed(start, end, by: bow) : Self.rounded([start] + bends + [end])
    points = Self.trimmed(
      Self.trimmed(line, to: source, by: gap).reversed(), to: target, by: gap
    ).reversed()
  }

  /// Where a line leaves a node: circles are left from their centre, boxes from the middle of the
  /// side that faces where it goes, or off it where several lines share the side.
  private static func port(
    _ node: (box: GraphNodeBox, center: Point), towards other: Point, isLevel: Bool, isShared: Bool
  ) -> Point {
    guard node.box.node.shape != .circle else { return node.center }
    let half = Point(node.box.size.width / 2, node.box.size.height / 2)
    let d = other - node.center
    // Lines between layers use the sides that face them, others those across.
    let usesSide = isLevel ? abs(d.x) > half.x : abs(d.y) <= half.y
    func off(_ d: Double, _ half: Double) -> Double {
      let most = min(0.6 * half, 9)
      return isShared ? min(max(d, -most), most) : 0
    }
    return usesSide
      ? node.center + Point(d.x < 0 ? -half.x : half.x, off(d.y, half.y))
      : node.center + Point(off(d.x, half.x), d.y < 0 ? -half.y : half.y)
  }

  private static func bowed(_ start: Point, _ end: Point, by bow: Double) -> [Point] {
    guard bow != 0 else { return [start, end] }
    let control =
      start.interpolated(to: end, 0.5) + Point(end.y - start.y, start.x - end.x) * (2 * bow)
    return quadratic(start, control, end, count: 32)
  }

  private static func quadratic(_ a: Point, _ b: Point, _ c: Point, count: Int) -> [Point] {
    (0...count).map { step in
      let t = Double(step) / Double(count)
      return a.interpolated(to: b, t).interpolated(to: b.interpolated(to: c, t), t)
    }
  }

  /// A polyline whose corners are rounded.
  private static func rounded(_ points: [Point]) -> [Point] {
    var line = [points[0]]
    for index in points.indices.dropFirst().dropLast() {
      let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
      let (a, b) = (before.distance(to: corner), corner.distance(to: after))
      let radius = min(14, a / 2, b / 2)
      guard radius > 1e-6 else { continue }
      line += quadratic(
        corner.interpolated(to: before, radius / a), corner,
        corner.interpolated(to: after, radius / b), count: 8)
    }
    return line + [points[points.count - 1]]
  }

  /// A line from inside a node without what lies within its outline and the gap around it.
  private static func trimmed(
    _ line: [Point], to node: (box: GraphNodeBox, center: Point), by gap: Double
  ) -> [Point] {
    let isCircle = node.box.node.shape == .circle
    let radius = node.box.size.width / 2 + gap
    let frame = Rect(
      node.center - Point(node.box.size.width / 2, node.box.size.height / 2), node.box.size
    ).inset(by: -gap)
    func isOutside(_ p: Point) -> Bool {
      isCircle ? p.distance(to: node.center) > radius : !frame.contains(p)
    }
    guard let first = line.firstIndex(where: isOutside), first > 0 else { return line }
    var (inner, outer) = (line[first - 1], line[first])
    for _ in 0..<40 {
      let middle = inner.interpolated(to: outer, 0.5)
      if isOutside(middle) { outer = middle } else { inner = middle }
    }
    return [outer] + line[first...]
  }
}

import Drawing
import Geometry

/// Puts the labels of a graph's arrows beside them, where they are farthest from all else.
struct GraphLabels {
  /// The place of each label's middle; `nil` for arrows without one.
  private(set) var centers: [Point?]

  /// - Parameters:
  ///   - sizes: the labels' sizes, one for each line.
  ///   - nodes: the boxes around the nodes and their captions.
  init(_ sizes: [Size?], lines: [[Point]], nodes: [Rect]) {
    centers = sizes.map { _ in nil }
    var taken = nodes
    // Labels have less choice the shorter their arrows are.
    let order = lines.indices.sorted { Self.length(lines[$0]) < Self.length(lines[$1]) }
    for index in order {
      guard let size = sizes[index], lines[index].count > 1 else { continue }
      let others = lines.indices.filter { $0 != index }.map { lines[$0] }
      let best = Self.candidates(lines[index], size).max { a, b in
        Self.room(a, size, lines[index], others, taken)
          < Self.room(b, size, lines[index], others, taken)
      }
      guard let best else { continue }
      centers[index] = best.center
      taken.append(Rect(best.center - Point(size.width / 2, size.height / 2), size))
    }
  }

  private struct Candidate {
    var center: Point
    /// How much the place is liked for itself: the middle of the arrow, above a level one.
    var merit: Double
  }

  private static func candidates(_ line: [Point], _ size: Size) -> [Candidate] {
    [0.5, 0.44, 0.56, 0.38, 0.62].flatMap { share -> [Candidate] in
      let (place, direction) = self.place(share, on: line)
      return [-1.0, 1].map { side in
        let normal = Point(direction.y * side, -direction.x * side)
        let reach = abs(normal.x) * size.width / 2 + abs(normal.y) * size.height / 2 + 1.5
        return Candidate(
          center: place + normal * reach,
          merit: -20 * abs(share - 0.5) - (normal.y > 0.5 ? 2 : 0))
      }
    }
  }

  /// The merit of a place and its distance from what is near, counted up to a few points; far below
  /// zero where the label would touch something.
  private static func room(
    _ candidate: Candidate, _ size: Size, _ line: [Point], _ others: [[Point]], _ taken: [Rect]
  ) -> Double {
    let box = Rect(candidate.center - Point(size.width / 2, size.height / 2), size)
    var nearest = 8.0
    var overlap = 0.0
    for rect in taken {
      let gap = Point(
        max(rect.minX - box.maxX, box.minX - rect.maxX, 0),
        max(rect.minY - box.maxY, box.minY - rect.maxY, 0)
      ).length
      nearest = min(nearest, gap)
      if let shared = box.intersection(rect) { overlap += shared.width * shared.height }
    }
    for other in others {
      for (a, b) in zip(other, other.dropFirst()) {
        for step in 0...16 {
          let p = a.interpolated(to: b, Double(step) / 16)
          let gap = Point(
            max(p.x - box.maxX, box.minX - p.x, 0), max(p.y - box.maxY, box.minY - p.y, 0)
          ).length
          nearest = min(nearest, gap)
          if gap == 0 { overlap += 4 }
        }
      }
    }
    return candidate.merit + nearest - overlap
  }

  private static func length(_ line: [Point]) -> Double {
    zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  /// The place and the direction at a share of a line's length.
  private static func place(_ share: Double, on line: [Point]) -> (Point, Point) {
    var rest = share * length(line)
    for (a, b) in zip(line, line.dropFirst()) {
      let length = a.distance(to: b)
      if length >= rest, length > 0 {
        return (a.interpolated(to: b, rest / length), (b - a) * (1 / length))
      }
      rest -= length
    }
    return (line[line.count - 1], Point(1, 0))
  }
}

import Geometry

extension PlanarRegions {
  /// The edges between cells, sorted by the units that differ across them and joined to lines.
  static func borders(
    of cells: [Cell], vertices: [Point], hiddenCounts: [Int], tolerance: Double
  ) -> [Border] {
    // Find the two cells on either side of each edge.
    var edges: [[Segment]] = Array(repeating: [], count: hiddenCounts.reduce(0, +))
    var open: [Segment: Int] = [:]
    open.reserveCapacity(cells.count * 3)
    for (index, cell) in cells.enumerated() {
      var previous = cell.corners[cell.corners.count - 1]
      for corner in cell.corners where corner != previous {
        let edge = Segment(min(previous, corner), max(previous, corner))
        if let other = open.removeValue(forKey: edge) {
          for unit in cell.pattern.differences(from: cells[other].pattern) {
            edges[unit].append(edge)
          }
        } else {
          open[edge] = index
        }
        previous = corner
      }
    }

    // Join each unit's edges.
    var borders: [Border] = []
    var flatUnit = 0
    for (layer, count) in hiddenCounts.enumerated() {
      for unit in 0..<count {
        if !edges[flatUnit].isEmpty {
          let lines = polylines(joining: edges[flatUnit], points: vertices)
          borders.append(
            Border(
              layer: layer, unit: unit,
              polylines: lines.map { withoutStraightCorners($0, tolerance: tolerance) }))
        }
        flatUnit += 1
      }
    }
    return borders
  }

  /// A pair of vertices, the smaller index first.
  struct Segment: Hashable {
    let a: Int
    let b: Int

    init(_ a: Int, _ b: Int) {
      self.a = a
      self.b = b
    }
  }

  /// The longest lines that can be made of `segments`, which meet where they share a vertex.
  static func polylines(joining segments: [Segment], points: [Point]) -> [[Point]] {
    var neighbours: [Int: [Int]] = [:]
    for segment in segments {
      neighbours[segment.a, default: []].append(segment.b)
      neighbours[segment.b, default: []].append(segment.a)
    }
    func follow(from start: Int) -> [Point] {
      var line = [points[start]]
      var current = start
      while let next = neighbours[current]?.popLast() {
        if let back = neighbours[next]?.firstIndex(of: current) {
          neighbours[next]?.remove(at: back)
        }
        line.append(points[next])
        current = next
      }
      return line
    }
    // Lines with ends first; what is left are rings.
    var lines: [[Point]] = []
    let order = segments.flatMap { [$0.a, $0.b] }
    for vertex in order where (neighbours[vertex]?.count ?? 0) % 2 == 1 {
      lines.append(follow(from: vertex))
    }
    for vertex in order where neighbours[vertex]?.isEmpty == false {
      lines.append(follow(from: vertex))
    }
    return lines
  }

  /// Leaves out the inner points that lie on the straight line between their neighbours.
  static func withoutStraightCorners(_ line: [Point], tolerance: Double) -> [Point] {
    guard line.count > 2 else { return line }
    var kept = [line[0]]
    for index in 1..<line.count - 1 {
      let (a, p, b) = (kept[kept.count - 1], line[index], line[index + 1])
      let chord = b - a
      let cross = chord.x * (p.y - a.y) - chord.y * (p.x - a.x)
      let turnsBack = (p - a).x * (b - p).x + (p - a).y * (b - p).y < 0
      if turnsBack || abs(cross) > tolerance * max(chord.length, tolerance) { kept.append(p) }
    }
    kept.append(line[line.count - 1])
    return kept
  }
}

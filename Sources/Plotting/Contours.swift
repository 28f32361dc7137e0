import Geometry
import Learning

extension Surface {
  /// The lines along which the surface has the given values, in data coordinates.
  ///
  /// Marching squares with linear interpolation along the edges of the grid; a saddle cell is
  /// resolved by the mean of its corners, one with a corner that is not finite left out. Pieces are
  /// joined to long lines; closed ones repeat their first point at the end.
  public func contours(at levels: [Double]) -> [[Point]] {
    let levels = levels.sorted()
    guard !levels.isEmpty else { return [] }
    var segments = [[(Int32, Int32)]](repeating: [], count: levels.count)
    values.withUnsafeBufferPointer { values in
      for r in 0..<(rows - 1) {
        for c in 0..<(columns - 1) {
          let at = r * columns + c
          let (a, b) = (values[at], values[at + 1])
          let (d, e) = (values[at + columns], values[at + columns + 1])
          let (low, high) = (min(min(a, b), min(d, e)), max(max(a, b), max(d, e)))
          guard high > levels[0], low <= levels[levels.count - 1],
            a.isFinite, b.isFinite, d.isFinite, e.isFinite
          else { continue }
          for (index, level) in levels.enumerated() where low <= level && level < high {
            march(c, r, corners: (a, b, e, d), level: level, into: &segments[index])
          }
        }
      }
    }
    var joiner = ContourJoiner(edgeCount: horizontalEdgeCount + columns * rows)
    return zip(levels, segments).flatMap { level, segments in
      joiner.join(segments).map { line in line.map { crossing(of: Int($0), at: level) } }
    }
  }

  // Every crossing lies on one edge of the grid. Edges have numbers, horizontal ones first.
  private var horizontalEdgeCount: Int { (columns - 1) * rows }
  private func horizontal(_ c: Int, _ r: Int) -> Int32 { Int32(r * (columns - 1) + c) }
  private func vertical(_ c: Int, _ r: Int) -> Int32 {
    Int32(horizontalEdgeCount + r * columns + c)
  }

  /// Adds the one or two segments of a cell; corners run around it from its lower left.
  private func march(
    _ c: Int, _ r: Int, corners: (Double, Double, Double, Double), level: Double,
    into segments: inout [(Int32, Int32)]
  ) {
    let above = (corners.0 > level, corners.1 > level, corners.2 > level, corners.3 > level)
    let (bottom, right) = (horizontal(c, r), vertical(c + 1, r))
    let (top, left) = (horizontal(c, r + 1), vertical(c, r))
    switch above {
    case (true, false, false, false), (false, true, true, true): segments.append((left, bottom))
    case (false, true, false, false), (true, false, true, true): segments.append((bottom, right))
    case (false, false, true, false), (true, true, false, true): segments.append((right, top))
    case (false, false, false, true), (true, true, true, false): segments.append((top, left))
    case (true, true, false, false), (false, false, true, true): segments.append((left, right))
    case (true, false, false, true), (false, true, true, false): segments.append((bottom, top))
    case (true, false, true, false), (false, true, false, true):
      // The lines cut off the corners that differ from the centre.
      let isCenterAbove = (corners.0 + corners.1 + corners.2 + corners.3) / 4 > level
      if above.0 != isCenterAbove {
        segments.append((left, bottom))
        segments.append((right, top))
      } else {
        segments.append((bottom, right))
        segments.append((top, left))
      }
    default: break
    }
  }

  private func crossing(of edge: Int, at level: Double) -> Point {
    let isHorizontal = edge < horizontalEdgeCount
    let index = isHorizontal ? edge : edge - horizontalEdgeCount
    let width = isHorizontal ? columns - 1 : columns
    let (c, r) = (index % width, index / width)
    let (nextC, nextR) = isHorizontal ? (c + 1, r) : (c, r + 1)
    let (a, b) = (self[c, r], self[nextC, nextR])
    return location(column: c, row: r).interpolated(
      to: location(column: nextC, row: nextR), a == b ? 0.5 : (level - a) / (b - a))
  }

  /// `count` levels at equal distances strictly inside the range of values.
  public func levels(_ count: Int) -> [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    return (1...max(count, 1)).map { low + (high - low) * Double($0) / Double(count + 1) }
  }
}

/// Joins segments between numbered edges to lines.
private struct ContourJoiner {
  /// The one or two neighbours of each edge, −1 where there is none.
  private var first: [Int32]
  private var second: [Int32]

  init(edgeCount: Int) {
    first = [Int32](repeating: -1, count: edgeCount)
    second = first
  }

  mutating func join(_ segments: [(Int32, Int32)]) -> [[Int32]] {
    for (a, b) in segments {
      link(a, b)
      link(b, a)
    }
    // Open lines begin at an edge with one neighbour; what is left then is closed.
    var lines: [[Int32]] = []
    for (a, b) in segments {
      for end in [a, b] where second[Int(end)] < 0 && first[Int(end)] >= 0 {
        lines.append(follow(from: end))
      }
    }
    for (a, _) in segments where first[Int(a)] >= 0 {
      let line = follow(from: a)
      lines.append(line + [a])
    }
    return lines
  }

  private mutating func link(_ a: Int32, _ b: Int32) {
    if first[Int(a)] < 0 { first[Int(a)] = b } else { second[Int(a)] = b }
  }

  /// Walks along the links from an edge, removing them.
  private mutating func follow(from start: Int32) -> [Int32] {
    var line = [start]
    var current = start
    while true {
      let next = first[Int(current)] >= 0 ? first[Int(current)] : second[Int(current)]
      guard next >= 0 else { break }
      unlink(current, next)
      unlink(next, current)
      if next == start { break }
      line.append(next)
      current = next
    }
    return line
  }

  private mutating func unlink(_ a: Int32, _ b: Int32) {
    if first[Int(a)] == b {
      first[Int(a)] = second[Int(a)]
      second[Int(a)] = -1
    } else if second[Int(a)] == b {
      second[Int(a)] = -1
    }
  }
}

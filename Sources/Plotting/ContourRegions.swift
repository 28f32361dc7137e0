import Geometry
import Learning

extension Surface {
  /// The outlines of where the surface lies above a level, in data coordinates: closed polygons
  /// whose insides are to the left, so that holes wind the other way.
  ///
  /// Marching squares as for `contours(at:)`; along the border of the grid, and around points that
  /// are not finite, the outlines follow the grid itself. At −∞ they enclose what is finite.
  func outlines(above level: Double) -> [[Point]] {
    var marcher = RegionMarcher(self, level: level)
    return marcher.outlines()
  }
}

/// Walks around the regions above one level. The grid is surrounded by a ring of points that lie
/// below all levels, which closes every outline.
private struct RegionMarcher {
  private let surface: Surface
  private let level: Double
  /// Points in a row of the grid and its ring.
  private let width: Int
  private let height: Int
  /// The edge that follows each edge along the outlines, −1 where there is none. Edges have
  /// numbers, level ones first.
  private var next: [Int32] = []
  private var starts: [Int32] = []

  init(_ surface: Surface, level: Double) {
    self.surface = surface
    self.level = level
    width = surface.columns + 2
    height = surface.rows + 2
  }

  private var levelEdgeCount: Int { (width - 1) * height }
  private func levelEdge(_ c: Int, _ r: Int) -> Int32 { Int32(r * (width - 1) + c) }
  private func uprightEdge(_ c: Int, _ r: Int) -> Int32 { Int32(levelEdgeCount + r * width + c) }

  /// The value at a point of the ringed grid.
  private func value(_ c: Int, _ r: Int) -> Double {
    guard c > 0, r > 0, c < width - 1, r < height - 1 else { return -.infinity }
    let value = surface.values[(r - 1) * surface.columns + c - 1]
    return value.isFinite ? value : -.infinity
  }

  mutating func outlines() -> [[Point]] {
    next = [Int32](repeating: -1, count: levelEdgeCount + width * height)
    for r in 0..<(height - 1) {
      for c in 0..<(width - 1) { march(c, r) }
    }
    var outlines: [[Point]] = []
    for start in starts where next[Int(start)] >= 0 {
      var line: [Point] = []
      var edge = start
      while next[Int(edge)] >= 0 {
        let point = crossing(of: Int(edge))
        if line.last != point { line.append(point) }
        let following = next[Int(edge)]
        next[Int(edge)] = -1
        edge = following
      }
      if line.count > 2 { outlines.append(line) }
    }
    return outlines
  }

  private mutating func march(_ c: Int, _ r: Int) {
    let corners = (value(c, r), value(c + 1, r), value(c + 1, r + 1), value(c, r + 1))
    let above = (corners.0 > level, corners.1 > level, corners.2 > level, corners.3 > level)
    let (bottom, right) = (levelEdge(c, r), uprightEdge(c + 1, r))
    let (top, left) = (levelEdge(c, r + 1), uprightEdge(c, r))
    // With the region to the left
    switch above {
    case (true, false, false, false): link(bottom, left)
    case (false, true, false, false): link(right, bottom)
    case (false, false, true, false): link(top, right)
    case (false, false, false, true): link(left, top)
    case (false, true, true, true): link(left, bottom)
    case (true, false, true, true): link(bottom, right)
    case (true, true, false, true): link(right, top)
    case (true, true, true, false): link(top, left)
    case (true, true, false, false): link(right, left)
    case (false, false, true, true): link(left, right)
    case (true, false, false, true): link(bottom, top)
    case (false, true, true, false): link(top, bottom)
    case (true, false, true, false), (false, true, false, true):
      let isCenterAbove = (corners.0 + corners.1 + corners.2 + corners.3) / 4 > level
      switch (above.0, isCenterAbove) {
      case (true, true):
        link(bottom, right)
        link(top, left)
      case (true, false):
        link(bottom, left)
        link(top, right)
      case (false, true):
        link(left, bottom)
        link(right, top)
      case (false, false):
        link(right, bottom)
        link(left, top)
      }
    default: break
    }
  }

  private mutating func link(_ a: Int32, _ b: Int32) {
    next[Int(a)] = b
    starts.append(a)
  }

  private func crossing(of edge: Int) -> Point {
    let isLevel = edge < levelEdgeCount
    let index = isLevel ? edge : edge - levelEdgeCount
    let count = isLevel ? width - 1 : width
    let (c, r) = (index % count, index / count)
    let (nextC, nextR) = isLevel ? (c + 1, r) : (c, r + 1)
    let (a, b) = (value(c, r), value(nextC, nextR))
    // Beside what is not finite, the outline runs through the point that is.
    if !b.isFinite { return location(c, r) }
    if !a.isFinite { return location(nextC, nextR) }
    return location(c, r).interpolated(to: location(nextC, nextR), (level - a) / (b - a))
  }

  private func location(_ c: Int, _ r: Int) -> Point {
    surface.location(column: c - 1, row: r - 1)
  }
}

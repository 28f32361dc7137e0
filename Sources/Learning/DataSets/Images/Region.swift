import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A part of the plane: which points belong to it, and a rectangle that holds them. In pixels, with
/// y running down.
struct Region {
  let bounds: Rect
  let contains: (Point) -> Bool

  init(bounds: Rect, contains: @escaping (Point) -> Bool) {
    self.bounds = bounds
    self.contains = contains
  }

  static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Region {
    let rect = Rect(x: x, y: y, width: width, height: height)
    return Region(bounds: rect) { rect.contains($0) }
  }

  /// An ellipse with the given half axes, turned by `angle`.
  static func ellipse(
    _ center: Point, _ a: Double, _ b: Double, turned angle: Double = 0
  ) -> Region {
    let reach = max(a, b)
    let (c, s) = (cos(angle), sin(angle))
    return Region(
      bounds: Rect(
        x: center.x - reach, y: center.y - reach, width: 2 * reach, height: 2 * reach)
    ) { p in
      let d = p - center
      let u = (c * d.x + s * d.y) / a
      let v = (c * d.y - s * d.x) / b
      return u * u + v * v <= 1
    }
  }

  static func disk(_ center: Point, _ radius: Double) -> Region {
    ellipse(center, radius, radius)
  }

  /// The inside of a closed line, by the even-odd rule.
  static func polygon(_ corners: [Point]) -> Region {
    Region(bounds: Rect.bounding(corners) ?? Rect(x: 0, y: 0, width: 0, height: 0)) { p in
      var inside = false
      var before = corners[corners.count - 1]
      for corner in corners {
        if (corner.y > p.y) != (before.y > p.y) {
          let x = corner.x + (p.y - corner.y) / (before.y - corner.y) * (before.x - corner.x)
          if p.x < x { inside.toggle() }
        }
        before = corner
      }
      return inside
    }
  }

  /// What lies within half of `width` of a line through `points`: rounded ends and joints.
  static func stroke(_ points: [Point], width: Double) -> Region {
    let reach = width / 2
    let box = Rect.bounding(points) ?? Rect(x: 0, y: 0, width: 0, height: 0)
    return Region(bounds: box.inset(by: -reach)) { p in
      if points.count == 1 { return p.distance(to: points[0]) <= reach }
      for (a, b) in zip(points, points.dropFirst())
      where Region.distance(p, from: a, to: b) <= reach {
        return true
      }
      return false
    }
  }

  /// The distance of `p` from a line between two points.
  static func distance(_ p: Point, from a: Point, to b: Point) -> Double {
    let d = b - a
    let square = d.x * d.x + d.y * d.y
    guard square > 0 else { return p.distance(to: a) }
    let t = ((p.x - a.x) * d.x + (p.y - a.y) * d.y) / square
    return p.distance(to: a.interpolated(to: b, min(1, max(0, t))))
  }

  /// Points along a part of an ellipse, between angles in degrees, clockwise from the right.
  static func arc(
    _ center: Point, _ a: Double, _ b: Double, from start: Double, to end: Double, count: Int = 14
  ) -> [Point] {
    (0...count).map { index in
      let angle = (start + (end - start) * Double(index) / Double(count)) * .pi / 180
      return Point(center.x + a * cos(angle), center.y + b * sin(angle))
    }
  }

  /// This region, drawn around the origin, enlarged, turned by `angle` and moved to `center`.
  func placed(at center: Point, scale: Double = 1, turned angle: Double = 0) -> Region {
    let corners = bounds.corners.map { corner in
      AffineTransform.rotation(angle).apply(corner * scale) + center
    }
    let (c, s) = (cos(angle) / scale, sin(angle) / scale)
    let inner = contains
    return Region(bounds: Rect.bounding(corners) ?? bounds) { p in
      let d = p - center
      return inner(Point(c * d.x + s * d.y, c * d.y - s * d.x))
    }
  }

  func subtracting(_ other: Region) -> Region {
    let (a, b) = (contains, other.contains)
    return Region(bounds: bounds) { a($0) && !b($0) }
  }

  func union(_ other: Region) -> Region {
    let (a, b) = (contains, other.contains)
    return Region(bounds: bounds.union(other.bounds)) { a($0) || b($0) }
  }

  func intersection(_ other: Region) -> Region {
    let (a, b) = (contains, other.contains)
    let empty = Rect(x: bounds.minX, y: bounds.minY, width: 0, height: 0)
    return Region(bounds: bounds.intersection(other.bounds) ?? empty) { a($0) && b($0) }
  }
}

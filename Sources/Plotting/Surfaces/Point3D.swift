import Geometry

/// A position or a direction in space.
public struct Point3D: Hashable, Sendable, Interpolatable {
  public var x: Double
  public var y: Double
  public var z: Double

  public init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  public static let zero = Point3D(0, 0, 0)

  public static func + (a: Point3D, b: Point3D) -> Point3D {
    Point3D(a.x + b.x, a.y + b.y, a.z + b.z)
  }
  public static func - (a: Point3D, b: Point3D) -> Point3D {
    Point3D(a.x - b.x, a.y - b.y, a.z - b.z)
  }
  public static func * (a: Point3D, s: Double) -> Point3D { Point3D(a.x * s, a.y * s, a.z * s) }

  public func dot(_ other: Point3D) -> Double { x * other.x + y * other.y + z * other.z }

  public func cross(_ other: Point3D) -> Point3D {
    Point3D(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// Distance from the origin.
  public var length: Double { dot(self).squareRoot() }

  /// The point a fraction `t` of the way to `other`; 0 gives `self`, 1 gives `other`.
  public func interpolated(to other: Point3D, _ t: Double) -> Point3D { self + (other - self) * t }

  var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}

/// An oriented plane: the points `p` with `normal · p = offset`. The normal has length 1.
struct Plane: Hashable, Sendable {
  let normal: Point3D
  let offset: Double

  init(normal: Point3D, through point: Point3D) {
    self.normal = normal * (1 / max(normal.length, 1e-300))
    offset = self.normal.dot(point)
  }

  /// The plane that fits a polygon best (Newell's normal), or `nil` if it has no area.
  init?(_ polygon: [Point3D]) {
    guard var previous = polygon.last else { return nil }
    var (normal, center) = (Point3D.zero, Point3D.zero)
    for corner in polygon {
      normal = normal + previous.cross(corner)
      center = center + corner
      previous = corner
    }
    guard normal.length > 1e-18 else { return nil }
    self.init(normal: normal, through: center * (1 / Double(polygon.count)))
  }

  /// How far a point lies from the plane, positive on the side of the normal.
  func distance(to point: Point3D) -> Double { normal.dot(point) - offset }

  /// The parts of a convex polygon on the two sides, each without corners if there is no such part.
  func split(
    _ polygon: [Point3D], tolerance: Double = 1e-9
  ) -> (front: [Point3D], back: [Point3D]) {
    let distances = polygon.map(distance)
    if distances.allSatisfy({ $0 >= -tolerance }) { return (polygon, []) }
    if distances.allSatisfy({ $0 <= tolerance }) { return ([], polygon) }
    var (front, back) = ([Point3D](), [Point3D]())
    for index in polygon.indices {
      let next = (index + 1) % polygon.count
      let (a, b) = (distances[index], distances[next])
      if a >= -tolerance { front.append(polygon[index]) }
      if a <= tolerance { back.append(polygon[index]) }
      if (a > tolerance && b < -tolerance) || (a < -tolerance && b > tolerance) {
        let crossing = polygon[index].interpolated(to: polygon[next], a / (a - b))
        front.append(crossing)
        back.append(crossing)
      }
    }
    return (front, back)
  }
}

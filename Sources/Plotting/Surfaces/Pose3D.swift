import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// From where a chart in space is seen.
public struct Pose3D: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Degrees: the turn around the vertical axis, and the height above the horizon.
    case turned(azimuth: Double, inclination: Double)
    /// Degrees of the axis that leads into the page, and the factor by which it is shortened.
    case oblique(angle: Double, depth: Double)
  }

  let kind: Kind

  /// A view from the front, turned.
  ///
  /// - Parameters:
  ///   - azimuth: degrees by which the viewer walks to the right around the box. At 0 `x` runs to
  ///     the right and `y` away from the viewer.
  ///   - inclination: degrees by which the viewer looks down; at 90 the box is seen from above.
  public init(azimuth: Double = -30, inclination: Double = 25) {
    kind = .turned(azimuth: azimuth, inclination: inclination)
  }

  private init(kind: Kind) { self.kind = kind }

  /// `x` to the right and `z` upwards in true length, `y` as a shorter slanting line: the way
  /// sketches on paper show three axes.
  public static func oblique(angle: Double = 33, depth: Double = 0.6) -> Pose3D {
    Pose3D(kind: .oblique(angle: angle, depth: depth))
  }
}

/// How lines of sight run.
public enum CameraProjection3D: Hashable, Sendable {
  /// All parallel: equal lengths look equal near and far.
  case orthographic
  /// From one eye at a distance, in units of the box's width.
  case perspective(distance: Double)

  public static let perspective = CameraProjection3D.perspective(distance: 3.4)
}

/// Maps space to the plane of the picture, in units of the box, with `y` upwards.
struct Camera: Hashable, Sendable {
  let right: Point3D
  let up: Point3D
  /// Towards the viewer. Points that differ by it only lie behind each other if lines of sight are
  /// parallel.
  let toward: Point3D
  /// Distance of the eye from the middle of the box, or `nil` for parallel lines of sight.
  let distance: Double?

  init(_ pose: Pose3D, _ projection: CameraProjection3D) {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    switch pose.kind {
    case .turned(let azimuth, let inclination):
      let (a, e) = (radians(azimuth), radians(inclination))
      right = Point3D(cos(a), sin(a), 0)
      up = Point3D(-sin(a) * sin(e), cos(a) * sin(e), cos(e))
      toward = Point3D(sin(a) * cos(e), -cos(a) * cos(e), sin(e))
      distance = if case .perspective(let distance) = projection { distance } else { nil }
    case .oblique(let angle, let depth):
      let (c, s) = (depth * cos(radians(angle)), depth * sin(radians(angle)))
      right = Point3D(1, c, 0)
      up = Point3D(0, s, 1)
      toward = Point3D(c, -1, s) * (1 / Point3D(c, -1, s).length)
      distance = nil
    }
  }

  func project(_ p: Point3D) -> Point {
    let scale = distance.map { $0 / ($0 - toward.dot(p)) } ?? 1
    return Point(right.dot(p) * scale, up.dot(p) * scale)
  }

  /// Larger for what is nearer to the viewer.
  func nearness(_ p: Point3D) -> Double {
    guard let distance else { return toward.dot(p) }
    return -(toward * distance - p).length
  }

  /// Whether the viewer is on the side of the plane to which its normal points.
  func isInFront(of plane: Plane) -> Bool {
    distance.map { plane.distance(to: toward * $0) > 0 } ?? (plane.normal.dot(toward) > 0)
  }
}

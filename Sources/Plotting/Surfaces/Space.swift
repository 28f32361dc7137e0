import Drawing
import Geometry

/// The box of a chart in space while its marks are drawn.
public struct Space: Sendable {
  public let x: Scale
  public let y: Scale
  public let z: Scale
  /// The lengths of the box's edges; the longest is about 1.
  let edges: Point3D
  /// The axes that run backwards.
  let reversed: Set<Axis3D>
  let camera: Camera
  /// Points on the page for one unit of the box.
  var scale = 1.0
  /// Where the middle of the box lies on the page.
  var center = Point.zero
  public let environment: DrawingEnvironment
  public internal(set) var style = MarkStyle()

  public var theme: Theme { environment.theme }

  /// The place in the box of a point in data coordinates; the middle of the box is the origin.
  func place(_ data: Point3D) -> Point3D {
    func offset(_ position: Double, _ axis: Axis3D, _ edge: Double) -> Double {
      ((reversed.contains(axis) ? 1 - position : position) - 0.5) * edge
    }
    return Point3D(
      offset(x.position(data.x), .x, edges.x), offset(y.position(data.y), .y, edges.y),
      offset(z.position(data.z), .z, edges.z))
  }

  /// The place on the page of a place in the box.
  func project(_ place: Point3D) -> Point {
    let p = camera.project(place)
    return Point(center.x + p.x * scale, center.y - p.y * scale)
  }

  /// The place on the page of a point in data coordinates.
  public func position(_ data: Point3D) -> Point { project(place(data)) }

  /// The style's tone, or the mark's own default, in the theme's colours.
  func color(default tone: Tone) throws -> Color {
    try theme.color(style.foreground ?? tone).opacity(style.opacity)
  }

  /// The style's stroke with the theme's scale, or one of the mark's default width.
  func stroke(defaultWidth: Double) -> StrokeStyle {
    (style.line ?? StrokeStyle(width: defaultWidth, cap: .round, join: .round))
      .scaled(by: theme.lineScale)
  }

  /// A corner of the box; each number is −1 or 1.
  func corner(_ x: Double, _ y: Double, _ z: Double) -> Point3D {
    Point3D(x * edges.x / 2, y * edges.y / 2, z * edges.z / 2)
  }

  /// The rectangle on the page around the projected box.
  var bounds: Rect {
    let corners = [-1.0, 1].flatMap { x in
      [-1.0, 1].flatMap { y in [-1.0, 1].map { z in project(corner(x, y, z)) } }
    }
    return Rect.bounding(corners) ?? Rect(center, .zero)
  }
}

/// An axis of a chart in space.
public enum Axis3D: Hashable, Sendable { case x, y, z }

/// The smallest box of data values around something; `nil` along an axis without data.
public struct DataExtent3D: Hashable, Sendable {
  public var x: ClosedRange<Double>?
  public var y: ClosedRange<Double>?
  public var z: ClosedRange<Double>?

  public init(
    x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil, z: ClosedRange<Double>? = nil
  ) {
    (self.x, self.y, self.z) = (x, y, z)
  }

  public init(_ points: some Sequence<Point3D>) {
    self.init()
    for point in points where point.isFinite {
      self = union(
        DataExtent3D(x: point.x...point.x, y: point.y...point.y, z: point.z...point.z))
    }
  }

  public func union(_ other: DataExtent3D) -> DataExtent3D {
    func join(_ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?) -> ClosedRange<Double>? {
      guard let a, let b else { return a ?? b }
      return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    }
    return DataExtent3D(x: join(x, other.x), y: join(y, other.y), z: join(z, other.z))
  }
}

/// A position in the plane. On a page the unit is the point (1/72 inch) and `y` runs downwards.
public struct Point: Hashable, Codable, Sendable {
  public var x: Double
  public var y: Double

  @inlinable
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  public static let zero = Point(0, 0)

  @inlinable
  public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  @inlinable
  public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  @inlinable
  public static func * (a: Point, s: Double) -> Point { Point(a.x * s, a.y * s) }

  /// Distance from the origin.
  @inlinable
  public var length: Double { (x * x + y * y).squareRoot() }

  @inlinable
  public func distance(to other: Point) -> Double { (self - other).length }

  /// The point a fraction `t` of the way to `other`; 0 gives `self`, 1 gives `other`.
  @inlinable
  public func interpolated(to other: Point, _ t: Double) -> Point {
    Point(x + (other.x - x) * t, y + (other.y - y) * t)
  }
}

import Geometry

/// A smooth curve through given points that turns nowhere but at them: cubic between the points,
/// and flat at each that is higher or lower than both its neighbours (Fritsch and Butland 1984).
public struct MonotoneCubic: Hashable, Sendable {
  public let points: [Point]
  /// The slope at each point.
  private let slopes: [Double]

  /// The curve through at least three points with increasing `x`.
  public init(through points: [Point]) {
    precondition(
      points.count > 2 && zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x },
      "a curve needs at least three points with increasing x")
    self.points = points
    let widths = zip(points, points.dropFirst()).map { $1.x - $0.x }
    let secants = zip(points, points.dropFirst()).map { ($1.y - $0.y) / ($1.x - $0.x) }
    // Inside, the harmonic mean of the secants, weighted by how far away the other point is.
    let inner = (1..<points.count - 1).map { index in
      let (a, b) = (secants[index - 1], secants[index])
      guard a * b > 0 else { return 0.0 }
      let (before, after) = (widths[index - 1], widths[index])
      let (w1, w2) = (2 * after + before, after + 2 * before)
      return (w1 + w2) / (w1 / a + w2 / b)
    }
    let last = secants.count - 1
    slopes =
      [Self.endSlope(secants[0], secants[1], widths[0], widths[1])] + inner
      + [Self.endSlope(secants[last], secants[last - 1], widths[last], widths[last - 1])]
  }

  /// The value at `x`; the outermost pieces go on beyond the ends.
  public func callAsFunction(_ x: Double) -> Double {
    let found = points.firstIndex { $0.x > x } ?? points.count
    let index = min(max(found - 1, 0), points.count - 2)
    let (a, b) = (points[index], points[index + 1])
    let width = b.x - a.x
    let t = (x - a.x) / width
    let s = 1 - t
    return s * s * (1 + 2 * t) * a.y + t * t * (1 + 2 * s) * b.y
      + width * s * t * (s * slopes[index] - t * slopes[index + 1])
  }

  /// The slope at an end from the two nearest secants, kept so small that the curve doesn't turn.
  private static func endSlope(
    _ near: Double, _ next: Double, _ width: Double, _ nextWidth: Double
  ) -> Double {
    let slope = ((2 * width + nextWidth) * near - width * next) / (width + nextWidth)
    if slope * near <= 0 { return 0 }
    return near * next <= 0 && abs(slope) > 3 * abs(near) ? 3 * near : slope
  }
}

import Geometry

/// The smoothest curve through given points: cubic between them, with no curvature at the ends.
public struct CubicSpline: Hashable, Codable, Sendable {
  public let points: [Point]
  /// The second derivative at each point.
  private let curvatures: [Double]

  /// The natural cubic spline through points with increasing `x`.
  public init(through points: [Point]) {
    precondition(
      points.count > 2 && zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x },
      "a spline needs at least three points with increasing x")
    self.points = points
    let widths = zip(points, points.dropFirst()).map { $1.x - $0.x }
    let slopes = zip(points, points.dropFirst()).map { ($1.y - $0.y) / ($1.x - $0.x) }
    // The first derivative is continuous at each inner point.
    let inner = 1..<points.count - 1
    let solution = solveTridiagonal(
      lower: inner.map { widths[$0 - 1] },
      diagonal: inner.map { 2 * (widths[$0 - 1] + widths[$0]) },
      upper: inner.map { widths[$0] }, right: inner.map { 6 * (slopes[$0] - slopes[$0 - 1]) })
    curvatures = [0] + solution + [0]
  }

  /// The value at `x`; the outermost pieces go on beyond the ends.
  public func callAsFunction(_ x: Double) -> Double {
    let found = points.firstIndex { $0.x > x } ?? points.count
    let index = min(max(found - 1, 0), points.count - 2)
    let (a, b) = (points[index], points[index + 1])
    let width = b.x - a.x
    let (s, t) = ((b.x - x) / width, (x - a.x) / width)
    let bend = (s * s * s - s) * curvatures[index] + (t * t * t - t) * curvatures[index + 1]
    return s * a.y + t * b.y + bend * width * width / 6
  }
}

/// Solves a system in which each unknown is tied to its neighbours only. The first number of
/// `lower` and the last of `upper` are not used.
func solveTridiagonal(
  lower: [Double], diagonal: [Double], upper: [Double], right: [Double]
) -> [Double] {
  var (diagonal, right) = (diagonal, right)
  for row in diagonal.indices.dropFirst() {
    let factor = lower[row] / diagonal[row - 1]
    diagonal[row] -= factor * upper[row - 1]
    right[row] -= factor * right[row - 1]
  }
  for row in diagonal.indices.reversed() {
    if row + 1 < diagonal.count { right[row] -= upper[row] * right[row + 1] }
    right[row] /= diagonal[row]
  }
  return right
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute
import Geometry

/// The normal distribution of points in the plane: the smallest multivariate normal distribution.
public struct BivariateNormalDistribution: Distribution, Hashable, Codable {
  public static let name = "multivariate normal"
  public static let use = "multivariate regression"
  public static let domain = OutcomeDomain.realVectors

  public let mean: Point
  public let covariance: SymmetricMatrix

  public init(mean: Point, covariance: SymmetricMatrix) {
    precondition(
      covariance.xx > 0 && covariance.determinant > 0,
      "a normal distribution needs a positive definite covariance")
    self.mean = mean
    self.covariance = covariance
  }

  public func logProbability(of outcome: Point) -> Double {
    let d = outcome - mean
    guard let solved = covariance.solve(d) else { return -.infinity }
    return -0.5 * (d.x * solved.x + d.y * solved.y) - log(2 * .pi)
      - 0.5 * log(covariance.determinant)
  }

  public func samples(count: Int, key: Key) -> [Point] {
    // The covariance is L Lᵀ with a lower triangular L; a standard normal z becomes mean + L z.
    let a = covariance.xx.squareRoot()
    let b = covariance.xy / a
    let c = (covariance.yy - b * b).squareRoot()
    let first = key.fold("first").normal(count: count)
    let second = key.fold("second").normal(count: count)
    return zip(first, second).map { mean + Point(a * $0, b * $0 + c * $1) }
  }

  public func statistics(of outcome: Point) -> [Double] { [outcome.x, outcome.y] }
  public var expectedStatistics: [Double] { [mean.x, mean.y] }

  public func totalProbability() -> Double {
    // Ten standard deviations to each side, where the trapezoidal rule is as good as exact.
    let (sx, sy) = (covariance.xx.squareRoot(), covariance.yy.squareRoot())
    let count = 200
    var sum = 0.0
    for row in -count...count {
      for column in -count...count {
        let step = Point(Double(column) * sx, Double(row) * sy) * (10 / Double(count))
        sum += probability(of: mean + step)
      }
    }
    return sum * sx * sy * 100 / Double(count * count)
  }
}

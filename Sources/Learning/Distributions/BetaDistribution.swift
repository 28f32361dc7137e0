#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The beta distribution of proportions.
public struct BetaDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "beta"
  public static let use = "predicting proportions"
  public static let domain = OutcomeDomain.unitInterval

  public let alpha: Double
  public let beta: Double

  public init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && beta > 0, "a beta distribution needs positive α and β")
    self.alpha = alpha
    self.beta = beta
  }

  public var mean: Double { alpha / (alpha + beta) }

  public func logProbability(of outcome: Double) -> Double {
    guard outcome > 0, outcome < 1 else { return -.infinity }
    return logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta)
      + (alpha - 1) * log(outcome) + (beta - 1) * log1p(-outcome)
  }

  public func samples(count: Int, key: Key) -> [Double] {
    let a = GammaDistribution(shape: alpha, rate: 1).samples(count: count, key: key.fold("alpha"))
    let b = GammaDistribution(shape: beta, rate: 1).samples(count: count, key: key.fold("beta"))
    return zip(a, b).map { $0 / ($0 + $1) }
  }
}

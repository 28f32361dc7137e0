#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The univariate normal distribution (UDL, equation 5.7).
public struct NormalDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "univariate normal"
  public static let use = "regression"
  public static let domain = OutcomeDomain.realLine

  public let mean: Double
  /// σ, not its square.
  public let standardDeviation: Double

  public init(mean: Double = 0, standardDeviation: Double = 1) {
    precondition(standardDeviation > 0, "a normal distribution needs a positive σ")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The most likely normal distribution for data: that with their mean and standard deviation.
  public init(fittedTo data: [Double]) {
    let count = Double(max(data.count, 1))
    let mean = data.reduce(0, +) / count
    let variance = data.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    self.init(mean: mean, standardDeviation: variance.squareRoot())
  }

  public func logProbability(of outcome: Double) -> Double {
    let z = (outcome - mean) / standardDeviation
    return -0.5 * z * z - log(standardDeviation) - 0.5 * log(2 * .pi)
  }

  public func samples(count: Int, key: Key) -> [Double] {
    key.normal(count: count, mean: mean, standardDeviation: standardDeviation)
  }
}

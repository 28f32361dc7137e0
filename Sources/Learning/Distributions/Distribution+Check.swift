import Compute

/// How far a distribution is from what it should be: numbers for tests and claims.
public struct DistributionCheck: Hashable, Sendable {
  /// The probability of all outcomes together; 1 but for the error of the method.
  public var totalProbability: Double
  /// The largest distance of a statistic's sample mean from its expected value, in standard errors.
  public var deviation: Double

  /// - Parameter count: of samples; at least 2.
  public init<D: Distribution>(_ distribution: D, samples count: Int, key: Key) {
    precondition(count >= 2, "a standard error needs two samples at least")
    let rows = distribution.samples(count: count, key: key).map(distribution.statistics)
    let deviations = distribution.expectedStatistics.enumerated().map { column, expected in
      let values = rows.map { $0[column] }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
      return abs(mean - expected) / (variance / Double(count)).squareRoot()
    }
    totalProbability = distribution.totalProbability()
    deviation = deviations.max() ?? 0
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a handful of runs says about all runs: intervals that assume nothing of how values spread.
public enum Intervals {
  /// The middle of some values, for an even count the mean of the middle two.
  ///
  /// What is no number counts as larger than all others; of nothing the median is NaN.
  public static func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = ordered(values)
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : (low + high) / 2
  }

  /// An interval that covers the true median with at least the given probability, from the order
  /// of the values alone: each lies below it with probability ½, so their number is binomial.
  ///
  /// - Returns: `nil` for so few values that even the least and the largest don't cover it: at 95 %
  ///   for fewer than six. Also `nil` where an end of the interval is no number.
  public static func ofMedian(
    _ values: [Double], coverage: Double = 0.95
  ) -> ClosedRange<Double>? {
    let count = values.count
    // The largest rank from each end that leaves out less than half of the rest on its side.
    var rank = 0
    var tail = 0.0
    for below in 0..<count {
      let logShare = logBinomial(count, below) - Double(count) * log(2)
      tail += exp(logShare)
      guard tail <= (1 - coverage) / 2 else { break }
      rank = below + 1
    }
    guard rank > 0 else { return nil }
    let sorted = ordered(values)
    let (low, high) = (sorted[rank - 1], sorted[count - rank])
    return low.isNaN || high.isNaN ? nil : low...high
  }

  /// Wilson's score interval for a proportion, of which `hits` of `count` trials were a sample
  /// (E. B. Wilson 1927). It stays within 0 and 1 and bears with few trials.
  ///
  /// - Parameter deviations: standard deviations of the normal distribution that the interval
  ///   covers on each side; 1.96 for 95 %.
  public static func ofProportion(
    _ hits: Int, of count: Int, deviations z: Double = 1.959_963_984_540_054
  ) -> ClosedRange<Double> {
    precondition(count > 0 && (0...count).contains(hits), "\(hits) of \(count) is no proportion")
    let n = Double(count)
    let p = Double(hits) / n
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (hits == 0 ? 0 : middle - half)...(hits == count ? 1 : middle + half)
  }

  /// The values in order; what is no number stands at the end.
  private static func ordered(_ values: [Double]) -> [Double] {
    values.sorted { $0 < $1 || ($1.isNaN && !$0.isNaN) }
  }

  private static func logBinomial(_ n: Int, _ k: Int) -> Double {
    logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
  }
}

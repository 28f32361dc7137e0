import Learning

/// What a claim came to in one or more runs.
public struct ClaimResult: Hashable, Sendable {
  public let statement: String
  /// The numbers for which the statement holds.
  public let range: ClosedRange<Double>
  public let aggregate: ClaimAggregate
  /// What was measured, one number a run.
  public let values: [Double]

  public init(
    _ statement: String, range: ClosedRange<Double>, aggregate: ClaimAggregate, values: [Double]
  ) {
    self.statement = statement
    self.range = range
    self.aggregate = aggregate
    self.values = values
  }

  /// The same claim's results of several runs in one.
  ///
  /// - Returns: `nil` for no runs.
  public init?(joining runs: [ClaimResult]) {
    guard let first = runs.first else { return nil }
    self.init(
      first.statement, range: first.range, aggregate: first.aggregate,
      values: runs.flatMap(\.values))
  }

  /// Whether the claim holds. What is no number lies in no range; of no runs nothing holds.
  public var holds: Bool {
    guard !values.isEmpty else { return false }
    return switch aggregate {
    case .every: holdingCount == values.count
    case .median: range.contains(median)
    // A share that is off by rounding only is no failure.
    case .share(let share): Double(holdingCount) >= share * Double(values.count) - 1e-9
    }
  }

  public var median: Double { Intervals.median(of: values) }

  /// Covers the median over all seeds with 95 % probability; `nil` for fewer than six runs.
  public var medianInterval: ClosedRange<Double>? { Intervals.ofMedian(values) }

  /// The least and the largest of what was measured; `nil` if there are none that are numbers.
  public var spread: ClosedRange<Double>? {
    let numbers = values.filter { !$0.isNaN }
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    return least...most
  }

  /// In how many runs the measured number lies in the range.
  public var holdingCount: Int { values.count(where: range.contains) }

  /// Covers the share of all seeds for which the number lies in the range with 95 % probability
  /// (Wilson's interval); `nil` without runs.
  public var shareInterval: ClosedRange<Double>? {
    values.isEmpty ? nil : Intervals.ofProportion(holdingCount, of: values.count)
  }

  /// The effect's size: how many standard deviations between runs the median lies within its nearer
  /// bound; negative if it lies outside.
  ///
  /// - Returns: `nil` where it says nothing: for a single run, for runs that all measured the same,
  ///   and for a range of one number.
  public var margin: Double? {
    guard let spread, spread.lowerBound < spread.upperBound else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / (count - 1)).squareRoot()
    guard deviation.isFinite, range.lowerBound < range.upperBound else { return nil }
    let distance = min(median - range.lowerBound, range.upperBound - median)
    return distance.isFinite ? distance / deviation : nil
  }
}

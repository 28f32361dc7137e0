import Plotting

/// A statement about a figure's evidence that can fail: a number that must lie in a range.
///
///     Claim("SGD leaves the valley in a quarter of its runs", atLeast: 0.25) { $0.escapes }
///     Claim("the composition has nine regions", equals: 9) { Double($0.regionCount) }
///
/// A claim measures what it is about, such as a difference of two errors, rather than whether it
/// holds: `lantern verify` then says how clearly it does.
public struct Claim<Evidence: Sendable>: Sendable {
  public let statement: String
  public let range: ClosedRange<Double>
  public let aggregate: ClaimAggregate
  public let measure: @Sendable (Evidence) throws -> Double

  /// - Parameters:
  ///   - range: the values of the measured number for which the statement holds.
  ///   - aggregate: which number of several runs must lie in the range.
  ///   - measure: takes the number from the evidence of one run.
  public init(
    _ statement: String, in range: ClosedRange<Double>, over aggregate: ClaimAggregate = .every,
    measure: @escaping @Sendable (Evidence) throws -> Double
  ) {
    self.statement = statement
    self.range = range
    self.aggregate = aggregate
    self.measure = measure
  }

  /// A number that must not be smaller than a bound.
  public init(
    _ statement: String, atLeast bound: Double, over aggregate: ClaimAggregate = .every,
    measure: @escaping @Sendable (Evidence) throws -> Double
  ) {
    self.init(statement, in: bound...(.infinity), over: aggregate, measure: measure)
  }

  /// A number that must not be larger than a bound.
  public init(
    _ statement: String, atMost bound: Double, over aggregate: ClaimAggregate = .every,
    measure: @escaping @Sendable (Evidence) throws -> Double
  ) {
    self.init(statement, in: -(.infinity)...bound, over: aggregate, measure: measure)
  }

  /// A number that must be what the statement says, up to `tolerance` on both sides.
  public init(
    _ statement: String, equals value: Double, within tolerance: Double = 0,
    over aggregate: ClaimAggregate = .every,
    measure: @escaping @Sendable (Evidence) throws -> Double
  ) {
    self.init(
      statement, in: (value - tolerance)...(value + tolerance), over: aggregate, measure: measure)
  }
}

/// What a claim says of runs with different seeds.
public enum ClaimAggregate: Hashable, Sendable {
  /// It holds in each.
  case every
  /// It holds for the median of what they measure.
  case median
  /// It holds in at least this share of them, from 0 to 1.
  case share(Double)
}

extension ClaimAggregate: CustomStringConvertible {
  public var description: String {
    switch self {
    case .every: "in every run"
    case .median: "for the median of the runs"
    case .share(let share): "in at least \((100 * share).formatted(decimals: 0)) % of the runs"
    }
  }
}

/// Collects the claims that a figure lists.
@resultBuilder
public enum ClaimBuilder<Evidence: Sendable> {
  public static func buildExpression(_ claim: Claim<Evidence>) -> [Claim<Evidence>] { [claim] }
  public static func buildExpression(_ claims: [Claim<Evidence>]) -> [Claim<Evidence>] { claims }
  public static func buildBlock(_ claims: [Claim<Evidence>]...) -> [Claim<Evidence>] {
    claims.flatMap { $0 }
  }
  public static func buildArray(_ claims: [[Claim<Evidence>]]) -> [Claim<Evidence>] {
    claims.flatMap { $0 }
  }
  public static func buildOptional(_ claims: [Claim<Evidence>]?) -> [Claim<Evidence>] {
    claims ?? []
  }
  public static func buildEither(first: [Claim<Evidence>]) -> [Claim<Evidence>] { first }
  public static func buildEither(second: [Claim<Evidence>]) -> [Claim<Evidence>] { second }
}

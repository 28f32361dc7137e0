import Compute

/// A probability distribution over outcomes of one kind (UDL, chapter 5).
///
/// A network that predicts distributions gives their parameters; its loss is the mean of
/// `-logProbability` over the data (UDL, section 5.1.4).
public protocol Distribution: Sendable {
  associatedtype Outcome: Sendable

  /// The family's name as it stands in running text.
  static var name: String { get }
  /// What a prediction with this family is called.
  static var use: String { get }
  /// The set that outcomes come from.
  static var domain: OutcomeDomain { get }

  /// log Pr(y): the logarithm of the density or, for discrete outcomes, of the probability; -∞
  /// where an outcome is impossible.
  func logProbability(of outcome: Outcome) -> Double

  /// `count` independent outcomes. The same key gives the same outcomes.
  func samples(count: Int, key: Key) -> [Outcome]

  /// Numbers computed from an outcome whose expected values are known: the outcome itself where it
  /// is a number, its cosine and sine where it is a direction.
  func statistics(of outcome: Outcome) -> [Double]

  /// The expected values of `statistics`.
  var expectedStatistics: [Double] { get }

  /// The probability of all outcomes together, added up or integrated numerically: 1 but for the
  /// error of the method.
  func totalProbability() -> Double
}

extension Distribution {
  /// Pr(y): the density or, for discrete outcomes, the probability.
  public func probability(of outcome: Outcome) -> Double {
    exponential(logProbability(of: outcome))
  }

  /// The mean of `-logProbability` over data.
  public func meanNegativeLogLikelihood(of outcomes: [Outcome]) -> Double {
    -outcomes.reduce(0) { $0 + logProbability(of: $1) } / Double(max(outcomes.count, 1))
  }
}

/// A distribution of one number with a density.
public protocol ContinuousDistribution: Distribution where Outcome == Double {
  var mean: Double { get }
}

extension ContinuousDistribution {
  public func statistics(of outcome: Double) -> [Double] { [outcome] }
  public var expectedStatistics: [Double] { [mean] }
  public func totalProbability() -> Double {
    Quadrature.integral(over: Self.domain, of: probability)
  }

  /// The probability of an outcome between two values, integrated numerically.
  public func probability(in range: ClosedRange<Double>) -> Double {
    Quadrature.integral(from: range.lowerBound, to: range.upperBound, of: probability)
  }
}

/// A distribution of whole numbers.
public protocol DiscreteDistribution: Distribution where Outcome == Int {
  var mean: Double { get }
  /// The outcomes that matter: all, or those that leave out less than 1e-12 of probability.
  var outcomes: ClosedRange<Int> { get }
}

extension DiscreteDistribution {
  public func statistics(of outcome: Int) -> [Double] { [Double(outcome)] }
  public var expectedStatistics: [Double] { [mean] }
  public func totalProbability() -> Double { outcomes.reduce(0) { $0 + probability(of: $1) } }

  public func samples(count: Int, key: Key) -> [Int] {
    key.uniform(count: count).map { share in
      var rest = share
      for outcome in outcomes {
        rest -= probability(of: outcome)
        if rest < 0 { return outcome }
      }
      return outcomes.upperBound
    }
  }
}

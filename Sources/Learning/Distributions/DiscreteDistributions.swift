#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The distribution of one yes or no (UDL, equation 5.16).
public struct BernoulliDistribution: DiscreteDistribution, Hashable, Codable {
  public static let name = "Bernoulli"
  public static let use = "binary classification"
  public static let domain = OutcomeDomain.binary

  /// λ, the probability of 1.
  public let probability: Double

  public init(probability: Double) {
    precondition((0...1).contains(probability), "a probability lies between 0 and 1")
    self.probability = probability
  }

  public var mean: Double { probability }
  public var outcomes: ClosedRange<Int> { 0...1 }

  public func logProbability(of outcome: Int) -> Double {
    switch outcome {
    case 0: log1p(-probability)
    case 1: log(probability)
    default: -.infinity
    }
  }
}

/// The distribution of one of K classes, numbered from 1 (UDL, equation 5.21).
public struct CategoricalDistribution: DiscreteDistribution, Hashable, Codable {
  public static let name = "categorical"
  public static let use = "multiclass classification"
  public static let domain = OutcomeDomain.categories

  public let probabilities: [Double]

  /// - Parameter probabilities: at least 0; they are divided by their sum.
  public init(probabilities: [Double]) {
    let total = probabilities.reduce(0, +)
    precondition(
      total > 0 && probabilities.allSatisfy { $0 >= 0 },
      "a categorical distribution needs probabilities of at least 0, not all 0")
    self.probabilities = probabilities.map { $0 / total }
  }

  /// The softmax of `logits` (UDL, equation 5.22).
  public init(logits: [Double]) {
    let largest = logits.max() ?? 0
    self.init(probabilities: logits.map { exp($0 - largest) })
  }

  public var mean: Double {
    probabilities.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
  }
  public var outcomes: ClosedRange<Int> { 1...probabilities.count }

  public func logProbability(of outcome: Int) -> Double {
    outcomes.contains(outcome) ? log(probabilities[outcome - 1]) : -.infinity
  }
}

/// The Poisson distribution of counts (UDL, problem 5.6).
public struct PoissonDistribution: DiscreteDistribution, Hashable, Codable {
  public static let name = "Poisson"
  public static let use = "predicting event counts"
  public static let domain = OutcomeDomain.counts

  /// λ, the mean count.
  public let rate: Double

  public init(rate: Double) {
    precondition(rate > 0, "a Poisson distribution needs a positive rate")
    self.rate = rate
  }

  public var mean: Double { rate }
  public var outcomes: ClosedRange<Int> { 0...Int(rate + 12 * rate.squareRoot() + 20) }

  public func logProbability(of outcome: Int) -> Double {
    guard outcome >= 0 else { return -.infinity }
    return Double(outcome) * log(rate) - rate - logGamma(Double(outcome) + 1)
  }
}

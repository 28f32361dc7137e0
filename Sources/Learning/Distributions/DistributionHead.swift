import Compute

/// How the outputs of a network become distributions of one family (UDL, section 5.1).
public struct DistributionHead<D: Distribution>: Sendable where D.Outcome: NumericOutcome {
  /// The network's outputs.
  public let outputCount: Int
  /// Minus the logarithm of the likelihood of targets, one number a row.
  public let loss: Loss
  /// The distribution that outputs denote.
  public let distribution: @Sendable ([Double]) -> D

  init(_ outputCount: Int, _ loss: Loss, _ distribution: @escaping @Sendable ([Double]) -> D) {
    self.outputCount = outputCount
    self.loss = loss
    self.distribution = distribution
  }
}

extension DistributionHead where D == NormalDistribution {
  /// A mean and the logarithm of a standard deviation.
  public static var normal: Self { Self(2, .heteroscedastic) { NormalDistribution(outputs: $0) } }
}

extension DistributionHead where D == PoissonDistribution {
  /// The logarithm of a rate.
  public static var poisson: Self { Self(1, .poisson) { PoissonDistribution(outputs: $0) } }
}

extension DistributionHead where D == VonMisesDistribution {
  /// A vector in the most likely direction, as long as the concentration.
  public static var vonMises: Self {
    Self(2, .vonMisesVector) { VonMisesDistribution(outputs: $0) }
  }
}

extension DistributionHead where D == CategoricalDistribution {
  /// The logits of classes that are numbered from 1.
  public static func categorical(classes: Int) -> Self {
    let loss = Loss("cross-entropy of classes from 1") { outputs, targets in
      outputs.crossEntropy(classes: targets.sum([-1]) - 1)
    }
    return Self(classes, loss) { CategoricalDistribution(logits: $0) }
  }
}

/// An outcome that is a number, and can be a network's target.
public protocol NumericOutcome: Sendable {
  init(outcome: Double)
  var number: Double { get }
}

extension Double: NumericOutcome {
  public init(outcome: Double) { self = outcome }
  public var number: Double { self }
}

extension Int: NumericOutcome {
  public init(outcome: Double) { self.init(outcome.rounded()) }
  public var number: Double { Double(self) }
}

/// A network that predicts a distribution for every input, fitted to pairs by maximum likelihood.
public struct DistributionPredictor<D: Distribution>: Sendable where D.Outcome: NumericOutcome {
  private let fitted: Fitted<MLP>
  private let head: DistributionHead<D>
  private let domain: ClosedRange<Double>

  /// - Parameters:
  ///   - domain: of the inputs, which is mapped to -1…1 for the network.
  ///   - hidden: the widths of the hidden layers, which are those of tanh units.
  /// - Throws: what training throws.
  public init(
    _ head: DistributionHead<D>, fittedTo data: RegressionData, over domain: ClosedRange<Double>,
    hidden: [Int], steps: Int, learningRate: Double = 0.01, key: Key
  ) throws {
    self.head = head
    self.domain = domain
    let inputs = data.inputs.map { Self.scaled($0, domain) }
    fitted = try Training(
      MLP([1] + hidden + [head.outputCount], activation: .tanh), loss: head.loss,
      on: Examples(x: inputs, y: data.outputs), optimizer: .adam(learningRate)
    ).run(steps: steps, key: key, recordEvery: steps).fitted
  }

  private static func scaled(_ x: Double, _ domain: ClosedRange<Double>) -> Double {
    2 * (x - domain.lowerBound) / (domain.upperBound - domain.lowerBound) - 1
  }

  /// Pr(y|x).
  public func callAsFunction(_ x: Double) -> D {
    head.distribution(fitted(Tensor([Self.scaled(x, domain)], shape: [1, 1])).doubles)
  }

  /// The mean of `-log Pr(y|x)` over pairs.
  public func meanNegativeLogLikelihood(of data: RegressionData) -> Double {
    -data.reduce(0) { $0 + self($1.x).logProbability(of: D.Outcome(outcome: $1.y)) }
      / Double(max(data.count, 1))
  }
}

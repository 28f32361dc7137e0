import Compute

/// A shallow network whose hidden units are drawn at random and stay as they are; only the weights
/// of the outputs are fitted, by least squares with a ridge. With more and more hidden units it
/// shows double descent in its purest form (UDL section 8.4; Belkin et al. 2019).
public struct RandomFeatureRegression: Sendable {
  private let train: Examples
  private let test: Examples
  private let key: Key

  /// - Parameters:
  ///   - train: inputs `[count, inputs]` and targets `[count, outputs]`.
  ///   - key: draws the hidden units; the first of a large network are those of a smaller one.
  public init(train: Examples, test: Examples, key: Key) {
    self.train = train
    self.test = test
    self.key = key
  }

  /// Mean squared errors of a fit, each summed over the outputs.
  public struct Errors: Hashable, Codable, Sendable {
    public let train: Double
    public let test: Double
  }

  /// Fits the output weights of a network of `hiddenCount` units.
  ///
  /// - Parameter ridge: the factor of the sum of squared weights. Activations are divided by the
  ///   root of half the number of units, so their squares add up to that of the input, and the
  ///   ridge means the same for every size. It lies above the rounding errors from 1e-5 on.
  public func errors(hiddenCount: Int, ridge: Double) -> Errors {
    let inputs = train.inputs.shape[1]
    let units = key.normal([hiddenCount, inputs], standardDeviation: 1)
    let scale = (2 / Float(hiddenCount * inputs)).squareRoot()
    let hidden = { (x: Tensor) in x.matmul(units.transposed()).relu() * scale }
    let (known, unseen) = (hidden(train.inputs), hidden(test.inputs))
    let penalty = { Tensor.identity($0) * Float(ridge) }
    // The smaller of two systems: one unknown a unit, or one an example.
    let weights =
      hiddenCount <= train.count
      ? (known.transposed().matmul(known) + penalty(hiddenCount))
        .solve(known.transposed().matmul(train.targets))
      : known.transposed().matmul(
        (known.matmul(known.transposed()) + penalty(train.count)).solve(train.targets))
    func error(_ hidden: Tensor, _ examples: Examples) -> Double {
      Double((hidden.matmul(weights) - examples.targets).squared().sum([-1]).mean().scalar)
    }
    return Errors(train: error(known, train), test: error(unseen, test))
  }
}

extension Examples {
  /// The numbers of classes as outputs: 1 for an example's own class, 0 for the others.
  public func oneHot(classes: Int) -> Examples {
    Examples(inputs: inputs, targets: targets.oneHot(classes: classes))
  }
}

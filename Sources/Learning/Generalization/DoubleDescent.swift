import Compute
import Geometry

/// Classifiers of MNIST-1D of many sizes, each trained until it can fit no more: beyond the size
/// that learns its training data by heart, test error falls again (UDL section 8.4).
public enum DoubleDescent {
  /// How a trained model of one size does.
  public struct Outcome: Hashable, Codable, Sendable {
    /// The number of units or channels in a layer.
    public let width: Int
    public let parameterCount: Int
    /// Percentages of examples in wrong classes.
    public let trainError: Double
    public let testError: Double
  }

  /// A fully connected network with two hidden layers of `width` units, trained on all examples in
  /// each step (figures 8.10a and b).
  ///
  /// - Throws: `NumericalError` when the training diverges.
  public static func denseNetwork(
    width: Int, train: Examples, test: Examples, steps: Int, key: Key
  ) throws -> Outcome {
    let model = MLP([MNIST1D.length, width, width, 10])
    let fitted = try FullBatchTraining(model, on: train, optimizer: .adam(0.005))
      .run(steps: steps, key: key)
    return Outcome(
      width: width, parameterCount: model.parameterCount,
      trainError: 100 * fitted.errorRate(on: train), testError: 100 * fitted.errorRate(on: test))
  }

  /// A small residual network with `width` channels: three blocks of two convolutions over 20, 10
  /// and 5 places, trained on batches of 100 (in place of figure 8.10d's ResNet-18).
  ///
  /// - Throws: `NumericalError` when the training diverges.
  public static func residualNetwork(
    width: Int, train: Examples, test: Examples, steps: Int, key: Key
  ) throws -> Outcome {
    let training = residualTraining(width: width, on: train)
    let model = training.model
    let fitted = try training.run(steps: steps, key: key, recordEvery: steps).fitted
    return Outcome(
      width: width, parameterCount: model.parameterCount,
      trainError: 100 * fitted.errorRate(on: channelled(train)),
      testError: 100 * fitted.errorRate(on: channelled(test)))
  }

  /// The training of a residual network with `width` channels.
  public static func residualTraining(
    width: Int, on examples: Examples
  ) -> Training<Sequential> {
    func block() -> Residual {
      Residual(
        Activation.relu, Conv1D(width, width, size: 3, padding: 1),
        Activation.relu, Conv1D(width, width, size: 3, padding: 1))
    }
    return Training(
      Sequential(
        Conv1D(1, width, size: 3, stride: 2, padding: 1), block(), Pool.mean(2), block(),
        Pool.mean(2), block(), Activation.relu, Flatten(), Dense(5 * width, 10)),
      loss: .crossEntropy, on: channelled(examples), batch: .random(100),
      optimizer: .adam(0.005))
  }

  /// Rows of numbers as signals of one channel.
  private static func channelled(_ examples: Examples) -> Examples {
    Examples(inputs: examples.inputs.expanded(1), targets: examples.targets)
  }

  /// The mean of the outcomes of several models of one size.
  public static func mean(_ outcomes: [Outcome]) -> Outcome {
    precondition(!outcomes.isEmpty, "a mean needs at least one outcome")
    func mean(_ value: (Outcome) -> Double) -> Double {
      outcomes.reduce(0) { $0 + value($1) } / Double(outcomes.count)
    }
    return Outcome(
      width: outcomes[0].width, parameterCount: outcomes[0].parameterCount,
      trainError: mean(\.trainError), testError: mean(\.testError))
  }
}

/// Models of growing size.
extension [DoubleDescent.Outcome] {
  /// The curves of the percentages of errors over the width.
  public var trainErrors: [Point] { map { Point(Double($0.width), $0.trainError) } }
  public var testErrors: [Point] { map { Point(Double($0.width), $0.testError) } }

  /// How far a model's test error lies above the least of smaller models, in points.
  public func rise(to index: Int) -> Double {
    self[index].testError - (self[..<index].map(\.testError).min() ?? .infinity)
  }

  /// The most by which the test error of a model lies above that of a smaller one.
  public var greatestRise: Double { indices.dropFirst().map(rise).max() ?? 0 }

  /// How far a model's test error lies above that of the largest.
  public func fall(from index: Int) -> Double {
    self[index].testError - (last?.testError ?? .infinity)
  }
}

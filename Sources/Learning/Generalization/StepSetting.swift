/// A learning rate and a batch size of plain gradient descent, which decide how well a classifier
/// of MNIST-1D does once it has learned its training data by heart (UDL, figure 9.5).
public struct StepSetting: Hashable, Sendable {
  public let rate: Double
  /// `nil` for all data in each step.
  public let batch: Int?

  public init(rate: Double, batch: Int? = nil) {
    self.rate = rate
    self.batch = batch
  }

  /// As a legend says it.
  public var name: String {
    (batch.map { "Batch size \($0)" } ?? "Full batch") + ", LR = \(rate)"
  }

  /// A trained network of two hidden layers of `width` units.
  ///
  /// - Parameter length: the number of steps times the learning rate. Batches of ten or fewer get
  ///   twice as many, because their noise takes longer to settle.
  /// - Throws: `NumericalError` when the training diverges.
  public func classifier(
    width: Int, trainedOn train: Examples, length: Double, key: Key
  ) throws -> Fitted<MLP> {
    let steps = Int(length / rate) * ((batch ?? .max) <= 10 ? 2 : 1)
    return try Training(
      MLP([MNIST1D.length, width, width, 10]), loss: .crossEntropy, on: train,
      batch: batch.map { .random($0) } ?? .full, optimizer: .sgd(rate)
    ).run(steps: steps, key: key.fold(width), recordEvery: steps).fitted
  }
}

/// A small convolutional network that tells drawn birds (class 0) from drawn objects of six kinds
/// (class 1), trained on 300 pictures of each, 24 by 24.
public struct BirdClassifier: Sendable {
  public let network: Fitted<Sequential>
  /// The share of 200 unseen pictures that it gets wrong.
  public let testError: Double

  /// - Throws: `NumericalError` when the training diverges.
  public init(key: Key) throws {
    func pictures(_ name: String, _ count: Int) -> Examples {
      let key = key.fold(name)
      let objects = ObjectImages(size: 24, classes: ObjectImages.Class.allCases)
      return BirdImages(size: 24).images(count: count, key: key.fold("birds")).examples { _ in 0 }
        .joined(with: objects.images(count: count, key: key.fold("objects")).examples { _ in 1 })
    }
    network = try Training(
      Sequential(
        Conv2D(3, 8, size: 3, padding: 1), Activation.relu, Pool.max(2),
        Conv2D(8, 16, size: 3, padding: 1), Activation.relu, Pool.max(2), Flatten(),
        Dense(16 * 36, 2)),
      loss: .crossEntropy, on: pictures("pictures", 300), batch: .random(20),
      optimizer: .adam(0.003)
    ).run(steps: 300, key: key.fold("training"), recordEvery: 300).fitted
    testError = network.errorRate(on: pictures("test pictures", 100))
  }

  /// The probability of a bird in a picture `[3, 24, 24]`.
  public func probabilityOfBird(_ picture: Tensor) -> Double {
    Double(network(picture.expanded(0)).softmax().elements[0])
  }
}

extension BirdImages {
  /// The first of the key's pictures in which the bird hovers at flowers.
  public func hovering(key: Key) -> Tensor {
    var index = 0
    while true {
      let (image, truth) = image(key: key.fold(index))
      if !truth.isPerched { return image }
      index += 1
    }
  }
}

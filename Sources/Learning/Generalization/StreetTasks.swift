/// What there is to learn about streets, and networks that borrow from one task for another: by
/// going on from it, by learning both at once, or from pictures without labels (UDL sections 9.3.6
/// and 9.3.7).
///
/// All networks are U-Nets, trained with Adam on batches of four, with a rate that falls to a
/// fiftieth along half a cosine.
public struct StreetTasks: Sendable {
  /// Streets to learn from, and unseen ones.
  public let train: ImageSet<StreetImages.Truth>
  public let test: ImageSet<StreetImages.Truth>
  private let key: Key

  /// - Parameters:
  ///   - trainingCount, testCount: numbers of streets.
  ///   - key: draws the streets, and all that is random in training.
  public init(trainingCount: Int = 1000, testCount: Int = 100, key: Key) {
    train = StreetImages().images(count: trainingCount, key: key.fold("streets"))
    test = StreetImages().images(count: testCount, key: key.fold("test streets"))
    self.key = key
  }

  // Networks

  private func network(_ outputs: Int) -> UNet { UNet(3, outputs, widths: [8, 16, 24]) }

  private func trained(
    _ network: UNet, _ loss: Loss, on examples: Examples, rate: Double, steps: Int, _ name: String,
    from start: Tensor? = nil
  ) throws -> Fitted<UNet> {
    try Training(
      network, loss: loss, on: examples, batch: .random(min(4, examples.count)),
      optimizer: .adam(.cosine(from: rate, to: rate / 50, over: steps))
    ).run(steps: steps, key: key.fold(name), from: start, recordEvery: steps).fitted
  }

  /// A network that tells the seven kinds of parts: `[count, 7, 32, 64]`.
  ///
  /// - Throws: `NumericalError` when training diverges, as all of these do.
  public func segmentation(steps: Int) throws -> Fitted<UNet> {
    try trained(
      network(7), .pixelCrossEntropy, on: train.examples(\.parts), rate: 0.003, steps: steps,
      "segmentation")
  }

  /// A network that tells inverse depth, `[count, 1, 32, 64]`, trained on few streets only.
  ///
  /// - Parameters:
  ///   - examples: how many streets of those to learn from; all if there are fewer.
  ///   - other: what it goes on from, with a new output layer that starts at zero and so doesn't
  ///     disturb the features below it; `nil`: from scratch.
  public func depth(
    examples: Int, steps: Int, goingOnFrom other: Fitted<UNet>? = nil
  ) throws -> Fitted<UNet> {
    let start = other.map {
      network(1).parameters(copiedFrom: $0, scale: 0, key: key.fold("output layer"))
    }
    return try trained(
      network(1), .pixelSquares,
      on: train.examples(\.inverseDepth).prefix(min(examples, train.count)), rate: 0.002,
      steps: steps, "depth", from: start)
  }

  /// A network that learns both at once: `[count, 8, 32, 64]`, the parts and then inverse depth.
  public func segmentationAndDepth(examples: Int, steps: Int) throws -> Fitted<UNet> {
    let both = train.examples { Tensor.stacked([$0.parts, $0.inverseDepth]) }
    return try trained(
      network(8), .segmentationAndMap(weight: 10), on: both.prefix(min(examples, train.count)),
      rate: 0.003, steps: steps, "segmentation and depth")
  }

  /// A network that fills holes, `[count, 3, 32, 64]`, from streets with holes as `holes(in:)`
  /// makes them.
  public func inpainting(steps: Int) throws -> Fitted<UNet> {
    try trained(
      // A scale more than the others, to see beyond the hole from its middle.
      UNet(4, 3, widths: [8, 16, 24, 32]), .maskedPixelSquares,
      on: holes(in: train.images, "holes").examples, rate: 0.003, steps: steps, "inpainting")
  }

  /// Unseen streets with a hole of 10 by 12 pixels in each.
  public var testHoles: HoledImages { holes(in: test.images, "test holes") }

  private func holes(in images: Tensor, _ name: String) -> HoledImages {
    HoledImages(images, height: 10, width: 12, key: key.fold(name))
  }

  // How well they do on unseen streets

  /// The mean squared error of inverse depths.
  public func depthError(_ maps: Tensor) -> Double {
    let truth = test.examples(\.inverseDepth).targets
    return Double((maps.reshaped(truth.shape) - truth).squared().mean().scalar)
  }

  /// The share of pixels that are given a wrong part, `[count, 32, 64]`.
  public func partError(_ parts: Tensor) -> Double {
    let truth = test.examples(\.parts).targets.elements
    return Double(zip(parts.elements, truth).count { $0 != $1 }) / Double(truth.count)
  }
}

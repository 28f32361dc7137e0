extension StreetTasks {
  /// What five networks learned (UDL, figure 9.12).
  public struct Results: Codable, Sendable {
    /// Unseen streets, `[3, 32, 64]`: for segmentation, for depth, and for both.
    public var streets: [Tensor]
    /// What the networks say of them, `[32, 64]`: numbers of parts, and inverse depths.
    public var parts: Tensor
    public var depth: Tensor
    public var jointParts: Tensor
    public var jointDepth: Tensor
    /// The first street with a hole, and filled.
    public var holed: Tensor
    public var filled: Tensor
    /// Mean squared errors of inverse depth on all unseen streets: after segmentation, from
    /// scratch, and of the network that learned both at once.
    public var transferError: Double
    public var scratchError: Double
    public var jointError: Double
    /// The share of pixels whose part is wrong, of the first network and of the joint one.
    public var partError: Double
    public var jointPartError: Double
    /// Mean squared errors inside the holes, of the network and of the mean colour around them.
    public var holeError: Double
    public var meanColorError: Double
  }

  /// Trains all five.
  ///
  /// - Parameters:
  ///   - steps: of the network that learns segmentation; depth alone takes half of them, both at
  ///     once and filling holes twice as many.
  ///   - depthExamples: how many streets come with their depth.
  ///   - shown: the number of the first of the streets that are shown, up to 19.
  ///   - holeColor: red, green and blue of the holes that are shown.
  ///   - report: receives the fraction of the work that is done.
  /// - Throws: `NumericalError` when a training diverges.
  public func results(
    steps: Int, depthExamples: Int, shown: Int, holeColor: [Float],
    report: (Double) -> Void = { _ in }
  ) throws -> Results {
    // Segmentation, then depth from few examples with a new output layer (UDL section 9.3.6).
    let segmenter = try segmentation(steps: steps)
    report(0.2)
    let transferred = try depth(
      examples: depthExamples, steps: steps / 2, goingOnFrom: segmenter)
    let scratch = try depth(examples: depthExamples, steps: steps / 2)
    report(0.35)
    // Both at once (UDL section 9.3.6).
    let joint = try segmentationAndDepth(examples: 100, steps: 2 * steps)
    report(0.65)
    // Filling holes, without labels (UDL section 9.3.7).
    let painter = try inpainting(steps: 2 * steps)

    func picture(_ pictures: Tensor, _ index: Int) -> Tensor {
      pictures.slice(0, index..<(index + 1)).reshaped([3, 32, 64])
    }
    func map(_ maps: Tensor, _ index: Int) -> Tensor {
      maps.slice(0, index..<(index + 1)).reshaped([32, 64])
    }
    let streets = test.images
    let (parts, depth) = (segmenter(streets).argmax(1), transferred(streets))
    let maps = joint(streets)
    let (jointParts, jointDepth) = (maps.slice(1, 0..<7).argmax(1), maps.slice(1, 7..<8))
    let holes = testHoles
    let painted = painter(holes.examples.inputs)
    let (first, second, third) = (shown, shown + 20, shown + 40)
    return Results(
      streets: [first, second, third].map { picture(streets, $0) }, parts: map(parts, first),
      depth: map(depth, second), jointParts: map(jointParts, third),
      jointDepth: map(jointDepth, third),
      holed: picture(holes.filled(with: holeColor), first),
      filled: picture(holes.filled(by: painted), first), transferError: depthError(depth),
      scratchError: depthError(scratch(streets)), jointError: depthError(jointDepth),
      partError: partError(parts), jointPartError: partError(jointParts),
      holeError: holes.error(of: painted), meanColorError: holes.errorOfMeanColor)
  }
}

import Learning
import Testing

/// A picture of two channels whose values are a plane over its pixels, so that interpolation is
/// exact.
private func plane(_ height: Int, _ width: Int) -> Tensor {
  var values: [Float] = []
  for channel in 0..<2 {
    for row in 0..<height {
      for column in 0..<width {
        values.append(Float(channel) + 0.01 * Float(row) + 0.1 * Float(column))
      }
    }
  }
  return Tensor(values, shape: [2, height, width])
}

@Suite struct ImageTransformTests {
  @Test func flippingTwiceGivesThePictureBack() {
    let image = plane(5, 8)
    let once = ImageTransform.flip(image)
    #expect(once[1, 2, 0] == image[1, 2, 7] && once[0, 4, 5] == image[0, 4, 2])
    #expect(ImageTransform.flip(once) == image)
  }

  @Test func changesOfNoStrengthChangeNothing() {
    let image = plane(6, 6)
    let changes: [ImageTransform] = [
      .rotateAndCrop(degrees: 0, share: 1), .verticalStretch(1), .colorBalance([1, 1]), .blur(0),
      .vignette(0), .pincushion(0),
    ]
    for change in changes {
      for (a, b) in zip(change(image).elements, image.elements) {
        #expect(abs(a - (change == .colorBalance([1, 1]) ? min(b, 1) : b)) < 1e-6)
      }
    }
  }

  @Test func placesMoveAsSaid() {
    // With values that are a plane, a pixel tells where it was taken from.
    let image = plane(20, 20)
    func source(_ change: ImageTransform, _ row: Int, _ column: Int) -> (x: Float, y: Float) {
      let moved = change(image)
      let value = moved[0, row, column]
      // A picture of the rows' numbers tells the row, and what is left the column.
      let rows = (0..<400).map { Float($0 / 20) }
      let other = change(Tensor(rows, shape: [1, 20, 20]))
      return ((value - 0.01 * other[0, row, column]) / 0.1, other[0, row, column])
    }
    // Row 4, column 15 lies 5.5 to the right of the middle and 5.5 above it.
    let stretched = source(.verticalStretch(2), 4, 15)
    #expect(abs(stretched.x - 15) < 1e-3 && abs(stretched.y - (9.5 - 2.75)) < 1e-3)
    let turned = source(.rotateAndCrop(degrees: 90, share: 0.5), 4, 15)
    #expect(abs(turned.x - (9.5 + 2.75)) < 1e-3 && abs(turned.y - (9.5 + 2.75)) < 1e-3)
    let bent = source(.pincushion(0.4), 4, 15)
    let factor = Float(1 - 0.4 * 2 * 5.5 * 5.5 / 200)
    #expect(abs(bent.x - (9.5 + 5.5 * factor)) < 1e-3 && abs(bent.y - (9.5 - 5.5 * factor)) < 1e-3)
  }

  @Test func blurKeepsTheMeanOfAPictureThatIsEvenAtItsEdges() {
    var values = [Float](repeating: 0, count: 15 * 15)
    values[7 * 15 + 7] = 1
    let blurred = ImageTransform.blur(1)(Tensor(values, shape: [1, 15, 15]))
    #expect(abs(blurred.elements.reduce(0, +) - 1) < 1e-4)
    #expect(blurred[0, 7, 7] < 0.17 && blurred[0, 7, 8] == blurred[0, 7, 6])
    #expect(blurred[0, 6, 7] == blurred[0, 7, 8])
    // Its variance along a row is that of the density.
    var spread: Float = 0
    for row in 0..<15 {
      for column in 0..<15 {
        spread += blurred[0, row, column] * Float((column - 7) * (column - 7))
      }
    }
    #expect(abs(spread - 1) < 0.05)
  }

  @Test func cornersOfAVignetteAreDarkest() {
    let dark = ImageTransform.vignette(0.7)(.ones([1, 40, 40]))
    #expect(dark[0, 0, 0] < 0.35 && dark[0, 0, 0] > 0.3 && dark[0, 20, 20] > 0.99)
    #expect(dark[0, 0, 20] > dark[0, 0, 0])
  }

  @Test func coloursAreScaledAndCutOff() {
    let image = Tensor([0.5, 0.9], shape: [2, 1, 1])
    #expect(ImageTransform.colorBalance([1.5, 1.5])(image).elements == [0.75, 1])
  }

  @Test func aSmallerPictureHasTheMeans() {
    let image = Tensor((0..<16).map { Float($0) }, shape: [1, 4, 4])
    #expect(image.downsampled(2).elements == [2.5, 4.5, 10.5, 12.5])
  }
}

@Suite struct HoledImagesTests {
  private let images = Key(seed: 1).uniform([6, 3, 8, 10])
  private var holed: HoledImages {
    HoledImages(images, height: 3, width: 4, key: Key(seed: 2))
  }

  @Test func holesAreEmptyAndMarked() {
    let inputs = holed.examples.inputs
    #expect(inputs.shape == [6, 4, 8, 10])
    let mask = inputs.slice(1, 3..<4)
    #expect(mask.sum([1, 2, 3]).elements == [Float](repeating: 12, count: 6))
    #expect((inputs.slice(1, 0..<3) * mask).sum().scalar == 0)
    #expect(holed.examples.targets.slice(1, 0..<3) == images)
  }

  @Test func theTruthHasNoErrorAndBlackHasTheMeanSquare() {
    #expect(holed.error(of: images) == 0)
    #expect(holed.filled(by: images) == images)
    let mask = holed.examples.inputs.slice(1, 3..<4)
    let square = (images.squared() * mask).sum().scalar / (6 * 12 * 3)
    #expect(abs(holed.error(of: .zeros([6, 3, 8, 10])) - Double(square)) < 1e-5)
    // Uniform numbers: around the mean 1/12, around the mean of others a little more.
    #expect(abs(holed.errorOfMeanColor - 1 / 12) < 0.02)
  }

  @Test func theLossIsTheErrorInTheHoles() throws {
    let targets = holed.examples.targets
    let program = try Program { trace in
      let outputs = trace.constant(Tensor.zeros([6, 3, 8, 10]))
      trace.output("loss", Loss.maskedPixelSquares(outputs, trace.constant(targets)))
    }
    let run = Execution(program)
    try run.run()
    #expect(
      abs(Double(run["loss"].scalar) - holed.error(of: .zeros([6, 3, 8, 10]))) < 1e-5)
  }
}

@Suite struct PixelLossTests {
  @Test func pixelsCountLikeExamples() throws {
    let outputs = Key(seed: 3).normal([2, 4, 3, 5])
    let parts = Tensor(
      Key(seed: 4).integers(count: 30, in: 0..<3).map { Float($0) }, shape: [2, 3, 5])
    let map = Key(seed: 5).normal([2, 1, 3, 5])
    let program = try Program { trace in
      let y = trace.constant(outputs)
      let logits = y.slice(1, 0..<3), labels = trace.constant(parts)
      trace.output("parts", Loss.pixelCrossEntropy(logits, labels))
      trace.output("map", Loss.pixelSquares(y.slice(1, 3..<4), trace.constant(map)))
      let both = Value.concatenated([labels.expanded(1), trace.constant(map)], axis: 1)
      trace.output("both", Loss.segmentationAndMap(weight: 2)(y, both))
    }
    let run = Execution(program)
    try run.run()
    var expected = 0.0
    for image in 0..<2 {
      for row in 0..<3 {
        for column in 0..<5 {
          let scores = (0..<3).map { Double(outputs[image, $0, row, column]) }
          let total = scores.reduce(0) { $0 + exponential($1) }
          expected -=
            Double(outputs[image, Int(parts[image, row, column]), row, column])
            - logarithm(total)
        }
      }
    }
    let squares = zip(outputs.slice(1, 3..<4).elements, map.elements)
      .reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    #expect(abs(Double(run["parts"].scalar) - expected / 30) < 1e-5)
    #expect(abs(Double(run["map"].scalar) - squares / 30) < 1e-5)
    #expect(abs(Double(run["both"].scalar) - expected / 30 - 2 * squares / 30) < 1e-5)
  }

  private func exponential(_ x: Double) -> Double { Tensor(Float(x)).exp().doubles[0] }
  private func logarithm(_ x: Double) -> Double { Tensor(Float(x)).log().doubles[0] }
}

@Suite struct TransferTests {
  @Test func allButTheNewHeadIsCopied() {
    let old = UNet(3, 7, widths: [4, 8]).initialized(Key(seed: 1))
    let network = UNet(3, 1, widths: [4, 8])
    let start = network.with(network.parameters(copiedFrom: old, key: Key(seed: 2)))
    let fresh = network.initialized(Key(seed: 2))
    for parameter in network.parameters {
      let isNew = parameter.name.hasPrefix("head")
      #expect(start[parameter.name] == (isNew ? fresh : start)[parameter.name])
      if !isNew { #expect(start[parameter.name] == old[parameter.name], "\(parameter.name)") }
    }
  }

  @Test func aNewHeadMayStartAtZero() {
    let old = UNet(3, 7, widths: [4, 8]).initialized(Key(seed: 1))
    let network = UNet(3, 1, widths: [4, 8])
    let start = network.with(
      network.parameters(copiedFrom: old, scale: 0, key: Key(seed: 2)))
    let images = StreetImages().images(count: 2, key: Key(seed: 3)).images
    #expect(start(images).elements.allSatisfy { $0 == 0 })
  }

  @Test func streetNetworksGiveWhatIsShown() throws {
    let tasks = StreetTasks(trainingCount: 8, testCount: 60, key: Key(seed: 1))
    func results(shown: Int) throws -> StreetTasks.Results {
      try tasks.results(
        steps: 4, depthExamples: 4, shown: shown, holeColor: [1, 0, 0])
    }
    let results = try results(shown: 19)
    #expect(results.streets.allSatisfy { $0.shape == [3, 32, 64] })
    for map in [results.parts, results.depth, results.jointParts, results.jointDepth] {
      #expect(map.shape == [32, 64])
    }
    #expect(results.parts.elements.allSatisfy { (0...6).contains($0) })
    // Outside the hole the street is as it was; inside, the colour.
    let pairs = zip(results.holed.elements, results.filled.elements)
    #expect(pairs.count { $0 != $1 } <= 3 * 10 * 12)
    #expect(results.holed.elements.prefix(32 * 64).count { $0 == 1 } >= 10 * 12)
    #expect((0...1).contains(results.partError) && results.meanColorError > 0)
    // Maps that are right have no error.
    let truth = tasks.test.examples(\.inverseDepth).targets
    #expect(tasks.depthError(truth) == 0)
    #expect(tasks.partError(tasks.test.examples(\.parts).targets) == 0)
  }

  @Test func errorsAreCounted() {
    // The network gives its two inputs as scores.
    let network = MLP([2, 2]).with(Tensor([1, 0, 0, 1, 0, 0]))
    let examples = Examples(
      inputs: Tensor([1, 0, 0, 1, 3, 2, 2, 3], shape: [4, 2]), targets: Tensor([0, 1, 1, 1]))
    #expect(network.errorRate(on: examples) == 0.25)
  }

  @Test func changedSignalsKeepTheirClassAndShape() {
    let examples = MNIST1D.examples(count: 50, key: Key(seed: 1))
    let changed = MNIST1D.augmented(examples, key: Key(seed: 2))
    #expect(changed.targets == examples.targets && changed.inputs.shape == examples.inputs.shape)
    for row in 0..<50 {
      let before = Array(examples.inputs.elements[(40 * row)..<(40 * row + 40)])
      let after = Array(changed.inputs.elements[(40 * row)..<(40 * row + 40)])
      let ratio = (after.max() ?? 0) / (before.max() ?? 1)
      #expect((0.8..<1.2).contains(ratio))
      let shifted = (0..<40).contains { shift in
        (0..<40).allSatisfy { abs(after[($0 + shift) % 40] - ratio * before[$0]) < 1e-5 }
      }
      #expect(shifted)
    }
    #expect(examples.joined(with: changed).count == 100)
    #expect(examples.joined(with: changed).split(at: 50).1.inputs == changed.inputs)
  }
}

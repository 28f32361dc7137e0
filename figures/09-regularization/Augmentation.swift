import Lantern

/// Changed copies of a picture that keep its label are further data to learn from.
struct Augmentation: Figure {
  static let entry = Entry(
    "9.13", "Augmentations that keep the label",
    alt: """
      Eight versions of a drawing of a small bird before red flowers: the original, mirrored, \
      turned and cropped, stretched vertically, with greener colours, blurred, darkened towards \
      the corners and bent inwards at the sides. Under each stands the probability that a trained \
      network gives to the class bird, which is high for all. A line below says how much augmented \
      examples lower the test error of a network on MNIST-1D.
      """, treatment: .analog)

  @Parameter("Which drawing", in: 0...99) var drawing = 0
  @Parameter("Strength of the changes", in: 0.2...1.4) var strength = 1.0
  @Parameter("Epochs on MNIST-1D", in: 5...50) var epochs = 50
  @Parameter("Seed", in: 0...99) var seed = 0

  /// A version of the drawing, and what the network makes of it.
  struct Version: Codable, Sendable {
    var title: String
    var image: Tensor
    /// The probability of the class bird, and whether no other class has a larger one.
    var probability: Double
    var isBird: Bool
  }

  struct Evidence: Codable, Sendable {
    var versions: [Version]
    /// The share of held-out pictures that the network gets wrong.
    var classifierError: Double
    /// The share of MNIST-1D test signals that go wrong without and with augmented examples.
    var plainError: Double
    var augmentedError: Double
  }

  private var changes: [(title: String, transform: ImageTransform?)] {
    func gain(_ full: Double) -> Float { Float(1 + strength * (full - 1)) }
    return [
      ("Original", nil), ("Flip", .flip),
      ("Rotate and crop", .rotateAndCrop(degrees: -12 * strength, share: 1 - 0.2 * strength)),
      ("Vertical stretch", .verticalStretch(1 + 0.2 * strength)),
      ("Color balance", .colorBalance([gain(0.9), gain(1.1), gain(0.85)])),
      ("Blur", .blur(2.5 * strength)), ("Vignette", .vignette(0.7 * strength)),
      ("Pincushion", .pincushion(0.25 * strength)),
    ]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let classifier = try classifier(lab)
    lab.progress(0.3)
    let original = flyingBird(lab.key("drawing").fold(drawing))
    let versions = changes.map { change in
      let image = change.transform?(original) ?? original
      let small = image.downsampled(4)
      let scores = classifier.network(small.reshaped([1, 3, 24, 24])).doubles
      let largest = scores.max() ?? 0
      let weights = scores.map { exp($0 - largest) }
      return Version(
        title: change.title, image: image, probability: weights[0] / weights.reduce(0, +),
        isBird: scores[0] == largest)
    }
    let (plain, augmented) = try signalErrors(lab)
    return Evidence(
      versions: versions, classifierError: classifier.error, plainError: plain,
      augmentedError: augmented)
  }

  /// The first of the key's drawings in which the bird hovers before flowers.
  private func flyingBird(_ key: Key) -> Tensor {
    var index = 0
    while true {
      let (image, truth) = BirdImages().image(key: key.fold(index))
      if !truth.isPerched { return image }
      index += 1
    }
  }

  /// A small convolutional network that tells birds (class 0) from objects of six kinds (class 1).
  private func classifier(
    _ lab: Lab
  ) throws -> (network: Fitted<Sequential>, error: Double) {
    func pictures(_ name: String, _ count: Int) -> Examples {
      let key = lab.key(name)
      let objects = ObjectImages(size: 24, classes: ObjectImages.Class.allCases)
      return BirdImages(size: 24).images(count: count, key: key.fold("birds")).examples { _ in 0 }
        .joined(with: objects.images(count: count, key: key.fold("objects")).examples { _ in 1 })
    }
    let run = try Training(
      Sequential(
        Conv2D(3, 8, size: 3, padding: 1), Activation.relu, Pool.max(2),
        Conv2D(8, 16, size: 3, padding: 1), Activation.relu, Pool.max(2), Flatten(),
        Dense(16 * 36, 2)),
      loss: .crossEntropy, on: pictures("pictures", 300), batch: .random(20),
      optimizer: .adam(0.003)
    ).run(steps: 300, key: lab.key("classifier"), recordEvery: 300)
    return (run.fitted, run.fitted.errorRate(on: pictures("test pictures", 100)))
  }

  /// The test errors of networks trained on 4000 signals, and on these with 4000 changed copies.
  private func signalErrors(_ lab: Lab) throws -> (Double, Double) {
    let data = MNIST1D.examples(key: lab.key("signals"))
    let (train, test) = data.split(at: 4000)
    let larger = train.joined(with: MNIST1D.augmented(train, key: lab.key("augmentation")))
    let errors = try [train, larger].map { examples in
      let stepsInEpoch = examples.count / 100
      // The rate is that of averaged gradients; without averaging it would be 0.05.
      let run = try Training(
        MLP([40, 200, 200, 10]), loss: .crossEntropy, on: examples, batch: .random(100),
        optimizer: .momentum(.stepwise(from: 0.5, factor: 0.5, every: 10 * stepsInEpoch))
      ).run(
        steps: epochs * stepsInEpoch, key: lab.key("signal network"),
        recordEvery: epochs * stepsInEpoch)
      lab.progress(examples.count == 4000 ? 0.5 : 1)
      return run.fitted.errorRate(on: test)
    }
    return (errors[0], errors[1])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 10) {
      row(evidence, 0..<4)
      row(evidence, 4..<8)
      Text(
        "Test error on MNIST-1D: \(percent(evidence.plainError)) % for 4000 examples, "
          + "\(percent(evidence.augmentedError)) % with 4000 augmented ones")
        .font(.callout)
    }
  }

  private func row(_ evidence: Evidence, _ numbers: Range<Int>) -> some Drawing {
    HStack(spacing: 6) {
      numbers.map { number in
        let version = evidence.versions[number]
        return Panel("abcdefgh".map(String.init)[number], title: version.title) {
          VStack(spacing: 2) {
            PixelImage(version.image).resizable().interpolated().outline()
            Text("bird: \(version.probability.formatted(decimals: 2))")
              .font(.caption)
              .foregroundStyle(.gray)
          }
        }
        .font(.callout)
      }
    }
  }

  private func percent(_ share: Double) -> String { (100 * share).formatted(decimals: 1) }

  var claims: [Claim<Evidence>] {
    Claim("the network takes so many of eight versions for a bird", equals: 8, over: .share(0.9)) {
      Double($0.versions.count(where: \.isBird))
    }
    Claim("it errs on few held-out pictures, in percent", atMost: 10) { 100 * $0.classifierError }
    Claim("augmented examples lower the test error on MNIST-1D, in points by", atLeast: 0,
      over: .share(0.8)) { 100 * ($0.plainError - $0.augmentedError) }
  }
}

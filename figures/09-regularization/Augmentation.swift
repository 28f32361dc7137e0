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
    let classifier = try BirdClassifier(key: lab.key("classifier"))
    lab.progress(0.3)
    let original = BirdImages().hovering(key: lab.key("drawing").fold(drawing))
    let versions = changes.map { change in
      let image = change.transform?(original) ?? original
      let probability = classifier.probabilityOfBird(image.downsampled(4))
      return Version(
        title: change.title, image: image, probability: probability, isBird: probability > 0.5)
    }
    let (plain, augmented) = try MNIST1D.errorsOfAugmentation(
      epochs: epochs, key: lab.key("signals"), report: { lab.progress(0.3 + 0.7 * $0) })
    return Evidence(
      versions: versions, classifierError: classifier.testError, plainError: plain,
      augmentedError: augmented)
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

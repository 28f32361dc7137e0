/// A rule that makes pictures, so that all there is to know about each of them is known.
///
///     let faces = FaceImages(size: 16).images(count: 12_000, key: lab.key("faces"))
///     faces.images            // [12000, 3, 16, 16]
///     faces.truths[7].smile
public protocol ImageRecipe: Sendable {
  /// What is known about a picture because it was made.
  associatedtype Truth: Sendable

  /// Channels, height and width; of a volume channels, depth, height and width.
  var imageShape: Shape { get }

  /// One picture of `imageShape` and what is known about it: a pure function of the key.
  func image(key: Key) -> (image: Tensor, truth: Truth)
}

extension ImageRecipe {
  /// `count` pictures. Picture i is that of `key.fold(i)`, so a larger set begins with the smaller
  /// one; for training and test sets fold their names into the key.
  public func images(count: Int, key: Key) -> ImageSet<Truth> {
    var elements: [Float] = []
    var truths: [Truth] = []
    elements.reserveCapacity(count * imageShape.count)
    truths.reserveCapacity(count)
    for index in 0..<count {
      let (image, truth) = image(key: key.fold(index))
      elements += image.elements
      truths.append(truth)
    }
    return ImageSet(
      images: Tensor(elements, shape: Shape([count] + imageShape.extents)), truths: truths)
  }
}

/// Pictures that a recipe made, and what is known about each.
public struct ImageSet<Truth: Sendable>: Sendable {
  /// `[count, channels, height, width]`.
  public let images: Tensor
  public let truths: [Truth]

  public init(images: Tensor, truths: [Truth]) {
    precondition(images.shape[0] == truths.count, "a truth for each picture")
    self.images = images
    self.truths = truths
  }

  public var count: Int { truths.count }

  /// The pictures with one number each as the target, such as the class.
  public func examples(_ target: (Truth) -> Int) -> Examples {
    Examples(inputs: images, targets: Tensor(truths.map { Float(target($0)) }))
  }

  /// The pictures with a tensor each as the target, such as a map of labels or a second picture.
  public func examples(_ target: (Truth) -> Tensor) -> Examples {
    let targets = truths.map(target)
    let shape = targets.first?.shape ?? .scalar
    return Examples(
      inputs: images,
      targets: Tensor(targets.flatMap(\.elements), shape: Shape([count] + shape.extents)))
  }

  /// Only those pictures whose truth fulfils `condition`.
  public func filter(_ condition: (Truth) -> Bool) -> ImageSet {
    let kept = truths.indices.filter { condition(truths[$0]) }
    return ImageSet(
      images: images.gather(Tensor(kept.map { Float($0) })), truths: kept.map { truths[$0] })
  }
}

/// Draws of the numbers that a recipe is about, each by its name.
extension Key {
  func uniform(_ name: String, _ range: Range<Double>) -> Double { fold(name).uniform(in: range) }

  func normal(_ name: String, _ standardDeviation: Double) -> Double {
    fold(name).normal(standardDeviation: standardDeviation)
  }

  func integer(_ name: String, _ range: Range<Int>) -> Int { fold(name).integer(in: range) }

  func chance(_ name: String, _ probability: Double) -> Bool {
    fold(name).uniform() < probability
  }
}

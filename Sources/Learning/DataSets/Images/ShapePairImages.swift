import Geometry

/// Two objects and a caption that says what they are and how they lie: "red disk above blue star".
/// Red, green and blue, 16 × 16, values from -1 to 1.
public struct ShapePairImages: ImageRecipe, Hashable {
  public static let colors = ["red", "yellow", "green", "blue", "white"]
  public static let shapes = ["disk", "square", "triangle", "star"]
  public static let relations = ["left of", "right of", "above", "below"]

  public struct Truth: Hashable, Sendable {
    /// Colour, shape, relation, colour and shape, as indices into the lists above.
    public var words: [Int]

    public init(words: [Int]) { self.words = words }

    /// The sentence that the words make.
    public var caption: String {
      let lists = [colors, shapes, relations, colors, shapes]
      return zip(lists, words).map { $0[$1] }.joined(separator: " ")
    }
  }

  public let size: Int

  public init(size: Int = 16) {
    self.size = size
  }

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let truth = Truth(words: [
      key.integer("first colour", 0..<5), key.integer("first shape", 0..<4),
      key.integer("relation", 0..<4), key.integer("second colour", 0..<5),
      key.integer("second shape", 0..<4),
    ])
    return (image(of: truth, key: key), truth)
  }

  /// What a caption says; the key draws ground, places, sizes and rotations.
  public func image(of truth: Truth, key: Key) -> Tensor {
    let kinds: [ShapeImages.Class] = [.disk, .square, .triangle, .star]
    let hues = [0.0, 0.15, 0.33, 0.6, 0]
    let toFirst = [Point(-1, 0), Point(1, 0), Point(0, -1), Point(0, 1)][truth.words[2]]
    let unit = Double(size)
    var raster = ShapeImages.ground(size, key.fold("ground"))
    for (index, sign) in [1.0, -1].enumerated() {
      let own = key.fold("object").fold(index)
      let jitter = own.fold("place").uniform(count: 2, in: -0.05..<0.05)
      let color = truth.words[3 * index]
      let center = Point(0.5 + jitter[0], 0.5 + jitter[1]) + toFirst * (0.24 * sign)
      raster.paint(
        kinds[truth.words[3 * index + 1]].region.placed(
          at: center * unit, scale: own.uniform("size", 0.15..<0.19) * unit,
          turned: own.uniform("rotation", -0.3..<0.3)),
        RGB(hue: hues[color], saturation: color == 4 ? 0 : 0.85, value: 0.95))
    }
    return raster.pixels.signed
  }
}

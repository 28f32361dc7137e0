/// Pictures of four colours whose lower half follows mostly, but not quite, from the upper, for
/// models that write pixel by pixel (UDL figure 12.16): 12 × 12, values are colour numbers 0 to 3.
public struct TinyPictures: ImageRecipe, Hashable {
  public enum Subject: Int, CaseIterable, Sendable { case sun, house, tree, ripples }

  public struct Truth: Hashable, Sendable {
    public var subject: Subject
    /// The first row of the ground.
    public var horizon: Int
    /// The middle of the sun or the ripples, or the house's or tree's foot: column and row.
    public var center: [Double]
    /// The colour numbers of sky, ground, object and its second part.
    public var palette: [Int]
  }

  public init() {}

  public var imageShape: Shape { [1, 12, 12] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let subject = Subject.allCases[key.integer("subject", 0..<4)]
    let palette = key.fold("palette").permutation(4)
    let horizon = key.integer("horizon", 5..<8)
    let column = Double(key.integer("column", 3..<9)) + (key.chance("between", 0.5) ? 0.5 : 0)
    let size = key.integer("size", 0..<3)
    let row: Double
    switch subject {
    case .sun: row = Double(horizon) - 0.5 - Double(key.integer("height", 1..<4))
    case .ripples: row = Double(key.integer("row", 3..<7))
    case .house, .tree: row = Double(horizon + key.integer("foot", 1..<4))
    }
    let pixels = (0..<144).map { place -> Float in
      let (y, x) = (Double(place / 12), Double(place % 12))
      let ground = y >= Double(horizon) ? 1 : 0
      let part = TinyPictures.part(
        subject, x - column, y - row, size: Double(size), mirror: Double(2 * horizon - 1) - y - row)
      return Float(palette[part ?? ground])
    }
    return (
      Tensor(pixels, shape: imageShape),
      Truth(subject: subject, horizon: horizon, center: [column, row], palette: palette)
    )
  }

  /// Which part of the subject lies at a place relative to its middle; `mirror` is how far below
  /// the middle the place's mirror image above the horizon lies.
  private static func part(
    _ subject: Subject, _ x: Double, _ y: Double, size: Double, mirror: Double
  ) -> Int? {
    switch subject {
    case .sun:
      let square = (1.4 + 0.5 * size) * (1.4 + 0.5 * size)
      if x * x + y * y <= square { return 2 }
      return x * x + mirror * mirror <= square ? 3 : nil
    case .house:
      let half = 1.6 + 0.6 * size
      let tall = 2 + size
      if abs(x) <= half && y <= 0 && y > -tall { return 2 }
      return y <= -tall && abs(x) <= half + 0.5 + (y + tall) ? 3 : nil
    case .tree:
      if abs(x) <= 0.5 && y <= 0 && y > -2.5 { return 3 }
      let up = y + 3 + size / 2
      return x * x + up * up <= (1.5 + 0.5 * size) * (1.5 + 0.5 * size) ? 2 : nil
    case .ripples:
      let ring = Int(((x * x + y * y).squareRoot() / (1.1 + 0.3 * size)).rounded())
      return ring > 4 ? nil : ring % 2 == 0 ? 2 : 3
    }
  }
}

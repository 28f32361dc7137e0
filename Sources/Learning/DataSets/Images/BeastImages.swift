import Geometry

/// Four-legged beasts on grass, brown or striped, in the place of photographs of horses and zebras:
/// red, green and blue, 24 × 24, values from -1 to 1.
///
/// Two sets made with different keys have no pair in common; but the counterpart of each picture in
/// the other coat is known, for scoring: `image(of: coat, key:)` with the same key.
public struct BeastImages: ImageRecipe, Hashable {
  public enum Coat: Int, CaseIterable, Sendable { case brown, striped }

  public struct Truth: Hashable, Sendable {
    public var coat: Coat
    /// Where the beast is: 1 on its pixels, else 0; `[24, 24]`.
    public var mask: Tensor
  }

  public let coat: Coat

  public init(_ coat: Coat) {
    self.coat = coat
  }

  public var imageShape: Shape { [3, 24, 24] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) { image(of: coat, key: key) }

  /// The beast of the key in a coat.
  public func image(of coat: Coat, key: Key) -> (image: Tensor, truth: Truth) {
    let horizon = key.uniform("horizon", 8..<13)
    let noise = ValueNoise(24, 24, cell: 6, key: key.fold("noise"))
    let sky = RGB(hue: 0.57, saturation: key.uniform("sky", 0.2..<0.55), value: 0.95)
    let grass = RGB(hue: key.uniform("grass", 0.2..<0.32), saturation: 0.55, value: 0.62)
    var raster = Raster(24, 24, sky)
    raster.paint(.rectangle(0, horizon, 24, 24), grass)
    raster.shade { p, color in color.scaled(1 + 0.12 * noise[p]) }

    let scale = key.uniform("scale", 0.8..<1.1)
    let facing = key.chance("facing", 0.5) ? 1.0 : -1.0
    let x = 12 + key.uniform("x", -1.8..<1.8)
    let y = 12.5 + key.uniform("y", -1.2..<2.2)
    func at(_ right: Double, _ down: Double) -> Point {
      Point(x + facing * right * scale, y + down * scale)
    }
    let angles = key.fold("legs").uniform(count: 4, in: -1.1..<1.1)
    let neck = key.uniform("neck", -0.8..<1.6)
    let sway = key.uniform("tail", -0.8..<0.8)
    var body = Region.ellipse(at(0, 0), 5.3 * scale, 2.7 * scale)
    for (index, root) in [-3.9, -2.6, 2.6, 3.9].enumerated() {
      body = body.union(
        .stroke([at(root, 1), at(root + angles[index], 6.8)], width: 1.25 * scale))
    }
    let poll = at(6.6, -5 + neck)
    body = body.union(.stroke([at(3.9, -1), poll], width: 2.3 * scale))
      .union(
        .ellipse(
          poll + Point(facing * 1.1 * scale, 0.7 * scale), 2 * scale, 1.1 * scale,
          turned: 0.5 * facing)
      )
      .union(.stroke([at(-5, -1), at(-6.6, 1.5), at(-6.4 + sway, 4)], width: 0.8 * scale))
    let brown = RGB(0.45, 0.27, 0.13)
    // Bands of 1.5 pixels across the body, bent by its bulge.
    raster.paint(body, label: 1) { p, _ in
      guard coat == .striped else { return brown }
      let bend = (p.y - y) * (p.y - y) * 0.05 * facing
      let band = ((p.x + bend) / 1.5).rounded(.down).truncatingRemainder(dividingBy: 2)
      return band == 0 ? RGB(gray: 0.08) : RGB(gray: 0.95)
    }
    raster.paint(.disk(poll + Point(facing * 1.2 * scale, 0.3 * scale), 0.35), .black)
    return (raster.pixels.signed, Truth(coat: coat, mask: raster.labelMap))
  }
}

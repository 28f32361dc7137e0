import Geometry

/// Cars from the side, in the place of photographs of cars: red, green and blue, 16 high and 24
/// wide, values from -1 to 1.
public struct CarImages: ImageRecipe, Hashable {
  public struct Truth: Hashable, Sendable {
    /// Of the paint, in turns from red.
    public var hue: Double
    /// Of the paint, from 0 to 1.
    public var lightness: Double
    /// The heights of bonnet, windscreen's foot, roof, rear window's foot and boot, as parts of
    /// the tallest car's.
    public var profile: [Double]
    /// Where the camera stands: 0 sees the car's full length, -1 and 1 see it 35 % shorter.
    public var azimuth: Double
    /// The length from bumper to bumper in pixels.
    public var length: Double
  }

  public init() {}

  public var imageShape: Shape { [3, 16, 24] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let heights: [Range<Double>] = [
      0.42..<0.58, 0.5..<0.62, 0.85..<1, 0.5..<0.85, 0.42..<0.7,
    ]
    let azimuth = key.uniform("azimuth", -1..<1)
    let truth = Truth(
      hue: key.uniform("hue", 0..<1), lightness: key.uniform("lightness", 0.45..<1),
      profile: heights.enumerated().map { key.uniform("height \($0)", $1) }, azimuth: azimuth,
      length: 19 * (1 - 0.35 * abs(azimuth)))
    return (image(of: truth, key: key), truth)
  }

  /// A car as described; the key draws what is around it.
  public func image(of car: Truth, key: Key) -> Tensor {
    let ground = key.uniform("horizon", 8.5..<10.5)
    let wheelline = 13.2
    let sky = RGB(hue: 0.57, saturation: key.uniform("sky", 0.15..<0.5), value: 0.98)
    var raster = Raster(24, 16, sky)
    raster.paint(.rectangle(0, 0, 24, ground)) { p, c in c.mixed(.white, 0.8 * p.y / ground) }
    let grass =
      key.chance("grass", 0.5)
      ? RGB(0.35, 0.52, 0.25) : RGB(gray: key.uniform("road", 0.35..<0.55))
    raster.paint(.rectangle(0, ground, 24, 16), grass)

    let middle = 12 + key.uniform("x", -1..<1)
    let tall = 7.4
    func at(_ t: Double, _ height: Double) -> Point {
      Point(middle + (t - 0.5) * car.length, wheelline - height)
    }
    let paint = RGB(hue: car.hue, saturation: 0.75, value: car.lightness)
    let h = car.profile.map { $0 * tall }
    raster.paint(
      .polygon([
        at(0, 1.1), at(0.01, h[0] * 0.85), at(0.08, h[0]), at(0.27, h[1]), at(0.4, h[2]),
        at(0.7, h[2]), at(0.86, h[3]), at(0.98, h[4]), at(1, 1.1),
      ]), paint)
    // The window follows the roof.
    let sill = max(h[1], 0.5 * tall) - 0.2
    raster.paint(
      .polygon([
        at(0.32, sill), at(0.42, h[2] - 0.8), at(0.68, h[2] - 0.8), at(0.8, min(h[3], h[2] - 0.8)),
        at(0.8, sill),
      ]), RGB(0.16, 0.22, 0.3))
    // From the front or behind the visible end catches the light.
    let end = car.azimuth < 0 ? 0.0 : 1.0
    let lamp = car.azimuth < 0 ? RGB(1, 0.95, 0.6) : RGB(0.8, 0.1, 0.1)
    raster.paint(.disk(at(end == 0 ? 0.04 : 0.96, 2.9), 0.35 + 0.5 * abs(car.azimuth)), lamp)
    for wheel in [0.2, 0.8] {
      // A wheel seen at an angle is narrower.
      let width = 1.75 * (1 - 0.35 * abs(car.azimuth))
      raster.paint(.ellipse(at(wheel, 1), width, 1.75), RGB(gray: 0.08))
      raster.paint(.ellipse(at(wheel, 1), 0.45 * width, 0.8), RGB(gray: 0.6))
    }
    return raster.pixels.signed
  }
}

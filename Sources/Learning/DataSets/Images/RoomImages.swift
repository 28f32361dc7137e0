import Geometry

/// Bedrooms, in the place of photographs of them: red, green and blue, values from -1 to 1.
public struct RoomImages: ImageRecipe, Hashable {
  /// What is seen at a pixel.
  public enum Part: Int, CaseIterable, Sendable { case wall, floor, window, bed, pillow, lamp }

  public struct Truth: Hashable, Sendable {
    /// Where the wall meets the floor, as a part of the height.
    public var horizon: Double
    public var hasWindow: Bool
    public var bedIsLeft: Bool
    public var hasLamp: Bool
    /// The `Part` of each pixel, `[height, width]`: a sketch of the room.
    public var layout: Tensor
  }

  /// Pixels along each side: 16 or 24.
  public let size: Int

  public init(size: Int = 16) {
    self.size = size
  }

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let unit = Double(size)
    let horizon = key.uniform("horizon", 0.5..<0.7)
    let wall = RGB(
      hue: key.uniform("wall hue", 0..<1), saturation: key.uniform("wall saturation", 0.05..<0.4),
      value: key.uniform("wall value", 0.55..<0.9))
    let floor = RGB(
      hue: key.uniform("floor hue", 0.04..<0.12), saturation: key.uniform("floor", 0.3..<0.65),
      value: key.uniform("floor value", 0.3..<0.6))
    var raster = Raster(size, size, wall, label: Part.wall.rawValue)
    raster.paint(
      .rectangle(0, horizon * unit, unit, unit), floor, label: Part.floor.rawValue)

    let bedIsLeft = key.chance("bed", 0.5)
    let hasWindow = !key.chance("no window", 0.2)
    let hasLamp = key.chance("lamp", 0.5)
    if hasWindow {
      let width = key.uniform("window width", 0.2..<0.36)
      let height = key.uniform("window height", 0.2..<0.32)
      let x = key.uniform("window x", 0.06..<(0.94 - width))
      let y = key.uniform("window y", 0.06..<max(0.07, horizon - height - 0.05))
      raster.paint(
        .rectangle(
          (x - 0.02) * unit, (y - 0.02) * unit, (width + 0.04) * unit, (height + 0.04) * unit),
        .white, label: Part.window.rawValue)
      let sky = RGB(hue: 0.56, saturation: 0.45, value: 1)
      raster.paint(
        .rectangle(x * unit, y * unit, width * unit, height * unit)
      ) { p, _ in sky.mixed(.white, (p.y / unit - y) / height) }
    }

    // Drawn with its head at the left; mirrored where it stands on the other side.
    func at(_ x: Double, _ y: Double) -> Point { Point((bedIsLeft ? x : 1 - x) * unit, y * unit) }
    let length = key.uniform("bed length", 0.5..<0.68)
    let base = horizon + key.uniform("bed y", 0.1..<0.2)
    let blanket = RGB(
      hue: key.uniform("blanket hue", 0..<1), saturation: 0.6,
      value: key.uniform("blanket value", 0.45..<0.85))
    let slant = 0.1
    let depth = 0.16
    raster.paint(
      .polygon([
        at(0.05, base), at(0.05 + length, base), at(0.05 + length, base + 0.13),
        at(0.05, base + 0.13),
      ]), blanket.scaled(0.6), label: Part.bed.rawValue)
    raster.paint(
      .polygon([
        at(0.05, base), at(0.05 + length, base), at(0.05 + length + slant, base - depth),
        at(0.05 + slant, base - depth),
      ]), blanket, label: Part.bed.rawValue)
    raster.paint(
      .polygon([
        at(0.06, base - 0.01), at(0.18, base - 0.01), at(0.18 + slant, base - depth),
        at(0.06 + slant, base - depth),
      ]), RGB(gray: 0.96), label: Part.pillow.rawValue)

    if hasLamp {
      let x = key.uniform("lamp x", 0.82..<0.9)
      let foot = horizon + 0.08
      raster.paint(
        .stroke([at(x, foot), at(x, foot - 0.32)], width: 0.045 * unit), RGB(gray: 0.2),
        label: Part.lamp.rawValue)
      raster.paint(
        .polygon([at(x, foot - 0.46), at(x - 0.1, foot - 0.28), at(x + 0.1, foot - 0.28)]),
        RGB(1, 0.87, 0.5), label: Part.lamp.rawValue)
    }
    let brightness = key.uniform("brightness", 0.6..<1.2)
    return (
      raster.pixels.scaled(brightness).signed,
      Truth(
        horizon: horizon, hasWindow: hasWindow, bedIsLeft: bedIsLeft, hasLamp: hasLamp,
        layout: raster.labelMap)
    )
  }
}

import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Living rooms drawn by parts, in the place of photographs with parts: red, green and blue, 48
/// high, values from 0 to 1. The base scene is symmetric; each part is jittered.
public struct LivingRoomImages: ImageRecipe, Hashable {
  /// What is seen at a pixel; sofas, plants and the table's legs share a part each.
  public enum Part: Int, CaseIterable, Sendable {
    case wall, floor, rug, sofa, table, fireplace, picture, plant
  }

  public struct Truth: Hashable, Sendable {
    /// The `Part` of each pixel, `[48, width]`.
    public var parts: Tensor
  }

  /// 64; or 96, of which two crops are exact translations of each other.
  public let width: Int

  public init(width: Int = 64) {
    self.width = width
  }

  public var imageShape: Shape { [3, 48, width] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let wide = Double(width)
    let middle = wide / 2
    let wall = RGB(
      hue: key.uniform("wall hue", 0.05..<0.2), saturation: key.uniform("wall", 0.1..<0.3),
      value: key.uniform("wall value", 0.75..<0.92))
    var raster = Raster(width, 48, wall, label: Part.wall.rawValue)
    let horizon = 29 + key.uniform("horizon", -1.5..<1.5)
    raster.paint(
      .rectangle(0, horizon, wide, 48), RGB(0.52, 0.36, 0.22), label: Part.floor.rawValue)
    raster.paint(.rectangle(0, horizon, wide, 48)) { p, color in
      // Boards run towards the middle of the wall.
      let t = (p.x - middle) / (p.y - horizon + 12) * 9
      return t - t.rounded(.down) < 0.08 ? color.scaled(0.75) : color
    }
    func jitter(_ name: String, _ reach: Double) -> Double { key.uniform(name, -reach..<reach) }
    func paint(_ region: Region, _ color: RGB, _ part: Part) {
      raster.paint(region, color, label: part.rawValue)
    }
    let rug = RGB(hue: key.uniform("rug", 0..<1), saturation: 0.5, value: 0.6)
    paint(.ellipse(Point(middle + jitter("rug x", 2), 40.5), 19, 5.5), rug, .rug)
    paint(.ellipse(Point(middle + jitter("rug x", 2), 40.5), 15, 4), rug.scaled(1.25), .rug)

    // The fireplace and the picture above it.
    let x = middle + jitter("fireplace", 1.5)
    paint(.rectangle(x - 8, horizon - 12, 16, 13), RGB(gray: 0.85), .fireplace)
    paint(.rectangle(x - 9.5, horizon - 13.5, 19, 2.2), RGB(gray: 0.7), .fireplace)
    paint(.rectangle(x - 5, horizon - 8, 10, 9), RGB(gray: 0.12), .fireplace)
    paint(
      .polygon([Point(x - 3, horizon + 0.8), Point(x, horizon - 6), Point(x + 3, horizon + 0.8)]),
      RGB(0.95, 0.5, 0.1), .fireplace)
    let frame = Point(x + jitter("picture x", 1), 8 + jitter("picture y", 1))
    paint(.rectangle(frame.x - 6, frame.y - 5, 12, 10), RGB(0.3, 0.2, 0.1), .picture)
    let canvas = RGB(hue: key.uniform("canvas", 0..<1), saturation: 0.5, value: 0.85)
    raster.paint(.rectangle(frame.x - 5, frame.y - 4, 10, 8)) { p, _ in
      canvas.mixed(.white, (p.y - frame.y + 4) / 8)
    }

    let cloth = RGB(
      hue: key.uniform("sofa", 0..<1), saturation: 0.45, value: key.uniform("sofa value", 0.4..<0.7)
    )
    for side in [-1.0, 1] {
      let name = side < 0 ? "left" : "right"
      let center = middle + side * (22 + jitter("\(name) sofa", 1.5))
      let top = horizon - 5 + jitter("\(name) sofa y", 1)
      paint(.rectangle(center - 9, top, 18, 9), cloth.scaled(0.85), .sofa)
      paint(.rectangle(center - 10, top + 7, 20, 8), cloth, .sofa)
      for end in [-1.0, 1] {
        paint(.disk(Point(center + 9 * end, top + 6), 2.6), cloth.scaled(0.75), .sofa)
        paint(.rectangle(center + 9 * end - 2.2, top + 6, 4.4, 9), cloth.scaled(0.75), .sofa)
        paint(
          .rectangle(center + 4 * end - 3.4, top + 4.5, 6.8, 4.5), cloth.mixed(.white, 0.35), .sofa)
      }
      let pot = Point(
        middle + side * (min(wide / 2, 34) - 3 + jitter("\(name) plant", 1)), horizon - 1)
      for leaf in 0..<7 {
        let angle = (-90 + 24 * Double(leaf - 3)) * .pi / 180
        let tip = pot + Point(cos(angle), sin(angle)) * (9 + jitter("\(name) leaf \(leaf)", 2))
        paint(.stroke([pot, tip], width: 1.6), RGB(0.2, 0.45, 0.2), .plant)
      }
      paint(
        .polygon([
          pot + Point(-2.4, -0.5), pot + Point(2.4, -0.5), pot + Point(1.6, 4),
          pot + Point(-1.6, 4),
        ]), RGB(0.6, 0.35, 0.22), .plant)
    }
    let table = Point(middle + jitter("table x", 1.5), 38.5 + jitter("table y", 1))
    for leg in [-5.5, 5.5] {
      paint(.rectangle(table.x + leg - 0.7, table.y, 1.4, 6), RGB(0.28, 0.17, 0.1), .table)
    }
    paint(.ellipse(table, 8, 2.4), RGB(0.45, 0.28, 0.16), .table)
    return (raster.pixels.unit, Truth(parts: raster.labelMap))
  }
}

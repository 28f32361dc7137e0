import Geometry

/// A small bird on a branch or before red flowers, in the place of a photograph of one: red, green
/// and blue, values from 0 to 1.
public struct BirdImages: ImageRecipe, Hashable {
  public struct Truth: Hashable, Sendable {
    /// On a branch; else hovering at flowers.
    public var isPerched: Bool
    /// 1 on the bird, else 0: `[size, size]`.
    public var mask: Tensor
  }

  /// Pixels along each side: 96, or 24 for a small classifier.
  public let size: Int

  public init(size: Int = 96) {
    self.size = size
  }

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let unit = Double(size) / 96
    func at(_ x: Double, _ y: Double) -> Point { Point(x * unit, y * unit) }
    var raster = Raster(size, size, RGB(0.45, 0.58, 0.38))
    // A ground out of focus: large soft disks of green and dark.
    for disk in 0..<14 {
      let own = key.fold("disk").fold(disk)
      let center = at(own.uniform("x", 0..<96), own.uniform("y", 0..<96))
      let radius = own.uniform("radius", 10..<26) * unit
      let color = RGB(
        hue: own.uniform("hue", 0.2..<0.4), saturation: own.uniform("saturation", 0.25..<0.6),
        value: own.uniform("value", 0.15..<0.7))
      raster.paint(.disk(center, radius)) { p, below in
        let t = p.distance(to: center) / radius
        return below.mixed(color, 0.8 * (1 - t * t))
      }
    }
    let isPerched = key.chance("perched", 0.5)
    let center = Point(
      46 + key.uniform("x", -6..<6), (isPerched ? 50 : 46) + key.uniform("y", -5..<5))
    let scale = key.uniform("scale", 0.85..<1.1)
    func bird(_ x: Double, _ y: Double) -> Point {
      at(center.x + x * scale, center.y + y * scale)
    }
    let long = scale * unit
    let coat = RGB(
      hue: key.uniform("coat", 0.5..<0.68), saturation: 0.6, value: key.uniform("light", 0.5..<0.75)
    )
    let breast = RGB(hue: key.uniform("breast", 0.03..<0.13), saturation: 0.65, value: 0.92)
    if isPerched {
      raster.paint(
        .stroke(
          [at(0, center.y + 27), at(96, center.y + 20 + key.uniform("tilt", 0..<8))],
          width: 5 * unit), RGB(0.33, 0.23, 0.15))
      for x in [-2.0, 4] {
        raster.paint(
          .stroke([bird(x, 12), bird(x + 1, 24)], width: 1.6 * long), RGB(0.6, 0.4, 0.25), label: 1)
      }
    } else {
      for flower in 0..<3 {
        let own = key.fold("flower").fold(flower)
        let head = at(76 + own.uniform("x", -8..<10), 18 + 26 * Double(flower))
        raster.paint(.stroke([head, head + at(4, -22)], width: 1.5 * unit), RGB(0.25, 0.4, 0.15))
        for petal in [-0.6, 0, 0.6] {
          raster.paint(
            .ellipse(head + at(7 * petal, 4), 3.6 * unit, 9 * unit, turned: -petal),
            RGB(0.85, 0.1 + 0.1 * abs(petal), 0.18))
        }
      }
    }
    func paint(_ region: Region, _ color: RGB) { raster.paint(region, color, label: 1) }
    // Tail, body, breast, head, beak, eye.
    paint(.polygon([bird(-12, 4), bird(-34, 14), bird(-30, 19), bird(-8, 10)]), coat.scaled(0.7))
    paint(.ellipse(bird(0, 3), 17 * long, 11 * long, turned: -0.35), coat)
    paint(.ellipse(bird(5, 6), 11 * long, 8 * long, turned: -0.5), breast)
    paint(.polygon([bird(22, -13), bird(36, -10), bird(22, -8)]), RGB(0.2, 0.18, 0.15))
    paint(.disk(bird(15, -11), 8.5 * long), coat.scaled(1.1))
    paint(.disk(bird(18, -13), 1.7 * long), RGB(gray: 0.05))
    paint(.disk(bird(18.6, -13.6), 0.6 * long), .white)
    // A folded wing, or one that beats above the back; strokes are feathers.
    let lift = isPerched ? 0.15 : key.uniform("beat", 0.8..<1.5)
    let root = bird(4, -1)
    let tip = isPerched ? bird(-22, 8) : bird(-16, -24 * lift)
    paint(
      .polygon([root + Point(2 * long, 4 * long), root + Point(0, -5 * long), tip]),
      coat.scaled(0.65))
    for feather in 1..<5 {
      let t = Double(feather) / 5
      let from = root.interpolated(to: tip, t * 0.5)
      raster.paint(
        .stroke(
          [from, from.interpolated(to: tip, 0.7) + Point(0, 3.5 * t * long)], width: 1 * long),
        coat.scaled(0.45))
    }
    return (raster.pixels.unit, Truth(isPerched: isPerched, mask: raster.labelMap))
  }
}

import Geometry

/// Mountain ridges, and three other views for a small classifier to tell them from, in the place of
/// landscape photographs: red, green and blue, 48 high, values from 0 to 1.
public struct RidgeImages: ImageRecipe, Hashable {
  public enum View: Int, CaseIterable, Sendable { case ridge, sea, city, forest }

  /// 64; or 96, of which two crops are exact translations of each other.
  public let width: Int
  public let views: [View]

  public init(width: Int = 64, views: [View] = View.allCases) {
    precondition(!views.isEmpty, "at least one view is needed")
    self.width = width
    self.views = views
  }

  public var imageShape: Shape { [3, 48, width] }

  public func image(key: Key) -> (image: Tensor, truth: View) {
    let view = views[key.integer("view", 0..<views.count)]
    return (image(of: view, key: key), view)
  }

  /// A view with its sky, clouds and light drawn by the key.
  public func image(of view: View, key: Key) -> Tensor {
    let wide = Double(width)
    let zenith = RGB(hue: 0.59, saturation: key.uniform("sky", 0.4..<0.75), value: 0.85)
    var raster = Raster(width, 48, zenith)
    raster.shade { p, color in color.mixed(RGB(gray: 0.97), min(1, p.y / 30)) }
    for cloud in 0..<key.integer("clouds", 2..<4) {
      let own = key.fold("cloud").fold(cloud)
      let center = Point(own.uniform("x", 0..<wide), own.uniform("y", 3..<13))
      let (a, b) = (own.uniform("width", 6..<14), own.uniform("height", 1.5..<3.5))
      raster.paint(.ellipse(center, a, b)) { p, color in
        // Soft at the border.
        let d = p - center
        let t = (d.x * d.x) / (a * a) + (d.y * d.y) / (b * b)
        return color.mixed(.white, 0.8 * (1 - t))
      }
    }
    switch view {
    case .ridge: paintRidges(&raster, key)
    case .sea:
      let horizon = key.uniform("horizon", 20..<28)
      let water = RGB(hue: 0.55, saturation: 0.6, value: key.uniform("water", 0.4..<0.65))
      let waves = ValueNoise(
        Point(wide, 48), cell: Point(5, 1.4), key: key.fold("waves"))
      raster.paint(.rectangle(0, horizon, wide, 48)) { p, _ in
        water.mixed(.white, 0.35 * max(0, waves[p]) + 0.3 * (1 - (p.y - horizon) / 28))
      }
    case .city:
      for box in 0..<14 {
        let own = key.fold("box").fold(box)
        let size = Point(own.uniform("width", 5..<11), own.uniform("height", 12..<34))
        let x = own.uniform("x", -4..<wide)
        let color = RGB(gray: own.uniform("gray", 0.3..<0.65))
        raster.paint(.rectangle(x, 48 - size.y, size.x, size.y)) { p, _ in
          let lit =
            (p.x - x).truncatingRemainder(dividingBy: 2.5) > 1.4
            && p.y.truncatingRemainder(dividingBy: 3.5) > 1.8
          return lit ? color.mixed(RGB(1, 0.95, 0.7), 0.6) : color
        }
      }
    case .forest:
      raster.paint(.rectangle(0, 30, wide, 48), RGB(0.25, 0.35, 0.15))
      for tree in 0..<26 {
        let own = key.fold("tree").fold(tree)
        let foot = Point(own.uniform("x", 0..<wide), 28 + 20 * Double(tree) / 26)
        let tall = own.uniform("height", 12..<20)
        let half = own.uniform("width", 3..<5)
        raster.paint(
          .polygon([foot - Point(0, tall), foot + Point(half, 0), foot - Point(half, 0)]),
          RGB(hue: 0.33, saturation: 0.6, value: own.uniform("value", 0.2..<0.5)))
      }
    }
    return raster.pixels.unit
  }

  /// Three ridges, the far ones paler and bluer; snow above a noisy line, lit from the left.
  private func paintRidges(_ raster: inout Raster, _ key: Key) {
    for ridge in 0..<3 {
      let own = key.fold("ridge").fold(ridge)
      let far = Double(2 - ridge) / 2
      let base = [24.0, 32, 40][ridge]
      let reach = [15.0, 11, 6][ridge]
      let line = RidgeImages.displaced(own.fold("line")).map { base - reach * $0 }
      func height(_ x: Double) -> Double {
        let position = x / Double(width) * Double(line.count - 1)
        let place = min(line.count - 2, max(0, Int(position)))
        return line[place] + (line[place + 1] - line[place]) * (position - Double(place))
      }
      let noise = ValueNoise(width, 48, cell: 3, key: own.fold("snow"))
      let facets = ValueNoise(width, 48, cell: 5, key: own.fold("facets"))
      let rock = RGB(0.3, 0.27, 0.26).mixed(RGB(0.6, 0.7, 0.85), 0.65 * far)
      let region = Region(bounds: raster.frame.bounds) { $0.y > height($0.x) }
      let snow = own.uniform("snow", 4..<8)
      raster.paint(region) { p, _ in
        // The slope of the ridge above, disturbed by facets, tells which faces are lit.
        let slope = height(p.x + 0.8) - height(p.x - 0.8) + 1.6 * facets[p]
        let light = slope < 0 ? 1.12 : 0.72
        let depth = p.y - height(p.x)
        let isSnow = ridge < 2 && depth < snow + 3 * noise[p] && height(p.x) < base - 3
        return (isSnow ? RGB(0.93, 0.95, 0.99) : rock).scaled(light)
      }
    }
  }

  /// 65 heights from 0 to 1 by midpoint displacement with roughness 0.55.
  private static func displaced(_ key: Key) -> [Double] {
    var line = [0.0, 0]
    var size = 1.0
    let draws = key.uniform(count: 128, in: -1..<1)
    var next = 0
    while line.count < 65 {
      var finer: [Double] = []
      for (a, b) in zip(line, line.dropFirst()) {
        finer += [a, (a + b) / 2 + size * draws[next]]
        next += 1
      }
      line = finer + [line[line.count - 1]]
      size *= 0.55
    }
    let (low, high) = (line.min() ?? 0, line.max() ?? 1)
    return line.map { ($0 - low) / max(1e-9, high - low) }
  }
}

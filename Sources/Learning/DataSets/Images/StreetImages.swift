import Geometry

/// Streets in perspective with exact labels and depths, in the place of photographs taken from a
/// car: red, green and blue, 32 high and 64 wide, values from 0 to 1.
public struct StreetImages: ImageRecipe, Hashable {
  public enum Part: Int, CaseIterable, Sendable {
    case sky, building, road, pavement, car, person, tree
  }

  public struct Truth: Hashable, Sendable {
    /// The `Part` of each pixel, `[32, 64]`.
    public var parts: Tensor
    /// One over the depth of each pixel, `[32, 64]`: 1 in front, 1/8 at the horizon, 0 in the sky.
    public var inverseDepth: Tensor
    public var cars: Int
    public var people: Int
    public var trees: Int
  }

  public init() {}

  public var imageShape: Shape { [3, 32, 64] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    var scene = Scene(
      vanishing: Point(key.uniform("vanishing x", 20..<44), key.uniform("horizon", 11..<15)),
      key: key)
    scene.paintGround()
    // What stands on the ground, from far to near.
    let cars = key.integer("cars", 1..<5)
    let people = key.integer("people", 0..<4)
    let trees = key.integer("trees", 0..<4)
    for side in [-1.0, 1] { scene.paintBuildings(side) }
    var things: [(depth: Double, part: Part, key: Key)] = []
    for (part, count) in [(Part.car, cars), (.person, people), (.tree, trees)] {
      for index in 0..<count {
        let own = key.fold("\(part)").fold(index)
        things.append((own.uniform("depth", 1.2..<5), part, own))
      }
    }
    for thing in things.sorted(by: { $0.depth > $1.depth }) {
      scene.paint(thing.part, depth: thing.depth, thing.key)
    }
    let pixels = scene.raster.pixels.scaled(key.uniform("gain", 0.7..<1.2))
    return (
      pixels.grained(0.02, key.fold("grain")).unit,
      Truth(
        parts: scene.raster.labelMap, inverseDepth: scene.inverseDepth, cars: cars, people: people,
        trees: trees)
    )
  }

  /// The picture with the depth of what is seen: a second painting in which gray is inverse depth.
  private struct Scene {
    let vanishing: Point
    let key: Key
    var raster: Raster
    private var depths: Raster

    init(vanishing: Point, key: Key) {
      self.vanishing = vanishing
      self.key = key
      let sky = RGB(hue: 0.58, saturation: key.uniform("sky", 0.1..<0.5), value: 0.95)
      raster = Raster(64, 32, sky)
      raster.shade { p, color in color.mixed(.white, max(0, p.y / 20)) }
      depths = Raster(64, 32, .black)
    }

    var inverseDepth: Tensor {
      let gray = depths.pixels.gray
      return Tensor(gray.values, shape: [32, 64])
    }

    mutating func paint(
      _ region: Region, _ part: Part, depth: Double, _ color: (Point, RGB) -> RGB
    ) {
      raster.paint(region, label: part.rawValue, color)
      depths.paint(region, RGB(gray: 1 / depth))
    }

    /// Where a point on the ground is seen: `across` is 1 at the right edge of the front.
    func ground(_ across: Double, _ depth: Double) -> Point {
      // The ground at depth 1 is the picture's lower edge, that at 8 nearly the horizon.
      let near = Point(32 + 40 * across, 32)
      let t = (1 / depth - 1 / 8) / (1 - 1 / 8.0)
      return vanishing.interpolated(to: near, max(0, t))
    }

    mutating func paintGround() {
      let road = RGB(gray: key.uniform("road", 0.3..<0.45))
      let pavement = RGB(gray: key.uniform("pavement", 0.55..<0.7))
      let (top, box) = (vanishing.y, Region.rectangle(0, vanishing.y, 64, 32))
      func shade(_ p: Point) -> Double { 1 / 8 + (p.y - top) / (32 - top) * (1 - 1 / 8.0) }
      raster.paint(box, pavement, label: Part.pavement.rawValue)
      depths.paint(box) { p, _ in RGB(gray: shade(p)) }
      raster.paint(
        .polygon([vanishing, ground(0.9, 1), ground(-0.9, 1)]), road, label: Part.road.rawValue)
      // The dashes of the middle line grow towards us.
      for dash in 0..<6 {
        let far = 8.0 / (1 + 1.2 * Double(dash) + 0.6)
        let near = 8.0 / (1 + 1.2 * Double(dash) + 1.2)
        raster.paint(
          .polygon([
            ground(-0.02, far), ground(0.02, far), ground(0.02, near), ground(-0.02, near),
          ]), .white)
      }
    }

    /// Boxes along one side, their fronts in line with the street.
    mutating func paintBuildings(_ side: Double) {
      let own = key.fold("buildings").fold(side < 0 ? 0 : 1)
      let count = own.integer("count", 2..<6)
      let ends = own.fold("ends").uniform(count: count - 1, in: 1.2..<5).sorted()
      let borders = ([1] + ends + [7]).reversed()
      for (index, (far, near)) in zip(borders, borders.dropFirst()).enumerated() {
        let box = own.fold(index)
        let tall = box.uniform("height", 0.55..<1.3)
        let across = 1.35 * side
        let color = RGB(
          hue: box.uniform("hue", 0..<0.15), saturation: box.uniform("saturation", 0.1..<0.45),
          value: box.uniform("value", 0.45..<0.8))
        func corner(_ depth: Double, _ up: Double) -> Point {
          let foot = ground(across, depth)
          let unit = (foot.y - vanishing.y) + 40 / depth * 0.35
          return Point(foot.x, foot.y - unit * up * 1.25)
        }
        let wall = Region.polygon([
          corner(far, 0), corner(near, 0), corner(near, tall), corner(far, tall),
        ])
        paint(wall, .building, depth: (far + near) / 2) { _, _ in color }
        let (a, b) = (corner(far, 0).x, corner(near, 0).x)
        depths.paint(wall) { p, _ in
          // Along the wall inverse depth changes in proportion to the place in the picture.
          let t = abs(b - a) < 1e-9 ? 0 : (p.x - a) / (b - a)
          return RGB(gray: 1 / far + (1 / near - 1 / far) * min(1, max(0, t)))
        }
        for row in 1..<4 {
          for column in 0..<3 {
            let up = tall * (Double(row) / 4)
            let high = up + tall * 0.13
            let t = (Double(column) + 0.25) / 3
            let u = (Double(column) + 0.7) / 3
            // Evenly along the wall, so in equal steps of depth.
            let (from, to) = (far + (near - far) * t, far + (near - far) * u)
            raster.paint(
              .polygon([corner(from, up), corner(to, up), corner(to, high), corner(from, high)]),
              RGB(0.2, 0.25, 0.35))
          }
        }
      }
    }

    mutating func paint(_ part: Part, depth: Double, _ own: Key) {
      let side = own.chance("side", 0.5) ? 1.0 : -1.0
      let unit = 20 / depth
      switch part {
      case .car:
        let foot = ground(side * own.uniform("lane", 0.25..<0.6), depth)
        let color = RGB(
          hue: own.uniform("hue", 0..<1), saturation: 0.75, value: own.uniform("value", 0.35..<0.9))
        func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Region {
          .rectangle(foot.x + x * unit, foot.y + y * unit, width * unit, height * unit)
        }
        paint(box(-0.4, -0.55, 0.8, 0.45), .car, depth: depth) { _, _ in color }
        paint(box(-0.28, -0.82, 0.56, 0.3), .car, depth: depth) { _, _ in color.scaled(0.8) }
        raster.paint(box(-0.22, -0.77, 0.44, 0.2), RGB(0.2, 0.25, 0.3))
        for x in [-0.3, 0.3] {
          let wheel = Region.disk(Point(foot.x + x * unit, foot.y - 0.12 * unit), 0.13 * unit)
          paint(wheel, .car, depth: depth) { _, _ in RGB(gray: 0.07) }
        }
      case .person:
        let foot = ground(side * own.uniform("place", 0.85..<1.15), depth)
        let color = RGB(hue: own.uniform("hue", 0..<1), saturation: 0.6, value: 0.5)
        paint(
          .rectangle(foot.x - 0.09 * unit, foot.y - 0.62 * unit, 0.18 * unit, 0.62 * unit), .person,
          depth: depth
        ) { _, _ in color }
        let head = Point(foot.x, foot.y - 0.71 * unit)
        paint(.ellipse(head, 0.075 * unit, 0.1 * unit), .person, depth: depth) { _, _ in
          RGB(0.85, 0.65, 0.5)
        }
      default:
        let foot = ground(side * own.uniform("place", 1.05..<1.25), depth)
        paint(
          .rectangle(foot.x - 0.06 * unit, foot.y - 0.8 * unit, 0.12 * unit, 0.8 * unit), .tree,
          depth: depth
        ) { _, _ in RGB(0.35, 0.22, 0.12) }
        let green = RGB(hue: own.uniform("hue", 0.24..<0.36), saturation: 0.6, value: 0.5)
        let crown = Point(foot.x, foot.y - 1.05 * unit)
        paint(.disk(crown, own.uniform("crown", 0.3..<0.45) * unit), .tree, depth: depth) { _, _ in
          green
        }
      }
    }
  }
}

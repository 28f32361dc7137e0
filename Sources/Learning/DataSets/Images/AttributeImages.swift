import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Pictures that differ in one attribute, from less to more, with the attribute measured (UDL
/// figure 10.15): red, green and blue, 48 × 48, values from 0 to 1.
public enum AttributeImages {
  public enum Attribute: String, CaseIterable, Sendable {
    case rigidity, instances, clutter, size, texture, color, shape

    /// What the number given with a picture is.
    public var measure: String {
      switch self {
      case .rigidity: "one less the spread of the limbs' angles in radians"
      case .instances: "number of objects"
      case .clutter: "number of other things"
      case .size: "part of the picture that the object covers"
      case .texture: "mean squared step of brightness between pixels inside the object"
      case .color: "distance of the hue from the class's, in turns"
      case .shape: "mean deviation of the outline from a circle, in radii"
      }
    }
  }

  /// A picture and the measured value of its attribute.
  ///
  /// - Parameter level: how much of the attribute it shows, from 0 to 1; values between morph.
  public static func image(
    _ attribute: Attribute, level: Double, key: Key
  ) -> (image: Tensor, value: Double) {
    let own = key.fold(attribute.rawValue)
    var raster = ground(own.fold("ground"))
    let middle = Point(24, 24)
    let red = RGB(0.85, 0.25, 0.2)
    let value: Double
    switch attribute {
    case .rigidity: value = doll(&raster, level, own)
    case .instances:
      let count = 1 + Int((29 * level).rounded())
      // From one large disk to thirty small ones on a jittered grid.
      let columns = Int(Double(count).squareRoot().rounded(.up))
      let cell = 44 / Double(columns)
      for index in 0..<count {
        let jitter = own.fold("place").fold(index).uniform(count: 2, in: -0.12..<0.12)
        let place = Point(
          2 + (Double(index % columns) + 0.5 + jitter[0]) * cell,
          2 + (Double(index / columns) + 0.5 + jitter[1]) * cell)
        raster.paint(.disk(place, min(9, 0.36 * cell)), red)
      }
      value = Double(count)
    case .clutter:
      let count = Int((24 * level).rounded())
      for index in 0..<count {
        let thing = own.fold("thing").fold(index)
        let place = thing.fold("place").uniform(count: 2, in: 2..<46)
        let kind = ShapeImages.Class.allCases[thing.integer("class", 0..<10)]
        raster.paint(
          kind.region.placed(
            at: Point(place[0], place[1]), scale: thing.uniform("size", 2.5..<5),
            turned: thing.uniform("angle", 0..<3)),
          RGB(hue: thing.uniform("hue", 0.2..<0.9), saturation: 0.6, value: 0.8))
      }
      raster.paint(.disk(middle, 7), red)
      value = Double(count)
    case .size:
      raster.paint(.disk(middle, 4 + 19 * level), red, label: 1)
      value = Double(raster.labelMap.mean().scalar)
    case .texture:
      raster.paint(.disk(middle, 18), label: 1) { p, _ in
        let stripe = sin(2 * .pi * (p.x + 0.5 * p.y) / 4)
        return red.mixed(stripe > 0 ? .white : .black, 0.6 * level)
      }
      value = roughness(raster)
    case .color:
      // The class is red in the median; its most unlike member is turquoise.
      let hue = 0.01 + 0.47 * level
      raster.paint(.disk(middle, 14), RGB(hue: hue, saturation: 0.8, value: 0.85))
      raster.paint(.stroke([Point(24, 10), Point(27, 5)], width: 2), RGB(0.3, 0.2, 0.1))
      value = min(hue, 1 - hue)
    case .shape:
      let radii = (0..<120).map { index -> Double in
        let angle = 2 * Double.pi * Double(index) / 120
        // A star of five points, its edges straight at full level.
        let phase = angle / (2 * .pi) * 5
        let t = abs(phase - phase.rounded())
        return 17 * (1 - 1.2 * level * t)
      }
      raster.paint(
        .polygon(
          radii.enumerated().map { index, r in
            let angle = 2 * Double.pi * Double(index) / 120 - .pi / 2
            return middle + Point(r * cos(angle), r * sin(angle))
          }), red)
      let mean = radii.reduce(0, +) / 120
      value = radii.reduce(0) { $0 + abs($1 / mean - 1) } / 120
    }
    return (raster.pixels.unit, value)
  }

  private static func ground(_ key: Key) -> Raster {
    let color = RGB(hue: key.uniform("hue", 0.1..<0.6), saturation: 0.12, value: 0.88)
    let noise = ValueNoise(48, 48, cell: 14, key: key.fold("noise"))
    var raster = Raster(48, 48, color)
    raster.shade { p, color in color.scaled(1 + 0.06 * noise[p]) }
    return raster
  }

  /// A doll whose limbs hang alike, or each as it likes; rigid where they don't.
  private static func doll(_ raster: inout Raster, _ level: Double, _ key: Key) -> Double {
    let angles = key.fold("limbs").uniform(count: 8, in: -1..<1).map { $0 * (1 - level) }
    let wood = RGB(0.75, 0.52, 0.3)
    func step(_ from: Point, _ angle: Double, _ length: Double) -> Point {
      from + Point(sin(angle), cos(angle)) * length
    }
    raster.paint(.stroke([Point(24, 17), Point(24, 28)], width: 7), wood)
    raster.paint(.disk(Point(24, 9), 4.5), wood.scaled(1.1))
    let roots = [Point(20, 16), Point(28, 16), Point(22, 30), Point(26, 30)]
    let rests = [-0.5, 0.5, -0.15, 0.15]
    for limb in 0..<4 {
      let joint = step(roots[limb], rests[limb] + angles[2 * limb], 7)
      let end = step(joint, rests[limb] + angles[2 * limb] + angles[2 * limb + 1], 7)
      raster.paint(.stroke([roots[limb], joint, end], width: 3), wood.scaled(0.8))
      raster.paint(.disk(joint, 1.9), wood.scaled(0.55))
    }
    let spread = (angles.reduce(0) { $0 + $1 * $1 } / 8).squareRoot()
    return 1 - spread
  }

  /// The mean squared difference of neighbours' brightness inside label 1.
  private static func roughness(_ raster: Raster) -> Double {
    let gray = raster.pixels.gray.values
    let inside = raster.labelMap.elements
    var (sum, count) = (0.0, 0.0)
    for row in 0..<raster.height {
      for column in 1..<raster.width {
        let place = row * raster.width + column
        guard inside[place] == 1, inside[place - 1] == 1 else { continue }
        let step = Double(gray[place] - gray[place - 1])
        sum += step * step
        count += 1
      }
    }
    return sum / max(1, count)
  }
}

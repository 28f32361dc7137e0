import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Simple objects of ten classes on dark, restless grounds, in the place of ImageNet: red, green
/// and blue, values from -1 to 1.
public struct ShapeImages: ImageRecipe, Hashable {
  public enum Class: Int, CaseIterable, Sendable {
    case disk, ring, square, triangle, cross, star, crescent, bar, diamond, twoDots
  }

  public struct Truth: Hashable, Sendable {
    public var label: Class
    /// In pixels.
    public var center: [Double]
    /// Half of the object's extent, in pixels.
    public var radius: Double
    /// In radians.
    public var rotation: Double
    /// In turns from red.
    public var hue: Double
  }

  /// Pixels along each side: 16, or 32 for the same objects twice as large.
  public let size: Int
  /// Classes to draw from.
  public let classes: [Class]

  public init(size: Int = 16, classes: [Class] = Class.allCases) {
    precondition(!classes.isEmpty, "at least one class is needed")
    self.size = size
    self.classes = classes
  }

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let pixel = Double(size) / 16
    let offset = key.fold("place").uniform(count: 2, in: -4..<4)
    let radius = key.uniform("size", 3..<6)
    // As far from the middle as the picture has room for, up to 4 pixels.
    let room = min(1, (8 - radius) / 4)
    let truth = Truth(
      label: classes[key.integer("class", 0..<classes.count)],
      center: offset.map { (8 + $0 * room) * pixel }, radius: radius * pixel,
      rotation: key.uniform("rotation", 0..<(2 * .pi)), hue: key.uniform("hue", 0..<1))
    var raster = ShapeImages.ground(size, key.fold("ground"))
    let color = RGB(
      hue: truth.hue, saturation: key.uniform("saturation", 0.55..<0.95),
      value: key.uniform("value", 0.75..<1))
    raster.paint(
      truth.label.region.placed(
        at: Point(truth.center[0], truth.center[1]), scale: truth.radius, turned: truth.rotation),
      color)
    return (raster.pixels.signed, truth)
  }

  /// A dark ground with noise of low frequency.
  static func ground(_ size: Int, _ key: Key) -> Raster {
    let color = RGB(
      hue: key.uniform("hue", 0..<1), saturation: key.uniform("saturation", 0.2..<0.7),
      value: key.uniform("value", 0.15..<0.4))
    let noise = ValueNoise(size, size, cell: Double(size) / 4, key: key.fold("noise"))
    var raster = Raster(size, size, color)
    raster.shade { p, color in color.scaled(1 + 0.5 * noise[p]) }
    return raster
  }
}

extension ShapeImages.Class {
  /// The object around the origin, reaching about as far as a circle of radius 1.
  var region: Region {
    func star(_ radii: [Double]) -> Region {
      .polygon(
        radii.indices.map { index in
          let angle = 2 * Double.pi * Double(index) / Double(radii.count) - .pi / 2
          return Point(radii[index] * cos(angle), radii[index] * sin(angle))
        })
    }
    let disk = Region.disk(.zero, 1)
    switch self {
    case .disk: return disk
    case .ring: return disk.subtracting(.disk(.zero, 0.58))
    case .square: return .rectangle(-0.85, -0.85, 1.7, 1.7)
    case .triangle: return star([1.1, 1.1, 1.1])
    case .cross:
      return Region.rectangle(-1, -0.32, 2, 0.64).union(.rectangle(-0.32, -1, 0.64, 2))
    case .star: return star((0..<10).map { $0 % 2 == 0 ? 1.1 : 0.45 })
    case .crescent: return disk.subtracting(.disk(Point(0.5, 0), 0.85))
    case .bar: return .rectangle(-1.1, -0.3, 2.2, 0.6)
    case .diamond:
      return .polygon([Point(0, -1.1), Point(0.65, 0), Point(0, 1.1), Point(-0.65, 0)])
    case .twoDots: return Region.disk(Point(-0.6, 0), 0.45).union(.disk(Point(0.6, 0), 0.45))
    }
  }
}

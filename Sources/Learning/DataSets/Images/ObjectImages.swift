import Geometry

/// Up to three objects on a ground under a sky, with their boxes and masks, in the place of
/// photographs for detection and segmentation: red, green and blue, values from 0 to 1.
public struct ObjectImages: ImageRecipe, Hashable {
  public enum Class: Int, CaseIterable, Sendable { case ball, kite, car, wheel, horse, person }

  /// One object, all in pixels.
  public struct Object: Hashable, Sendable {
    public var label: Class
    /// The box around all of it, seen or hidden.
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double
    /// 1 where it is seen, else 0: `[size, size]`.
    public var mask: Tensor

    var area: Double { (maxX - minX) * (maxY - minY) }

    /// The area that both boxes share.
    func overlap(_ other: Object) -> Double {
      let width = min(maxX, other.maxX) - max(minX, other.minX)
      let height = min(maxY, other.maxY) - max(minY, other.minY)
      return width > 0 && height > 0 ? width * height : 0
    }
  }

  public struct Truth: Hashable, Sendable {
    /// From far to near.
    public var objects: [Object]
    /// 0 where the background is seen, else 1 plus the number of the object's class:
    /// `[size, size]`.
    public var labels: Tensor
  }

  public let size: Int
  public let classes: [Class]
  /// The range of the number of objects.
  public let counts: ClosedRange<Int>

  public init(size: Int, classes: [Class], counts: ClosedRange<Int> = 1...3) {
    precondition(!classes.isEmpty && counts.lowerBound > 0, "classes and objects are needed")
    self.size = size
    self.classes = classes
    self.counts = counts
  }

  /// 56 × 56 with the four classes for detection.
  public static let detection = ObjectImages(size: 56, classes: [.ball, .kite, .car, .wheel])

  /// 48 × 48 with all six classes for segmentation.
  public static let segmentation = ObjectImages(size: 48, classes: Class.allCases)

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let unit = Double(size)
    let horizon = key.uniform("horizon", 0.35..<0.6) * unit
    let sky = RGB(hue: 0.57, saturation: key.uniform("sky", 0.1..<0.45), value: 0.92)
    let ground = RGB(
      hue: key.uniform("ground", 0.08..<0.33), saturation: 0.4,
      value: key.uniform("light", 0.35..<0.65))
    let noise = ValueNoise(size, size, cell: 9, key: key.fold("noise"))
    var raster = Raster(size, size, sky)
    raster.paint(.rectangle(0, horizon, unit, unit), ground)
    raster.shade { p, color in color.scaled(1 + 0.15 * noise[p]) }

    let wanted = counts.lowerBound + key.integer("count", 0..<counts.count)
    var placed: [Object] = []
    var owners = Raster(size, size, .black)
    var attempt = 0
    while placed.count < wanted && attempt < 60 {
      let own = key.fold("object").fold(attempt)
      attempt += 1
      let label = classes[own.integer("class", 0..<classes.count)]
      // Far ones, drawn first, are smaller.
      let smallest = 10 + 5 * Double(placed.count)
      let long = own.uniform("size", smallest..<min(30, smallest + 12)) * unit / 56
      let half = label.halfExtent
      let scale = long / (2 * max(half.x, half.y))
      let angle = own.uniform("rotation", -15..<15) * .pi / 180
      let box = Region.rectangle(-half.x, -half.y, 2 * half.x, 2 * half.y)
        .placed(at: .zero, scale: scale, turned: angle).bounds
      guard box.width < unit, box.height < unit else { continue }
      let center = Point(
        own.uniform("x", (box.width / 2)..<(unit - box.width / 2)),
        own.uniform("y", (box.height / 2)..<(unit - box.height / 2)))
      var object = Object(
        label: label, minX: center.x + box.minX, minY: center.y + box.minY,
        maxX: center.x + box.maxX, maxY: center.y + box.maxY, mask: .zeros([size, size]))
      let crowded = placed.contains {
        $0.overlap(object) > 0.4 * min($0.area, object.area)
      }
      if crowded { continue }
      let hue = own.uniform("hue", 0..<1)
      for part in label.parts(hue: hue) {
        let region = part.region.placed(at: center, scale: scale, turned: angle)
        raster.paint(region, part.color, label: 1 + label.rawValue)
        owners.paint(region, .white, label: 1 + placed.count)
      }
      object.mask = Tensor.zeros([size, size])
      placed.append(object)
    }
    let seen = owners.labelMap
    for index in placed.indices {
      placed[index].mask = seen.isEqual(to: Tensor(Float(index + 1)))
    }
    return (raster.pixels.unit, Truth(objects: placed, labels: raster.labelMap))
  }
}

extension ObjectImages.Class {
  /// Half of the width and height of the box around the parts, which lie around the origin.
  var halfExtent: Point {
    switch self {
    case .ball, .wheel: Point(1, 1)
    case .kite: Point(0.8, 1.3)
    case .car: Point(1.2, 0.7)
    case .horse: Point(1.3, 1.1)
    case .person: Point(0.5, 1.3)
    }
  }

  /// What the object is painted from, in order.
  func parts(hue: Double) -> [(region: Region, color: RGB)] {
    let color = RGB(hue: hue, saturation: 0.75, value: 0.85)
    let other = RGB(hue: hue + 0.4, saturation: 0.6, value: 0.95)
    let dark = RGB(gray: 0.1)
    let disk = Region.disk(.zero, 1)
    switch self {
    case .ball:
      let stripes = [-0.7, 0.0, 0.7].map { y in
        (disk.intersection(.rectangle(-1, y - 0.16, 2, 0.32)), other)
      }
      return [(disk, color)] + stripes
    case .kite:
      return [
        (.polygon([Point(0, -1.3), Point(0.8, 0.2), Point(-0.8, 0.2)]), color),
        (.polygon([Point(0, -1.3), Point(0.8, 0.2), Point(0, 0.2)]), other),
        (
          .stroke(
            [Point(0, 0.2), Point(0.2, 0.6), Point(-0.15, 0.9), Point(0.1, 1.2)], width: 0.2),
          dark
        ),
      ]
    case .car:
      return [
        (.rectangle(-1.2, -0.2, 2.4, 0.6), color), (.rectangle(-0.7, -0.7, 1.3, 0.6), color),
        (.rectangle(-0.55, -0.58, 1, 0.38), RGB(0.2, 0.27, 0.35)),
        (.disk(Point(-0.65, 0.4), 0.3), dark), (.disk(Point(0.65, 0.4), 0.3), dark),
      ]
    case .wheel:
      return [
        (disk.subtracting(.disk(.zero, 0.72)), color), (.rectangle(-0.14, -0.8, 0.28, 1.6), color),
        (.rectangle(-0.8, -0.14, 1.6, 0.28), color), (.disk(.zero, 0.25), other),
      ]
    case .horse:
      let coat = RGB(hue: 0.05 + 0.05 * hue, saturation: 0.6, value: 0.3 + 0.35 * hue)
      let legs = [-0.6, -0.35, 0.35, 0.6].map { x in
        (Region.stroke([Point(x, 0.2), Point(x * 1.1, 1)], width: 0.2), coat.scaled(0.8))
      }
      return legs + [
        (.ellipse(Point(0, 0), 0.85, 0.42), coat),
        (.stroke([Point(0.65, -0.15), Point(0.95, -0.75)], width: 0.32), coat),
        (.ellipse(Point(1.02, -0.8), 0.28, 0.18, turned: 0.5), coat),
        (.stroke([Point(-0.8, -0.1), Point(-1.1, 0.5)], width: 0.14), coat.scaled(0.6)),
      ]
    case .person:
      return [
        (.stroke([Point(-0.15, 0.3), Point(-0.25, 1.2)], width: 0.22), other.scaled(0.5)),
        (.stroke([Point(0.15, 0.3), Point(0.25, 1.2)], width: 0.22), other.scaled(0.5)),
        (.stroke([Point(-0.2, -0.5), Point(-0.4, 0.25)], width: 0.17), color.scaled(0.8)),
        (.stroke([Point(0.2, -0.5), Point(0.4, 0.25)], width: 0.17), color.scaled(0.8)),
        (.rectangle(-0.25, -0.65, 0.5, 1.05), color),
        (.ellipse(Point(0, -0.98), 0.24, 0.3), RGB(0.87, 0.67, 0.53)),
      ]
    }
  }
}

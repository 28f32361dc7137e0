import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Crops of texture with more detail than a small version of them tells, in the place of natural
/// images for super-resolution: 32 × 32, gray or red, green and blue, values from -1 to 1.
public struct TextureImages: ImageRecipe, Hashable {
  public enum Pattern: Int, CaseIterable, Sendable { case noise, brick, weave, veins, dots }

  public struct Truth: Hashable, Sendable {
    /// The two patterns that a random mask mixes.
    public var patterns: [Pattern]
    /// The part of the picture that shows the first.
    public var share: Double
  }

  public let isGray: Bool

  public init(isGray: Bool = false) {
    self.isGray = isGray
  }

  public var imageShape: Shape { [isGray ? 1 : 3, 32, 32] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let first = key.integer("first", 0..<5)
    let second = (first + key.integer("second", 1..<5)) % 5
    let patterns = [Pattern.allCases[first], Pattern.allCases[second]]
    let mask = ValueNoise(32, 32, cell: 11, key: key.fold("mask"))
    let fields = patterns.enumerated().map { index, pattern in
      TextureImages.field(pattern, key.fold("pattern").fold(index))
    }
    let inks = (0..<2).map { index -> [RGB] in
      let own = key.fold("colour").fold(index)
      let hue = own.uniform("hue", 0..<1)
      let saturation = own.uniform("saturation", 0.15..<0.5)
      return [
        RGB(hue: hue, saturation: saturation, value: own.uniform("dark", 0.1..<0.4)),
        RGB(hue: hue + 0.05, saturation: saturation, value: own.uniform("light", 0.6..<0.95)),
      ]
    }
    var raster = Raster(32, 32, .black, label: 1)
    raster.paint(raster.frame) { p, _ in
      let index = mask[p] > 0 ? 0 : 1
      return inks[index][0].mixed(inks[index][1], fields[index](p))
    }
    raster.paint(Region(bounds: raster.frame.bounds) { mask[$0] > 0 }, label: 0) { _, c in c }
    let share = 1 - Double(raster.labelMap.mean().scalar)
    let pixels = isGray ? raster.pixels.gray : raster.pixels
    return (pixels.signed, Truth(patterns: patterns, share: share))
  }

  /// How light each point of a pattern is, from 0 to 1.
  private static func field(_ pattern: Pattern, _ key: Key) -> (Point) -> Double {
    let angle = key.uniform("angle", 0..<(.pi))
    let (c, s) = (cos(angle), sin(angle))
    func turned(_ p: Point) -> Point {
      Point(c * (p.x - 16) + s * (p.y - 16), c * (p.y - 16) - s * (p.x - 16))
    }
    let period = key.uniform("period", 2.6..<4.6)
    switch pattern {
    case .noise:
      // Longer along one direction than across.
      let noise = ValueNoise(
        Point(64, 64), cell: Point(key.uniform("length", 3..<7), 1.2), key: key.fold("noise"))
      return { noise[turned($0) + Point(32, 32)] * 0.5 + 0.5 }
    case .brick:
      let speckle = ValueNoise(32, 32, cell: 1.1, key: key.fold("noise"))
      return { p in
        let q = turned(p)
        let row = (q.y / period).rounded(.down)
        let along = q.x / (2 * period) + (row.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 0.5)
        let joint = q.y / period - row < 0.25 || along - along.rounded(.down) < 0.12
        return joint ? 0.1 : 0.75 + 0.2 * speckle[p]
      }
    case .weave:
      return { p in
        let q = turned(p) * (1 / period)
        let over = (q.x.rounded(.down) + q.y.rounded(.down)).truncatingRemainder(dividingBy: 2) == 0
        let t = over ? q.y - q.y.rounded(.down) : q.x - q.x.rounded(.down)
        return 0.15 + 0.85 * 4 * t * (1 - t)
      }
    case .veins:
      let bend = ValueNoise(32, 32, cell: 5, key: key.fold("bend"))
      let fine = ValueNoise(32, 32, cell: 3, key: key.fold("fine"))
      return { p in
        let q = turned(p)
        let main = abs(sin(.pi * (q.y + 2 * bend[p]) / (2 * period)))
        let side = abs(sin(.pi * (q.x + abs(q.y) + 2 * fine[p]) / period))
        return min(1, min(3 * main, 0.25 + 1.6 * side))
      }
    case .dots:
      let offsets = key.fold("offsets").uniform(count: 2 * 400, in: -0.5..<0.5)
      return { p in
        let q = turned(p) * (1 / period) + Point(10, 10)
        let column = q.x.rounded(.down)
        let row = q.y.rounded(.down)
        let cell = (Int(row) * 20 + Int(column) + 400) % 400
        let center = Point(
          column + 0.5 + 0.5 * offsets[2 * cell], row + 0.5 + 0.5 * offsets[2 * cell + 1])
        return q.distance(to: center) < 0.3 ? 0.95 : 0.2
      }
    }
  }
}

import Geometry

/// Ten hand-like digits drawn from strokes, in the place of MNIST's: one channel, values from -1
/// (paper) to 1 (ink).
public struct GlyphImages: ImageRecipe, Hashable {
  /// What makes one digit differ from another of its class.
  public struct Truth: Hashable, Sendable {
    /// 0 to 9.
    public var label: Int
    /// In radians.
    public var rotation: Double
    public var shear: Double
    /// In pixels of a canvas 16 wide.
    public var strokeWidth: Double
  }

  /// Pixels along each side: 16, or 28 as MNIST has.
  public let size: Int
  /// Classes to draw from.
  public let labels: [Int]

  public init(size: Int = 16, labels: [Int] = Array(0..<10)) {
    precondition(!labels.isEmpty && labels.allSatisfy { (0..<10).contains($0) }, "digits 0 to 9")
    self.size = size
    self.labels = labels
  }

  public var imageShape: Shape { [1, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let truth = Truth(
      label: labels[key.integer("class", 0..<labels.count)],
      rotation: key.normal("rotation", 8 * .pi / 180),
      shear: key.uniform("shear", -0.35..<0.35),
      strokeWidth: key.uniform("stroke width", 1..<2.4))
    return (image(of: truth, key: key), truth)
  }

  /// A digit as described; the key draws its place, proportions and the jitter of its strokes.
  public func image(of truth: Truth, key: Key) -> Tensor {
    let side = Double(size)
    let pixel = side / 16
    let shift = key.fold("shift").uniform(count: 2, in: -1.2..<1.2)
    let scale = key.fold("scale").uniform(count: 2, in: 0.75..<1.05)
    // From the unit square to the canvas: scale and shear around the middle, turn, shift.
    let place = AffineTransform.translation(Point(-0.5, -0.5))
      .then(.scale(scale[0] * side, scale[1] * side))
      .then(AffineTransform(c: -truth.shear)).then(.rotation(truth.rotation))
      .then(.translation(Point(side / 2 + shift[0] * pixel, side / 2 + shift[1] * pixel)))
    var raster = Raster(size, size, .black)
    for (index, stroke) in GlyphImages.skeletons[truth.label].enumerated() {
      let points = stroke.points(jitter: key.fold("stroke").fold(index))
      raster.paint(
        .stroke(points.map(place.apply), width: truth.strokeWidth * pixel), .white)
    }
    return raster.pixels.gray.signed
  }

  /// One stroke in the unit square, y running down.
  private enum Stroke: Sendable {
    case line([Point])
    /// Middle, half axes, and angles in degrees clockwise from the right.
    case arc(Point, Double, Double, from: Double, to: Double)

    /// The stroke with its control numbers moved a little.
    func points(jitter key: Key) -> [Point] {
      switch self {
      case .line(let corners):
        let d = key.normal(count: 2 * corners.count, standardDeviation: 0.02)
        return corners.enumerated().map { $1 + Point(d[2 * $0], d[2 * $0 + 1]) }
      case .arc(let center, let a, let b, let start, let end):
        let d = key.normal(count: 4, standardDeviation: 0.02)
        return Region.arc(
          center + Point(d[0], d[1]), a + d[2], b + d[3], from: start, to: end)
      }
    }
  }

  private static func loop(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Stroke {
    .arc(Point(x, y), a, b, from: 0, to: 360)
  }

  private static func line(_ points: (Double, Double)...) -> Stroke {
    .line(points.map { Point($0.0, $0.1) })
  }

  private static let skeletons: [[Stroke]] = [
    [loop(0.5, 0.5, 0.26, 0.4)],
    [line((0.36, 0.28), (0.55, 0.1), (0.48, 0.9))],
    [
      .arc(Point(0.5, 0.33), 0.25, 0.23, from: -160, to: 25),
      line((0.73, 0.43), (0.26, 0.88), (0.78, 0.88)),
    ],
    [
      .arc(Point(0.45, 0.3), 0.26, 0.2, from: -150, to: 90),
      .arc(Point(0.45, 0.7), 0.3, 0.2, from: -90, to: 150),
    ],
    [line((0.58, 0.1), (0.2, 0.62), (0.84, 0.62)), line((0.64, 0.36), (0.64, 0.92))],
    [
      line((0.74, 0.1), (0.33, 0.1), (0.3, 0.46)),
      .arc(Point(0.46, 0.65), 0.28, 0.25, from: -125, to: 145),
    ],
    [
      .arc(Point(0.7, 0.62), 0.45, 0.52, from: 262, to: 175), loop(0.5, 0.68, 0.24, 0.21),
    ],
    [line((0.23, 0.12), (0.78, 0.12), (0.42, 0.9))],
    [loop(0.5, 0.3, 0.2, 0.19), loop(0.5, 0.7, 0.25, 0.21)],
    [loop(0.5, 0.33, 0.23, 0.22), line((0.73, 0.35), (0.7, 0.55), (0.58, 0.9))],
  ]
}

import Drawing
import Geometry

/// A brace or bracket along a stretch of an axis, inside the plot area, with a label at its middle.
public struct BraceMark: ChartContent {
  private let start: Point
  private let end: Point
  private let label: String?
  private let depth: Double
  private let shape: Shape

  public enum Shape: Hashable, Sendable { case brace, bracket }

  /// A brace over `x` at the height `y`, which opens downwards.
  ///
  /// - Parameter depth: how far the brace reaches up, in points; down if it is negative.
  public init(
    x: ClosedRange<Double>, y: Double, label: String? = nil, depth: Double = 6,
    shape: Shape = .brace
  ) {
    (start, end) = (Point(x.lowerBound, y), Point(x.upperBound, y))
    (self.label, self.depth, self.shape) = (label, depth, shape)
  }

  /// A brace beside `y` at the place `x`, which opens to the left.
  ///
  /// - Parameter depth: how far the brace reaches to the right, in points; to the left if negative.
  public init(
    y: ClosedRange<Double>, x: Double, label: String? = nil, depth: Double = 6,
    shape: Shape = .brace
  ) {
    (start, end) = (Point(x, y.upperBound), Point(x, y.lowerBound))
    (self.label, self.depth, self.shape) = (label, depth, shape)
  }

  public var extent: DataExtent { DataExtent([start, end]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let (a, b) = (plot.position(start), plot.position(end))
    let along = (b - a) * (1 / max(a.distance(to: b), 1e-9))
    // To the left as one goes along: upwards for one that runs to the right.
    let out = Point(along.y, -along.x)
    let reach = depth * plot.theme.lineScale
    let depth = out * reach
    let path =
      shape == .brace
      ? Path(braceFrom: a, to: b, depth: depth) : Path(polyline: [a, a + depth, b + depth, b])
    canvas.stroke(path, try plot.color(default: .slate), plot.stroke(defaultWidth: 0.85))
    guard let label else { return }
    var environment = plot.environment
    environment.font = .callout
    environment.foreground = plot.style.foreground ?? .ink
    let text = try Text(label).layOut(.ideal, in: environment)
    let sign = reach < 0 ? -1.0 : 1.0
    let half = abs(out.x) * text.size.width / 2 + abs(out.y) * text.size.height / 2
    let center = a.interpolated(to: b, 0.5) + out * (reach + sign * (half + 2))
    try text.draw(at: center - Point(text.size.width / 2, text.size.height / 2), on: &canvas)
  }
}

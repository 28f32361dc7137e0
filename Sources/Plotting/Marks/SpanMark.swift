import Drawing
import Geometry

/// A dotted double arrow that shows a length along one axis, with a label beside it.
public struct SpanMark: ChartContent {
  private let start: Point
  private let end: Point
  private let label: String?
  private let isHorizontal: Bool

  /// A length along `x` at the height `y`; the label stands below it.
  public init(x: ClosedRange<Double>, y: Double, label: String? = nil) {
    start = Point(x.lowerBound, y)
    end = Point(x.upperBound, y)
    self.label = label
    isHorizontal = true
  }

  /// A length along `y` at the place `x`; the label stands to the right of it.
  public init(y: ClosedRange<Double>, x: Double, label: String? = nil) {
    start = Point(x, y.lowerBound)
    end = Point(x, y.upperBound)
    self.label = label
    isHorizontal = false
  }

  public var extent: DataExtent { DataExtent([start, end]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let (a, b) = (plot.position(start), plot.position(end))
    let style = (plot.style.line ?? StrokeStyle(width: 0.75, dash: [0.9, 0.9]))
      .scaled(by: plot.theme.lineScale)
    let head = min(4.4 * plot.theme.lineScale, 0.45 * a.distance(to: b))
    let heads = plot.style.arrowHeads == .none ? .both : plot.style.arrowHeads
    canvas.line(
      [a, b], heads: heads, color: try plot.color(default: .slate), style: style, headLength: head,
      headWidth: 0.66 * head)
    guard let label else { return }
    let middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    try TextMark(
      label, at: middle, anchor: isHorizontal ? .top : .leading, spacing: isHorizontal ? 1 : 2.5
    ).draw(in: plot, on: &canvas)
  }
}

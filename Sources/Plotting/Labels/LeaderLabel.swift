import Drawing
import Geometry

/// A label at the end of a short dotted line that starts at a place of the plot: the name of a
/// bar's height. The label of a place outside the plot area is left out.
public struct LeaderLabel: ChartContent {
  private let text: String
  private let point: Point
  private let direction: HorizontalAlignment
  private let length: Double
  private let font: Font

  /// - Parameters:
  ///   - direction: `.trailing` puts the label to the right, `.leading` to the left.
  ///   - length: of the line, in points.
  public init(
    _ text: String, at point: Point, toward direction: HorizontalAlignment = .trailing,
    length: Double = 7, font: Font = .callout
  ) {
    self.text = text
    self.point = point
    self.direction = direction
    self.length = length
    self.font = font
  }

  public var extent: DataExtent { DataExtent([point]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let start = plot.position(point)
    guard plot.frame.inset(by: -0.5).contains(start) else { return }
    let sign = direction == .leading ? -1.0 : 1
    let scale = plot.theme.lineScale
    let end = start + Point(sign * length * scale, 0)
    canvas.stroke(
      Path(polyline: [start, end]), try plot.theme.color(.gray),
      StrokeStyle(width: 0.75, dash: [0.9, 0.9]).scaled(by: scale))
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let label = try Text(text).layOut(.ideal, in: environment)
    let x = direction == .leading ? end.x - 1.5 - label.size.width : end.x + 1.5
    try label.draw(at: Point(x, end.y - label.size.height / 2), on: &canvas)
  }
}

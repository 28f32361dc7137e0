import Drawing
import Geometry

/// A label at a place in data coordinates. It is not cut off at the edge of the plot area.
public struct TextMark: ChartContent {
  let text: String
  let point: Point
  let anchor: Alignment
  let spacing: Double
  let font: Font
  let hidesWhatIsBehind: Bool

  /// - Parameters:
  ///   - anchor: the point of the label that lies at `point`: `.bottomLeading` puts the label to
  ///     the upper right of it.
  ///   - spacing: distance between the point and the label, in points.
  ///   - hidesWhatIsBehind: whether the ground covers lines that run behind the label.
  public init(
    _ text: String, at point: Point, anchor: Alignment = .center, spacing: Double = 0,
    font: Font = .callout, hidesWhatIsBehind: Bool = false
  ) {
    self.text = text
    self.point = point
    self.anchor = anchor
    self.spacing = spacing
    self.font = font
    self.hidesWhatIsBehind = hidesWhatIsBehind
  }

  public var extent: DataExtent { DataExtent() }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let label = try Text(text).layOut(.ideal, in: environment)
    let box = Rect(.zero, label.size)
    let gap = anchor.point(in: Rect(x: -1, y: -1, width: 2, height: 2)) * spacing
    let origin = plot.position(point) - anchor.point(in: box) - gap
    if hidesWhatIsBehind {
      canvas.fill(Path(rect: Rect(origin, label.size)), try plot.theme.color(.ground))
    }
    try canvas.layer(opacity: plot.style.opacity) { try label.draw(at: origin, on: &$0) }
  }
}

import Drawing
import Geometry

/// Which ends of a line have arrow heads.
public enum ArrowHeads: Hashable, Sendable { case none, end, both }

/// What the modifiers of a mark have set.
public struct MarkStyle: Hashable, Sendable {
  public var foreground: Tone?
  public var outline: Tone?
  public var line: StrokeStyle?
  public var opacity = 1.0
  public var symbol: ChartSymbol?
  /// Diameter in points.
  public var symbolSize: Double?
  public var arrowHeads = ArrowHeads.none
}

/// A mark with a changed style. A modifier closer to the mark wins: it is applied after those
/// around.
struct StyledMark: ChartContent {
  let content: any ChartContent
  let change: @Sendable (inout MarkStyle) -> Void

  var extent: DataExtent { content.extent }
  var isClipped: Bool { content.isClipped }

  func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var plot = plot
    change(&plot.style)
    try content.draw(in: plot, on: &canvas)
  }
}

/// A mark that is measured by the second vertical axis.
struct SecondaryAxisMark: ChartContent {
  let content: any ChartContent

  var extent: DataExtent { DataExtent(x: content.extent.x, isTight: content.extent.isTight) }
  var isClipped: Bool { content.isClipped }

  func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    guard let y = plot.secondaryY else {
      throw DrawingError(
        "a mark is on the second axis of a chart that has none; add chartSecondaryYAxis")
    }
    var plot = plot
    plot.y = y
    try content.draw(in: plot, on: &canvas)
  }
}

/// A mark with a name.
struct NamedMark: ChartContent {
  let content: any ChartContent
  let name: String

  var extent: DataExtent { content.extent }
  var isClipped: Bool { content.isClipped }

  func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    try canvas.part(name) { try content.draw(in: plot, on: &$0) }
  }
}

/// A mark that is on its way into view. Scales, and labels that look for a free place, take it as
/// it will be in the end.
struct AppearingMark: ChartContent {
  let content: any ChartContent
  let progress: Double
  let how: Appearance

  var extent: DataExtent { content.extent }
  var isClipped: Bool { content.isClipped }

  func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    try canvas.appear(progress, how) { try content.draw(in: plot, on: &$0) }
  }
}

extension ChartContent {
  /// Lets the mark appear.
  ///
  /// - Parameter progress: 0 where nothing is there yet, 1 where all is; falling, it vanishes.
  public func appear(_ progress: Double, _ how: Appearance = .fade) -> some ChartContent {
    AppearingMark(content: self, progress: progress, how: how)
  }

  /// Names the mark, so that it can be pointed at and animated by that name.
  public func part(_ name: String) -> some ChartContent { NamedMark(content: self, name: name) }

  func styled(_ change: @escaping @Sendable (inout MarkStyle) -> Void) -> some ChartContent {
    StyledMark(content: self, change: change)
  }

  /// The tone of a line, a fill or a symbol.
  public func foregroundStyle(_ tone: Tone) -> some ChartContent { styled { $0.foreground = tone } }

  /// The tone of a symbol's outline.
  public func outline(_ tone: Tone?) -> some ChartContent { styled { $0.outline = tone } }

  public func lineStyle(_ style: StrokeStyle) -> some ChartContent { styled { $0.line = style } }

  /// A solid or dashed line of the given width; dashes in points, drawn and left out in turn.
  public func lineStyle(width: Double, dash: [Double] = []) -> some ChartContent {
    let cap: StrokeStyle.Cap = dash.isEmpty ? .round : .butt
    return lineStyle(StrokeStyle(width: width, cap: cap, join: .round, dash: dash))
  }

  public func opacity(_ opacity: Double) -> some ChartContent { styled { $0.opacity *= opacity } }
  public func symbol(_ symbol: ChartSymbol) -> some ChartContent { styled { $0.symbol = symbol } }

  /// The diameter of symbols in points.
  public func symbolSize(_ diameter: Double) -> some ChartContent {
    styled { $0.symbolSize = diameter }
  }

  /// Which ends of a line have arrow heads.
  public func arrowHeads(_ heads: ArrowHeads = .end) -> some ChartContent {
    styled { $0.arrowHeads = heads }
  }

  /// Measures the mark's `y` by the second vertical axis.
  public func onSecondaryAxis() -> some ChartContent { SecondaryAxisMark(content: self) }
}

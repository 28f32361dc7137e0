import Drawing
import Geometry

/// A mark, or several: something that a chart draws from data.
public protocol ChartContent: Sendable {
  /// The data that automatic scales must cover.
  var extent: DataExtent { get }
  /// Whether the plot area's edge cuts the mark off.
  var isClipped: Bool { get }
  func draw(in plot: PlotArea, on canvas: inout Canvas) throws
}

extension ChartContent {
  public var isClipped: Bool { true }
}

/// The smallest box of data values around something; empty along an axis without data.
public struct DataExtent: Hashable, Sendable {
  public var x: ClosedRange<Double>?
  public var y: ClosedRange<Double>?
  /// Whether the box is to fill the plot area, as a heat map does, with no room around it.
  public var isTight: Bool

  public init(
    x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil, isTight: Bool = false
  ) {
    self.x = x
    self.y = y
    self.isTight = isTight
  }

  /// The extent of points; those that are not finite do not count.
  public init(_ points: some Sequence<Point>) {
    let finite = points.lazy.filter { $0.x.isFinite && $0.y.isFinite }
    let box = Rect.bounding(finite)
    self.init(x: box.map { $0.minX...$0.maxX }, y: box.map { $0.minY...$0.maxY })
  }

  public func union(_ other: DataExtent) -> DataExtent {
    DataExtent(
      x: Self.union(x, other.x), y: Self.union(y, other.y), isTight: isTight || other.isTight)
  }

  private static func union(
    _ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?
  ) -> ClosedRange<Double>? {
    guard let a, let b else { return a ?? b }
    return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }
}

/// The plot area of a chart while its marks are drawn.
public struct PlotArea: Sendable {
  /// The area on the page, in points.
  public let frame: Rect
  public let x: Scale
  public let y: Scale
  public let environment: DrawingEnvironment
  public internal(set) var style = MarkStyle()

  public var theme: Theme { environment.theme }

  /// The place on the page of a point in data coordinates.
  public func position(_ data: Point) -> Point {
    Point(
      frame.minX + x.position(data.x) * frame.width, frame.maxY - y.position(data.y) * frame.height)
  }

  /// The rectangle on the page of a box in data coordinates.
  public func rect(x: ClosedRange<Double>, y: ClosedRange<Double>) -> Rect {
    let a = position(Point(x.lowerBound, y.upperBound))
    let b = position(Point(x.upperBound, y.lowerBound))
    return Rect(a, Size(b.x - a.x, b.y - a.y))
  }

  /// The style's tone, or the mark's own default, in the theme's colours.
  public func color(default tone: Tone) throws -> Color {
    try theme.color(style.foreground ?? tone).opacity(style.opacity)
  }

  /// The style's stroke with the theme's scale, or one of the mark's default width.
  public func stroke(defaultWidth: Double) -> StrokeStyle {
    (style.line ?? StrokeStyle(width: defaultWidth, cap: .round, join: .round))
      .scaled(by: theme.lineScale)
  }
}

/// What the modifiers of a mark have set.
public struct MarkStyle: Hashable, Sendable {
  public var foreground: Tone?
  public var outline: Tone?
  public var line: StrokeStyle?
  public var opacity = 1.0
  public var symbol: ChartSymbol?
  /// Diameter in points.
  public var symbolSize: Double?
  public var arrowHeads = false
}

/// A mark with a changed style. A modifier closer to the mark wins: it is applied after those around.
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

extension ChartContent {
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

  /// Whether a line ends in an arrow head.
  public func arrowHeads(_ isVisible: Bool = true) -> some ChartContent {
    styled { $0.arrowHeads = isVisible }
  }
}

/// Collects the marks that a closure lists.
@resultBuilder
public enum ChartContentBuilder {
  public static func buildExpression(_ mark: some ChartContent) -> [any ChartContent] { [mark] }
  public static func buildExpression(_ marks: [any ChartContent]) -> [any ChartContent] { marks }
  public static func buildBlock(_ parts: [any ChartContent]...) -> [any ChartContent] {
    parts.flatMap { $0 }
  }
  public static func buildArray(_ parts: [[any ChartContent]]) -> [any ChartContent] {
    parts.flatMap { $0 }
  }
  public static func buildOptional(_ part: [any ChartContent]?) -> [any ChartContent] { part ?? [] }
  public static func buildEither(first: [any ChartContent]) -> [any ChartContent] { first }
  public static func buildEither(second: [any ChartContent]) -> [any ChartContent] { second }
}

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
  public internal(set) var y: Scale
  /// The scale of the second vertical axis, if there is one.
  public let secondaryY: Scale?
  public let environment: DrawingEnvironment
  public internal(set) var style = MarkStyle()
  /// Where this chart's commands begin on the canvas: those from there on are in a label's way.
  let firstCommand: Int

  init(
    frame: Rect, x: Scale, y: Scale, secondaryY: Scale? = nil, environment: DrawingEnvironment,
    firstCommand: Int = 0
  ) {
    self.frame = frame
    self.x = x
    self.y = y
    self.secondaryY = secondaryY
    self.environment = environment
    self.firstCommand = firstCommand
  }

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
    return Rect(
      x: min(a.x, b.x), y: min(a.y, b.y), width: abs(b.x - a.x), height: abs(b.y - a.y))
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

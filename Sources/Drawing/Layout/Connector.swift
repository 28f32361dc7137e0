import Geometry

/// An arrow between two named parts of a drawing.
public struct Connector: Hashable, Sendable {
  let source: String
  let target: String
  let anchor: UnitPoint?
  var tone: Tone
  var style: StrokeStyle
  var gap: Double

  /// - Parameters:
  ///   - source, target: names given with `part`; the arrow runs between their nearest borders.
  ///   - anchor: where on the target the arrow ends; by default at the nearest place.
  ///   - gap: distance that the arrow keeps from both, in points.
  public init(
    from source: String, to target: String, at anchor: UnitPoint? = nil, tone: Tone = .gray,
    style: StrokeStyle = StrokeStyle(width: 1.1, dash: [1.1, 1.6]), gap: Double = 3
  ) {
    self.source = source
    self.target = target
    self.anchor = anchor
    self.tone = tone
    self.style = style
    self.gap = gap
  }

  func draw(on canvas: inout Canvas, theme: Theme) throws {
    let from = try canvas.bounds(ofPart: source)
    let to = try canvas.bounds(ofPart: target)
    let color = try theme.color(tone)
    let scale = theme.lineScale
    let outside = to.inset(by: -gap)
    let end =
      anchor.map {
        Point(outside.minX + $0.x * outside.width, outside.minY + $0.y * outside.height)
      }
      ?? outside.nearestPoint(to: from.center)
    let start = from.inset(by: -gap).borderPoint(towards: end)
    canvas.arrow(
      [start, end], color: color, style: style.scaled(by: scale), headLength: 5.5 * scale,
      headWidth: 4.2 * scale)
  }
}

/// A place in a rectangle: (0, 0) is its upper left corner, (1, 1) the lower right.
public struct UnitPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

extension Rect {
  /// The point of the rectangle nearest to `point`.
  func nearestPoint(to point: Point) -> Point {
    Point(min(max(point.x, minX), maxX), min(max(point.y, minY), maxY))
  }

  /// Where the line from the centre towards `target` leaves the rectangle.
  func borderPoint(towards target: Point) -> Point {
    let d = target - center
    let t = min(
      d.x == 0 ? .infinity : width / 2 / abs(d.x), d.y == 0 ? .infinity : height / 2 / abs(d.y))
    return t.isFinite && t < 1 ? center + d * t : target
  }
}

extension Drawing {
  /// Draws arrows between named parts of this drawing, over it.
  public func connectors(_ connectors: [Connector]) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
        origin, canvas in
        try inner.draw(at: origin, on: &canvas)
        for connector in connectors { try connector.draw(on: &canvas, theme: environment.theme) }
      }
    }
  }
}

/// Nothing, in no room: an empty cell of a grid.
public struct EmptyDrawing: Drawing {
  public init() {}

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    LaidOut(size: .zero) { _, _ in }
  }
}

import CCairo
import Geometry

/// Cuts a line into pieces while it is handed to Cairo, and strokes each.
///
/// Two pieces share one segment, so that the joins at its ends are whole.
struct StrokePieces {
  static let length = 50

  private var count = 0
  private var first = Point.zero
  private var second = Point.zero
  private var previous = Point.zero
  private var isFirstLine = true
  private var isCut = false

  mutating func move(to p: Point, _ context: OpaquePointer) {
    if count >= StrokePieces.length { cairo_stroke(context) }
    self = StrokePieces(startingAt: p, count: count >= StrokePieces.length ? 0 : count)
  }

  /// Called after the line has been added to the context's path.
  mutating func line(to p: Point, _ context: OpaquePointer) {
    if isFirstLine { second = p }
    isFirstLine = false
    count += 1
    if count >= StrokePieces.length {
      cairo_stroke(context)
      cairo_move_to(context, previous.x, previous.y)
      cairo_line_to(context, p.x, p.y)
      (count, isCut) = (1, true)
    }
    previous = p
  }

  /// Closes a line of which a part is already drawn; returns `false` if none is.
  mutating func close(_ context: OpaquePointer) -> Bool {
    guard isCut else { return false }
    cairo_line_to(context, first.x, first.y)
    cairo_line_to(context, second.x, second.y)
    cairo_stroke(context)
    cairo_move_to(context, first.x, first.y)
    self = StrokePieces(startingAt: first, count: 0)
    return true
  }

  init() {}

  private init(startingAt p: Point, count: Int) {
    (first, previous) = (p, p)
    self.count = count
  }
}

import CCairo
import Drawing
import Geometry

/// A Cairo context whose unit is the target's own (a pixel, or a point in a PDF); pictures come in
/// points and are multiplied by `scale` on the way in.
final class CairoContext {
  let pointer: OpaquePointer
  let scale: Double
  /// How far, in target units, a drawn line may run from the true polyline.
  let tolerance: Double
  /// Sums `0 * coordinate`: stays zero unless a coordinate is infinite or not a number.
  private var poison = 0.0
  private var pieces: StrokePieces?

  init(surface: OpaquePointer, scale: Double, tolerance: Double) {
    pointer = cairo_create(surface)
    self.scale = scale
    self.tolerance = tolerance
  }

  deinit { cairo_destroy(pointer) }

  /// Throws if Cairo has met an error or a path had a coordinate that is no finite number.
  func check() throws {
    guard poison == 0 else {
      throw RenderingError(
        "the picture has a coordinate that is not a finite number: a value diverged or was divided "
          + "by zero before it was drawn")
    }
    try checkCairo(cairo_status(pointer), "drawing")
  }

  /// Remembers whether a coordinate that is not drawn is a finite number.
  func inspect(_ p: Point) { poison += 0 * (p.x + p.y) }

  func setSource(_ color: Color) {
    poison += 0 * (color.red + color.green + color.blue + color.opacity)
    cairo_set_source_rgba(pointer, color.red, color.green, color.blue, color.opacity)
  }

  func set(_ style: StrokeStyle) {
    poison += 0 * (style.width + style.dashPhase)
    cairo_set_line_width(pointer, style.width * scale)
    cairo_set_line_cap(pointer, style.cap.cairo)
    cairo_set_line_join(pointer, style.join.cairo)
    // A dash pattern without length stops Cairo for good; such a line is solid.
    let dash = style.dash.allSatisfy { $0 >= 0 } && style.dash.contains { $0 > 0 } ? style.dash : []
    cairo_set_dash(pointer, dash.map { $0 * scale }, CInt(dash.count), style.dashPhase * scale)
  }

  // MARK: Paths

  private func move(to p: Point) {
    poison += 0 * (p.x + p.y)
    pieces?.move(to: p, pointer)
    cairo_move_to(pointer, p.x, p.y)
  }

  private func line(to p: Point) {
    poison += 0 * (p.x + p.y)
    cairo_line_to(pointer, p.x, p.y)
    pieces?.line(to: p, pointer)
  }

  private func close() {
    if pieces?.close(pointer) != true { cairo_close_path(pointer) }
  }

  /// Strokes a path in points with the source and style that are set.
  ///
  /// Cairo looks for crossings all over a path, so a long line costs the square of its length.
  /// Where overlaps can't be seen, long lines are drawn piece by piece instead.
  func stroke(_ path: Path, overlapsAreInvisible: Bool) {
    pieces = overlapsAreInvisible ? StrokePieces() : nil
    add(path)
    pieces = nil
    cairo_stroke(pointer)
  }

  /// Adds `path`, mapped by `transform` to target units, as it stands.
  func add(_ path: Path, _ transform: AffineTransform) {
    for element in path.elements {
      switch element {
      case .move(let p): move(to: transform.apply(p))
      case .line(let p): line(to: transform.apply(p))
      case .curve(let c1, let c2, let p):
        let (q1, q2, q) = (transform.apply(c1), transform.apply(c2), transform.apply(p))
        poison += 0 * (q1.x + q1.y + q2.x + q2.y + q.x + q.y)
        cairo_curve_to(pointer, q1.x, q1.y, q2.x, q2.y, q.x, q.y)
      case .close: close()
      }
    }
  }

  /// Adds a path in points. Long polylines are thinned to what can be seen; coordinates beyond what
  /// Cairo's fixed-point numbers hold are cut off.
  func add(_ path: Path) {
    guard path.elements.count > 32 || !fits(path) else {
      add(path, .scale(scale, scale))
      return
    }
    var lines = PolylineSimplifier(tolerance: tolerance)
    var start = Point.zero
    for element in path.elements {
      switch element {
      case .move(let p):
        lines.finish { line(to: $0) }
        start = p * scale
        move(to: limited(start))
        lines.begin(at: limited(start))
      case .line(let p):
        addLine(to: p * scale, &lines)
      case .curve(let c1, let c2, let p):
        lines.finish { line(to: $0) }
        let (q1, q2, q) = (limited(c1 * scale), limited(c2 * scale), limited(p * scale))
        cairo_curve_to(pointer, q1.x, q1.y, q2.x, q2.y, q.x, q.y)
        lines.begin(at: q)
      case .close:
        lines.finish { line(to: $0) }
        close()
        lines.begin(at: limited(start))
      }
    }
    lines.finish { line(to: $0) }
  }

  private func addLine(to p: Point, _ lines: inout PolylineSimplifier) {
    let limit = CairoContext.limit
    poison += 0 * (p.x + p.y)
    guard abs(p.x) > limit || abs(p.y) > limit || lines.isFar(limit) else {
      lines.add(p) { line(to: $0) }
      return
    }
    // Follow the true direction up to the limit, then along it.
    if let (entry, exit) = clipped(lines.last, p) {
      lines.add(entry) { line(to: $0) }
      lines.add(exit) { line(to: $0) }
    }
    lines.add(limited(p)) { line(to: $0) }
  }

  /// Cairo holds coordinates up to 2²³; this leaves room for line widths and intersections.
  static let limit = 1e5

  private func fits(_ path: Path) -> Bool {
    let limit = CairoContext.limit / scale
    return path.elements.allSatisfy { element in
      switch element {
      case .move(let p), .line(let p): !(abs(p.x) > limit || abs(p.y) > limit)
      case .curve(let c1, let c2, let p):
        ![c1, c2, p].contains { abs($0.x) > limit || abs($0.y) > limit }
      case .close: true
      }
    }
  }

  private func limited(_ p: Point) -> Point {
    poison += 0 * (p.x + p.y)
    let limit = CairoContext.limit
    return Point(min(max(p.x, -limit), limit), min(max(p.y, -limit), limit))
  }

  /// The part of a segment inside the limits (Liang and Barsky 1984), if there is one.
  private func clipped(_ a: Point, _ b: Point) -> (Point, Point)? {
    let limit = CairoContext.limit
    let delta = b - a
    var (enter, leave) = (0.0, 1.0)
    for (p, q) in [
      (-delta.x, a.x + limit), (delta.x, limit - a.x), (-delta.y, a.y + limit),
      (delta.y, limit - a.y),
    ] {
      if p == 0 {
        if q < 0 { return nil }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    guard enter < leave else { return nil }
    return (a + delta * enter, a + delta * leave)
  }
}

/// Throws what Cairo has to say about `status`, unless it is success.
func checkCairo(_ status: cairo_status_t, _ action: String) throws {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  let message = String(cString: cairo_status_to_string(status))
  throw RenderingError("Cairo failed while \(action): \(message)")
}

extension StrokeStyle.Cap {
  var cairo: cairo_line_cap_t {
    switch self {
    case .butt: CAIRO_LINE_CAP_BUTT
    case .round: CAIRO_LINE_CAP_ROUND
    case .square: CAIRO_LINE_CAP_SQUARE
    }
  }
}

extension StrokeStyle.Join {
  var cairo: cairo_line_join_t {
    switch self {
    case .miter: CAIRO_LINE_JOIN_MITER
    case .round: CAIRO_LINE_JOIN_ROUND
    case .bevel: CAIRO_LINE_JOIN_BEVEL
    }
  }
}

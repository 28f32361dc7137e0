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

  /// How many lines are stroked at once, where a path is drawn in pieces.
  static let pieceLength = 50

  init(surface: OpaquePointer, scale: Double, tolerance: Double) {
    pointer = cairo_create(surface)
    self.scale = scale
    self.tolerance = tolerance
  }

  deinit { cairo_destroy(pointer) }

  /// Throws if Cairo has met an error or a path had a coordinate that is no finite number.
  func check() throws {
    guard poison == 0 else { throw Picture.notFinite }
    try checkCairo(cairo_status(pointer), "drawing")
  }

  /// Remembers whether a coordinate is a finite number.
  func inspect(_ p: Point) { poison += 0 * (p.x + p.y) }

  func setSource(_ color: Color) {
    poison += 0 * (color.red + color.green + color.blue + color.opacity)
    cairo_set_source_rgba(pointer, color.red, color.green, color.blue, color.opacity)
  }

  func setSource(_ shading: Shading) {
    inspect(shading.start + shading.end)
    let pattern = cairo_pattern_create_linear(
      shading.start.x * scale, shading.start.y * scale, shading.end.x * scale,
      shading.end.y * scale)
    let last = Double(shading.colors.count - 1)
    for (index, color) in shading.colors.enumerated() {
      poison += 0 * (color.red + color.green + color.blue + color.opacity)
      cairo_pattern_add_color_stop_rgba(
        pattern, Double(index) / last, color.red, color.green, color.blue, color.opacity)
    }
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
    cairo_set_source(pointer, pattern)
    cairo_pattern_destroy(pattern)
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

  /// Adds an element in target units.
  private func add(_ element: Path.Element) {
    switch element {
    case .move(let p):
      inspect(p)
      cairo_move_to(pointer, p.x, p.y)
    case .line(let p):
      inspect(p)
      cairo_line_to(pointer, p.x, p.y)
    case .curve(let c1, let c2, let p):
      inspect(c1 + c2 + p)
      cairo_curve_to(pointer, c1.x, c1.y, c2.x, c2.y, p.x, p.y)
    case .close: cairo_close_path(pointer)
    }
  }

  /// Strokes a path in points with the source and style that are set.
  func stroke(_ path: Path) {
    add(path)
    cairo_stroke(pointer)
  }

  /// Strokes a path in target units.
  func stroke(piece: Path) {
    for element in piece.elements { add(element) }
    cairo_stroke(pointer)
  }

  /// A path in points as pieces in target units, thinned to what can be seen.
  ///
  /// To fill pixels, Cairo looks for crossings all over a path, so a long line costs the square of
  /// its length. Where overlaps can't be seen, it may be drawn in pieces instead.
  func pieces(of path: Path) -> [Path] {
    var thinned = Path()
    path.forEachThinned(scale: scale, tolerance: tolerance) { thinned.elements.append($0) }
    return thinned.pieces(of: CairoContext.pieceLength)
  }

  /// Adds `path`, mapped by `transform` to target units, as it stands.
  func add(_ path: Path, _ transform: AffineTransform) {
    for element in path.elements { add(element.applying(transform)) }
  }

  /// Adds a path in points, thinned to what can be seen.
  func add(_ path: Path) {
    path.forEachThinned(scale: scale, tolerance: tolerance) { add($0) }
  }
}

extension Path.Element {
  fileprivate func applying(_ transform: AffineTransform) -> Path.Element {
    switch self {
    case .move(let p): .move(transform.apply(p))
    case .line(let p): .line(transform.apply(p))
    case .curve(let c1, let c2, let p):
      .curve(transform.apply(c1), transform.apply(c2), transform.apply(p))
    case .close: .close
    }
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

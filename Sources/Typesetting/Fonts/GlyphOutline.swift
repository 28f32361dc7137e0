import CHarfBuzz
import Geometry

/// Reads a glyph's outline through HarfBuzz's drawing callbacks.
enum GlyphOutline {
  private struct Pen {
    var path = Path()
    var scale: Double

    mutating func add(_ element: (Pen) -> Path.Element) { path.elements.append(element(self)) }

    /// Font units with `y` upwards to em with `y` downwards.
    func point(_ x: Float, _ y: Float) -> Point {
      Point(Double(x) * scale, -Double(y) * scale)
    }
  }

  /// The callbacks, made once; HarfBuzz turns quadratic curves into cubic ones when it is given
  /// none for them.
  private struct Callbacks: @unchecked Sendable {
    let raw: OpaquePointer?

    init() {
      raw = hb_draw_funcs_create()
      hb_draw_funcs_set_move_to_func(
        raw, { _, data, _, x, y, _ in pen(data).pointee.add { .move($0.point(x, y)) } }, nil, nil)
      hb_draw_funcs_set_line_to_func(
        raw, { _, data, _, x, y, _ in pen(data).pointee.add { .line($0.point(x, y)) } }, nil, nil)
      hb_draw_funcs_set_cubic_to_func(
        raw,
        { _, data, _, x1, y1, x2, y2, x, y, _ in
          pen(data).pointee.add { .curve($0.point(x1, y1), $0.point(x2, y2), $0.point(x, y)) }
        }, nil, nil)
      hb_draw_funcs_set_close_path_func(
        raw, { _, data, _, _ in pen(data).pointee.add { _ in .close } }, nil, nil)
      hb_draw_funcs_make_immutable(raw)
    }
  }

  private static let callbacks = Callbacks()

  private static func pen(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Pen> {
    guard let data else { preconditionFailure("HarfBuzz lost the pen") }
    return data.assumingMemoryBound(to: Pen.self)
  }

  static func read(_ glyph: UInt32, from font: Font) -> Path {
    var pen = Pen(scale: font.scale)
    withUnsafeMutablePointer(to: &pen) {
      hb_font_get_glyph_shape(font.raw, glyph, callbacks.raw, $0)
    }
    return pen.path
  }
}

import Geometry

/// Type at its final places: a label of one or more lines, or a formula.
///
/// Coordinates are in points, `y` downwards; the origin is the start of the first line's baseline.
public struct TypesetText: Hashable, Sendable {
  /// Something to draw. A colour is the name that the source gave, `nil` for the label's own
  /// colour; a part is the name given with `\part`, the innermost one if they are nested.
  public enum Piece: Hashable, Sendable {
    case glyphs(GlyphRun, color: String?, part: String?)
    /// A filled rectangle: a fraction's bar, the top of a root.
    case rule(Rect, color: String?, part: String?)
  }

  /// The advance: where a text that follows on the same line would start.
  public var width: Double
  /// From the baseline of the first line up to the top of the box. A label's box has the same
  /// ascent and descent whatever its letters are, so that labels line up; only a formula that
  /// sticks out makes it larger. A formula's own box is tight, as in TeX.
  public var ascent: Double
  /// From the baseline of the first line down to the bottom of the box.
  public var descent: Double
  /// What the pieces cover; the place of the origin with no size if there are none.
  public var inkBounds: Rect
  public var pieces: [Piece]
  /// What each named part covers, with the parts inside it.
  public var parts: [String: Rect]

  public init(
    width: Double, ascent: Double, descent: Double, inkBounds: Rect, pieces: [Piece],
    parts: [String: Rect] = [:]
  ) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.inkBounds = inkBounds
    self.pieces = pieces
    self.parts = parts
  }

  /// The box for layout: the advance wide, from the ascent to the descent.
  public var bounds: Rect {
    Rect(x: 0, y: -ascent, width: width, height: ascent + descent)
  }

  /// The characters of all the pieces in order.
  public var text: String {
    pieces.reduce(into: "") { text, piece in
      if case .glyphs(let run, _, _) = piece { text += run.text }
    }
  }
}

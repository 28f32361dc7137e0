import Geometry

/// A font that Lantern sets type in. Its raw value is the name of the font's file without ending.
public enum FontFace: String, Hashable, Sendable, CaseIterable {
  case sans = "lmsans10-regular"
  case sansItalic = "lmsans10-oblique"
  case sansBold = "lmsans10-bold"
  case sansBoldItalic = "lmsans10-boldoblique"
  /// Wider and heavier sans for small type in scripts, as `sansItalicScript` for the italic.
  case sansScript = "lmsans8-regular"
  case sansItalicScript = "lmsans8-oblique"
  case serif = "lmroman10-regular"
  case serifItalic = "lmroman10-italic"
  case serifBold = "lmroman10-bold"
  case serifBoldItalic = "lmroman10-bolditalic"
  case mono = "lmmono10-regular"
  case monoItalic = "lmmono10-italic"
  case monoBold = "lmmonolt10-bold"
  case monoBoldItalic = "lmmonolt10-boldoblique"
  case math = "latinmodern-math"

  // For characters that Latin Modern lacks.
  case dejaVuSans = "DejaVuSans"
  case dejaVuSansBold = "DejaVuSans-Bold"
  case dejaVuSerif = "DejaVuSerif"
  case dejaVuSerifBold = "DejaVuSerif-Bold"
  case dejaVuMono = "DejaVuSansMono"
  case droidFallback = "DroidSansFallbackFull"
  case notoCJK = "NotoSansCJK-Regular"

  /// Whether the font only stands in for characters that Latin Modern lacks.
  public var isFallback: Bool {
    switch self {
    case .dejaVuSans, .dejaVuSansBold, .dejaVuSerif, .dejaVuSerifBold, .dejaVuMono, .droidFallback,
      .notoCJK:
      true
    default: false
    }
  }
}

/// Glyphs of one font and size, each at its place.
///
/// Coordinates are in points, `y` downwards, relative to the start of the baseline of the text that
/// the run belongs to.
public struct GlyphRun: Hashable, Sendable {
  public struct Glyph: Hashable, Sendable {
    /// The glyph's index in its font.
    public var id: UInt32
    /// Where the glyph's own origin lies.
    public var position: Point

    public init(id: UInt32, position: Point) {
      self.id = id
      self.position = position
    }
  }

  public var face: FontFace
  /// Points per em.
  public var size: Double
  public var glyphs: [Glyph]
  /// The characters that the glyphs stand for, for selection and search.
  public var text: String

  public init(face: FontFace, size: Double, glyphs: [Glyph], text: String) {
    self.face = face
    self.size = size
    self.glyphs = glyphs
    self.text = text
  }
}

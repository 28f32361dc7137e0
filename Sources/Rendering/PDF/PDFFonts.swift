import CCairo
import Synchronization
import Typesetting

/// The font files that PDFs embed, opened by FreeType for Cairo.
///
/// Cairo keeps what it knows of a font beyond the documents that use it, so fonts stay open as long
/// as the process lives; and since Cairo's own locking of fonts has had gaps, PDFs are made one at
/// a time, which is what makes this class `Sendable`.
final class PDFFonts: @unchecked Sendable {
  struct Font {
    let cairoFace: OpaquePointer
    let freeTypeFace: FT_Face

    /// The font's usual glyph for a character; 0 if it has none.
    func nominalGlyph(_ scalar: Unicode.Scalar) -> UInt32 {
      FT_Get_Char_Index(freeTypeFace, FT_ULong(scalar.value))
    }
  }

  /// Outlines unchanged, positions unrounded.
  let options: OpaquePointer
  private let library: FT_Library
  private var fonts: [FontFace: Font] = [:]

  private static let shared = Result { try PDFFonts() }
  private static let lock = Mutex(())

  static func withShared<Result>(_ body: (PDFFonts) throws -> Result) throws -> Result {
    let fonts = try shared.get()
    return try lock.withLock { _ in try body(fonts) }
  }

  private init() throws {
    var library: FT_Library?
    guard FT_Init_FreeType(&library) == 0, let library else {
      throw RenderingError("FreeType could not be started; install the Debian package libfreetype6")
    }
    self.library = library
    options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
  }

  func font(_ face: FontFace) throws -> Font {
    if let font = fonts[face] { return font }
    let path = try FontLibrary.file(for: face)
    var freeTypeFace: FT_Face?
    guard FT_New_Face(library, path, 0, &freeTypeFace) == 0, let freeTypeFace else {
      throw RenderingError("\(path) is not a font that FreeType can read; install it again")
    }
    guard
      let cairoFace = cairo_ft_font_face_create_for_ft_face(freeTypeFace, CInt(FT_LOAD_NO_HINTING))
    else { throw RenderingError("Cairo can't use the font \(path)") }
    try checkCairo(cairo_font_face_status(cairoFace), "opening the font \(path)")
    let font = Font(cairoFace: cairoFace, freeTypeFace: freeTypeFace)
    fonts[face] = font
    return font
  }
}

import CHarfBuzz
import Synchronization

/// The mathematics font, with the measures of its MATH table in em.
struct MathFont: Sendable {
  let font: Font
  let constants: MathConstants
  private let scriptLookup: ScriptForms

  /// The font opened once for the process.
  static func shared() throws(TypesettingError) -> MathFont {
    if let known = cache.withLock({ $0 }) { return known }
    let opened = MathFont(font: try FontLibrary.font(.math))
    cache.withLock { $0 = opened }
    return opened
  }

  private static let cache = Mutex<MathFont?>(nil)

  private init(font: Font) {
    self.font = font
    constants = MathConstants(font)
    scriptLookup = ScriptForms(font)
  }

  /// The glyph of a character in a style: fonts have heavier forms for scripts (`ssty`).
  func glyph(for scalar: Unicode.Scalar, level: MathStyle.Level) -> UInt32? {
    guard let glyph = font.glyph(for: scalar) else { return nil }
    return scriptLookup.form(of: glyph, level: level)
  }

  func italicCorrection(of glyph: UInt32) -> Double {
    Double(hb_ot_math_get_glyph_italics_correction(font.raw, glyph)) * font.scale
  }

  /// Where an accent over the glyph has its centre: HarfBuzz gives half the advance for glyphs
  /// without a point of their own.
  func accentAttachment(of glyph: UInt32) -> Double {
    Double(hb_ot_math_get_glyph_top_accent_attachment(font.raw, glyph)) * font.scale
  }

  /// The kern of a corner of a glyph at a height above the baseline.
  func kern(of glyph: UInt32, _ corner: hb_ot_math_kern_t, at height: Double) -> Double {
    let units = hb_position_t((height / font.scale).rounded())
    return Double(hb_ot_math_get_glyph_kerning(font.raw, glyph, corner, units)) * font.scale
  }
}

import CHarfBuzz
import Geometry
import Synchronization

/// The measures of a glyph in em: its advance, and its ink box with `y` upwards.
struct GlyphMetrics: Hashable, Sendable {
  var advance = 0.0
  var left = 0.0
  var right = 0.0
  /// The ink's top above the baseline.
  var height = 0.0
  /// The ink's bottom below the baseline.
  var depth = 0.0
}

/// A font file that HarfBuzz has opened. Lengths are in em.
///
/// HarfBuzz maps the file and reads a table when it is first asked for; an immutable `hb_font_t`
/// may be used by several threads at once, which is why this class is `Sendable`.
final class Font: @unchecked Sendable {
  let face: FontFace
  let path: String
  let raw: OpaquePointer
  let rawFace: OpaquePointer
  /// Font units to em.
  let scale: Double
  private let metrics: Mutex<[GlyphMetrics?]>
  private let outlines = Mutex<[UInt32: Path]>([:])

  init(_ face: FontFace, path: String) throws(TypesettingError) {
    guard let blob = hb_blob_create_from_file_or_fail(path) else {
      throw TypesettingError("cannot read the font file \(path)")
    }
    defer { hb_blob_destroy(blob) }
    guard let rawFace = hb_face_create(blob, 0), hb_face_get_glyph_count(rawFace) > 0,
      let raw = hb_font_create(rawFace)
    else { throw TypesettingError("\(path) is not a font; install it again") }
    hb_face_make_immutable(rawFace)
    hb_font_make_immutable(raw)
    self.face = face
    self.path = path
    self.raw = raw
    self.rawFace = rawFace
    scale = 1 / Double(hb_face_get_upem(rawFace))
    metrics = Mutex(Array(repeating: nil, count: Int(hb_face_get_glyph_count(rawFace))))
  }

  deinit {
    hb_font_destroy(raw)
    hb_face_destroy(rawFace)
  }

  /// The glyph of a character, or `nil` if the font has none.
  func glyph(for scalar: Unicode.Scalar) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(raw, scalar.value, &glyph) != 0 ? glyph : nil
  }

  func metrics(of glyph: UInt32) -> GlyphMetrics {
    metrics.withLock { table in
      let index = Int(glyph)
      guard index < table.count else { return GlyphMetrics() }
      if let known = table[index] { return known }
      var extents = hb_glyph_extents_t()
      hb_font_get_glyph_extents(raw, glyph, &extents)
      let measured = GlyphMetrics(
        advance: Double(hb_font_get_glyph_h_advance(raw, glyph)) * scale,
        left: Double(extents.x_bearing) * scale,
        right: Double(extents.x_bearing + extents.width) * scale,
        height: Double(extents.y_bearing) * scale,
        depth: -Double(extents.y_bearing + extents.height) * scale)
      table[index] = measured
      return measured
    }
  }

  /// A glyph's outline in em, `y` downwards.
  func outline(of glyph: UInt32) -> Path {
    if let known = outlines.withLock({ $0[glyph] }) { return known }
    let path = GlyphOutline.read(glyph, from: self)
    outlines.withLock { $0[glyph] = path }
    return path
  }
}

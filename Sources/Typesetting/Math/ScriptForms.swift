import CHarfBuzz
import Synchronization

/// The glyphs that a font has for script and second-order script sizes: its `ssty` feature.
final class ScriptForms: Sendable {
  private let lookups: [UInt32]
  private let font: Font
  /// Known forms: at twice the glyph's index the script form, then the second-order one.
  private let forms = Mutex<[UInt32: UInt32]>([:])

  init(_ font: Font) {
    self.font = font
    let set = hb_set_create()
    defer { hb_set_destroy(set) }
    // Tags are four letters in one number, GSUB and ssty.
    var features: [hb_tag_t] = [0x7373_7479, 0]
    hb_ot_layout_collect_lookups(font.rawFace, 0x4753_5542, nil, nil, &features, set)
    var lookups: [UInt32] = []
    var next: hb_codepoint_t = ~0
    while hb_set_next(set, &next) != 0 { lookups.append(next) }
    self.lookups = lookups
  }

  func form(of glyph: UInt32, level: MathStyle.Level) -> UInt32 {
    let order: UInt32
    switch level {
    case .display, .text: return glyph
    case .script: order = 0
    case .scriptScript: order = 1
    }
    let key = 2 * glyph + order
    if let known = forms.withLock({ $0[key] }) { return known }
    var form = glyph
    for lookup in lookups {
      var alternates: [hb_codepoint_t] = [0, 0]
      var count = UInt32(alternates.count)
      _ = hb_ot_layout_lookup_get_glyph_alternates(
        font.rawFace, lookup, glyph, 0, &count, &alternates)
      if count > 0 {
        form = alternates[min(Int(order), Int(count) - 1)]
        break
      }
    }
    forms.withLock { $0[key] = form }
    return form
  }
}

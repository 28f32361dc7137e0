/// A mark over a nucleus: `\hat`, `\widetilde`, `\vec`.
struct Accent: Sendable {
  var mark: Unicode.Scalar
  var stretches: Bool
  var base: [MathItem]
  /// Scripts of the base that the accent doesn't cover.
  var superscript: [MathItem]?
  var `subscript`: [MathItem]?

  /// The accent with an atom's scripts moved in to its base, if that is a single character: they
  /// then stand as if there were no accent.
  func takingScripts(of atom: Atom) -> Accent? {
    guard base.count == 1, case .atom(let only) = base[0], !only.hasScripts,
      only.nucleus.isCharacter
    else { return nil }
    var accent = self
    accent.superscript = atom.superscript
    accent.subscript = atom.subscript
    return accent
  }
}

extension MathParser {
  mutating func accent(
    _ mark: Unicode.Scalar, stretches: Bool, _ name: String
  ) throws(TypesettingError) -> Atom {
    let base = try argument(of: name)
    return Atom(
      nucleus: .accent(Accent(mark: mark, stretches: stretches, base: base)), atomClass: .ordinary,
      ink: declarations.ink)
  }
}

extension MathLayout {
  /// Rule 12 of The TeXbook's appendix G.
  func accent(
    _ accent: Accent, style: MathStyle, ink: Ink
  ) throws(TypesettingError) -> LaidNucleus {
    let c = font.constants
    let size = self.size(style)
    var base = try list(accent.base, style: style.cramped)
    let width = base.width
    // Above a character the accent stands at its attachment point, above anything else in the
    // middle.
    var attachment = width / 2
    var italic = 0.0
    if accent.base.count == 1, case .atom(let only) = accent.base[0], !only.hasScripts,
      only.nucleus.isCharacter
    {
      let character = try nucleus(only, style: style.cramped)
      italic = character.italic
      if let glyph = character.glyph { attachment = font.accentAttachment(of: glyph) * size }
    }
    guard var glyph = font.glyph(for: accent.mark, level: style.level) else {
      throw TypesettingError("the font \(FontFace.math.rawValue) lacks an accent")
    }
    if accent.stretches { glyph = widestVariant(of: glyph, within: width, style: style) }
    var lift = base.height - min(base.height, c.accentBaseHeight * size)
    if accent.superscript != nil || accent.subscript != nil,
      case .atom(var only)? = accent.base.first
    {
      only.superscript = accent.superscript
      only.subscript = accent.subscript
      base = try atom(only, style: style).box
      lift = max(lift, 0)
    }
    let mark = font.font.metrics(of: glyph)
    var box = base
    box.height = max(base.height, lift + mark.height * size)
    box.elements.append(
      Box.Element(
        content: .glyph(.math, glyph, size: size, text: String(accent.mark)),
        x: attachment - font.accentAttachment(of: glyph) * size, y: -lift, ink: ink))
    return LaidNucleus(box: box, italic: italic)
  }
}

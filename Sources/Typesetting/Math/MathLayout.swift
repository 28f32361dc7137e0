/// Turns a formula's list into a box, by the rules of The TeXbook's appendix G with the constants
/// of the OpenType MATH table (U. Vieth, "OpenType math illuminated", TUGboat 30:1). Where TeX's
/// engines differ, LuaTeX is followed.
///
/// Lengths are in em of the formula's size.
struct MathLayout: Sendable {
  let font: MathFont

  init() throws(TypesettingError) { font = try MathFont.shared() }

  /// A nucleus before scripts are attached.
  struct LaidNucleus {
    var box: Box
    var italic = 0.0
    /// Whether it is a single character, whose scripts are placed from the baseline.
    var isCharacter = false
    /// Its glyph in the mathematics font, if it is one.
    var glyph: UInt32?
  }

  func formula(_ items: [MathItem], display: Bool) throws(TypesettingError) -> Box {
    try list(items, style: display ? .display : .text)
  }

  /// The size of type in a style, in em.
  func size(_ style: MathStyle) -> Double {
    switch style.level {
    case .display, .text: 1
    case .script: font.constants.scriptPercentScaleDown
    case .scriptScript: font.constants.scriptScriptPercentScaleDown
    }
  }

  func axis(_ style: MathStyle) -> Double { font.constants.axisHeight * size(style) }

  /// A glyph of the mathematics font as a box, its ink from the baseline.
  func box(glyph: UInt32, size: Double, written: String, ink: Ink) -> Box {
    let metrics = font.font.metrics(of: glyph)
    var box = Box(
      width: metrics.advance * size, height: metrics.height * size, depth: metrics.depth * size)
    box.elements = [
      Box.Element(
        content: .glyph(.math, glyph, size: size, text: written), x: 0, y: 0, ink: ink)
    ]
    return box
  }

  func nucleus(_ atom: Atom, style: MathStyle) throws(TypesettingError) -> LaidNucleus {
    switch atom.nucleus {
    case .empty: return LaidNucleus(box: Box())
    case .symbol(let scalar, let written):
      guard let glyph = font.glyph(for: scalar, level: style.level) else {
        throw TypesettingError("the font \(FontFace.math.rawValue) has no \(scalar)")
      }
      let size = self.size(style)
      return LaidNucleus(
        box: box(glyph: glyph, size: size, written: written, ink: atom.ink),
        italic: font.italicCorrection(of: glyph) * size, isCharacter: true, glyph: glyph)
    case .text(let text):
      return LaidNucleus(
        box: try self.text(text, style: style, ink: atom.ink), isCharacter: text.isCharacter)
    case .list(let items): return LaidNucleus(box: try list(items, style: style))
    case .fraction(let fraction):
      return LaidNucleus(box: try self.fraction(fraction, style: style, ink: atom.ink))
    case .radical(let radical):
      return LaidNucleus(box: try self.radical(radical, style: style, ink: atom.ink))
    case .accent(let accent): return try self.accent(accent, style: style, ink: atom.ink)
    case .line(let line):
      return LaidNucleus(box: try self.line(line, style: style, ink: atom.ink))
    case .rule(let rule): return LaidNucleus(box: self.rule(rule, ink: atom.ink))
    case .fenced(let fenced):
      return LaidNucleus(box: try self.fenced(fenced, style: style, ink: atom.ink))
    case .delimiter(let delimiter):
      return LaidNucleus(box: try sized(delimiter, style: style, ink: atom.ink))
    case .stack(let stack): return LaidNucleus(box: try self.stack(stack, style: style))
    case .brace(let brace):
      return LaidNucleus(box: try self.brace(brace, style: style, ink: atom.ink))
    case .table(let table):
      return LaidNucleus(box: try self.table(table, style: style, ink: atom.ink))
    }
  }

  /// An atom with its scripts.
  func atom(_ atom: Atom, style: MathStyle) throws(TypesettingError) -> (box: Box, italic: Double) {
    if atom.atomClass == .largeOperator { return (try largeOperator(atom, style: style), 0) }
    if case .accent(let accent) = atom.nucleus, atom.hasScripts,
      let moved = accent.takingScripts(of: atom)
    {
      let laid = try self.accent(moved, style: style, ink: atom.ink)
      return (laid.box, 0)
    }
    let nucleus = try nucleus(atom, style: style)
    guard atom.hasScripts else { return (nucleus.box, nucleus.italic) }
    return (try scripts(atom, nucleus: nucleus, style: style), 0)
  }
}

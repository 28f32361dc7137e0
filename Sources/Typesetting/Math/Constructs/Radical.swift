/// A root: `\sqrt{x}`, `\sqrt[n]{x}`.
struct Radical: Sendable {
  var degree: [MathItem]?
  var radicand: [MathItem]
}

extension MathParser {
  mutating func radical(_ name: String) throws(TypesettingError) -> Atom {
    let degree = try optionalArgument()
    let radicand = try argument(of: name)
    return Atom(
      nucleus: .radical(Radical(degree: degree, radicand: radicand)), atomClass: .ordinary,
      ink: declarations.ink)
  }
}

extension MathLayout {
  /// Rule 11 of The TeXbook's appendix G.
  func radical(_ radical: Radical, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    let c = font.constants
    let size = self.size(style)
    let inner = try list(radical.radicand, style: style.cramped)
    let thickness = c.radicalRuleThickness * size
    var gap = (style.isDisplay ? c.radicalDisplayStyleVerticalGap : c.radicalVerticalGap) * size
    guard let glyph = font.glyph(for: "√", level: style.level) else {
      throw TypesettingError("the font \(FontFace.math.rawValue) has no root sign")
    }
    let sign = stretched(
      glyph, to: inner.total + gap + thickness, vertical: true, style: style, written: "√", ink: ink
    ).box
    // What the sign is too tall goes half above the radicand, half below.
    gap = max(gap, (gap + sign.total - thickness - inner.total) / 2)
    let top = inner.height + gap + thickness

    var row = Box()
    if let items = radical.degree {
      let degree = try list(items, style: MathStyle(level: .scriptScript))
      let bottom = sign.total - top
      let raise = c.radicalDegreeBottomRaisePercent * sign.total - bottom
      row.width = c.radicalKernBeforeDegree * size
      row.append(degree, shift: -raise)
      row.width = max(0, row.width + c.radicalKernAfterDegree * size)
    }
    // The sign's top meets the bar's.
    row.append(sign, shift: sign.height - top)
    let bar = Box.rule(width: inner.width, height: thickness, ink: ink)
    row.place(bar, x: row.width, y: -(inner.height + gap))
    row.append(inner)
    row.height = max(row.height, top + c.radicalExtraAscender * size)
    return row
  }
}

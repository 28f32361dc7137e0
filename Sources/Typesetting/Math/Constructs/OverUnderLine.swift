/// `\overline` and `\underline`.
struct OverUnderLine: Sendable {
  enum Side: Sendable { case over, under }
  var side: Side
  var base: [MathItem]
}

extension MathParser {
  mutating func line(
    _ side: OverUnderLine.Side, _ name: String
  ) throws(TypesettingError) -> Atom {
    let base = try argument(of: name)
    return Atom(
      nucleus: .line(OverUnderLine(side: side, base: base)), atomClass: .ordinary,
      ink: declarations.ink)
  }
}

extension MathLayout {
  /// Rules 9 and 10 of The TeXbook's appendix G.
  func line(_ line: OverUnderLine, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    let c = font.constants
    let size = self.size(style)
    switch line.side {
    case .over:
      var box = try list(line.base, style: style.cramped)
      let thickness = c.overbarRuleThickness * size
      let bottom = box.height + c.overbarVerticalGap * size
      box.place(.rule(width: box.width, height: thickness, ink: ink), x: 0, y: -bottom)
      box.height = bottom + thickness + c.overbarExtraAscender * size
      return box
    case .under:
      var box = try list(line.base, style: style)
      let thickness = c.underbarRuleThickness * size
      let bottom = box.depth + c.underbarVerticalGap * size + thickness
      box.place(.rule(width: box.width, height: thickness, ink: ink), x: 0, y: bottom)
      box.depth = bottom + c.underbarExtraDescender * size
      return box
    }
  }
}

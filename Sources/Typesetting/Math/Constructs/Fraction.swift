/// A numerator over a denominator: `\frac`, `\binom` and their kin.
struct Fraction: Sendable {
  enum Kind: Sendable {
    /// With a bar; in a fixed style, or in that of the place.
    case bar(MathStyle.Level?)
    /// Without a bar, between parentheses.
    case binomial(MathStyle.Level?)
  }

  var numerator: [MathItem]
  var denominator: [MathItem]
  var kind: Kind
}

extension MathParser {
  mutating func fraction(_ kind: Fraction.Kind, _ name: String) throws(TypesettingError) -> Atom {
    let numerator = try argument(of: name)
    let denominator = try argument(of: name)
    return Atom(
      nucleus: .fraction(Fraction(numerator: numerator, denominator: denominator, kind: kind)),
      atomClass: .ordinary, ink: declarations.ink)
  }
}

extension MathLayout {
  /// The space that TeX leaves at each side of a fraction, and for an empty delimiter: 1.2 points
  /// at ten-point type, in scripts too.
  static let nullDelimiterSpace = 0.12

  /// Rule 15 of The TeXbook's appendix G.
  func fraction(
    _ fraction: Fraction, style outer: MathStyle, ink: Ink
  ) throws(TypesettingError) -> Box {
    var style = outer
    let hasBar: Bool
    switch fraction.kind {
    case .bar(let level):
      hasBar = true
      if let level { style.level = level }
    case .binomial(let level):
      hasBar = false
      if let level { style.level = level }
    }
    let c = font.constants
    let size = self.size(style)
    let over = try list(fraction.numerator, style: style.numerator)
    let under = try list(fraction.denominator, style: style.denominator)
    let display = style.isDisplay

    var up: Double
    var down: Double
    let thickness = c.fractionRuleThickness * size
    let axis = self.axis(style)
    if hasBar {
      // Rule 15d: the gaps to the bar.
      up = display ? c.fractionNumeratorDisplayStyleShiftUp : c.fractionNumeratorShiftUp
      down = display ? c.fractionDenominatorDisplayStyleShiftDown : c.fractionDenominatorShiftDown
      let gapOver = display ? c.fractionNumDisplayStyleGapMin : c.fractionNumeratorGapMin
      let gapUnder = display ? c.fractionDenomDisplayStyleGapMin : c.fractionDenominatorGapMin
      up = max(up * size, over.depth + axis + thickness / 2 + gapOver * size)
      down = max(down * size, under.height - axis + thickness / 2 + gapUnder * size)
    } else {
      // Rule 15c: the gap between the two.
      up = (display ? c.stackTopDisplayStyleShiftUp : c.stackTopShiftUp) * size
      down = (display ? c.stackBottomDisplayStyleShiftDown : c.stackBottomShiftDown) * size
      let gap = (display ? c.stackDisplayStyleGapMin : c.stackGapMin) * size
      let lack = gap - (up - over.depth - (under.height - down))
      if lack > 0 {
        up += lack / 2
        down += lack / 2
      }
    }

    let width = max(over.width, under.width)
    var stack = Box(width: width, height: over.height + up, depth: under.depth + down)
    stack.place(over, x: (width - over.width) / 2, y: -up)
    if hasBar {
      let bar = Box.rule(width: width, height: thickness, ink: ink)
      stack.place(bar, x: 0, y: -axis + thickness / 2)
    }
    stack.place(under, x: (width - under.width) / 2, y: down)

    var row = Box()
    guard !hasBar else {
      row.width = MathLayout.nullDelimiterSpace
      row.append(stack)
      row.width += MathLayout.nullDelimiterSpace
      return row
    }
    // The font has no constant for the size of a binomial's parentheses; these are LuaTeX's.
    let extent = (display ? 2.4 : 1.01) * size
    row.append(delimiter("(", extent: extent, style: style, ink: ink))
    row.append(stack)
    row.append(delimiter(")", extent: extent, style: style, ink: ink))
    return row
  }
}

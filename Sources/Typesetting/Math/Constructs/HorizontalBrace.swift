/// A brace or bracket as wide as what it spans: `\overbrace`, `\underbrace`. Its scripts are
/// limits.
struct HorizontalBrace: Sendable {
  enum Side: Sendable { case over, under }
  var mark: Unicode.Scalar
  var side: Side
  var base: [MathItem]
}

extension MathParser {
  mutating func brace(
    _ mark: Unicode.Scalar, _ side: HorizontalBrace.Side, _ name: String
  ) throws(TypesettingError) -> Atom {
    let base = try argument(of: name)
    var atom = Atom(
      nucleus: .brace(HorizontalBrace(mark: mark, side: side, base: base)),
      atomClass: .largeOperator, ink: declarations.ink)
    atom.limits = .always
    return atom
  }
}

extension MathLayout {
  func brace(_ brace: HorizontalBrace, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    let base = try list(brace.base, style: style.cramped)
    guard let glyph = font.glyph(for: brace.mark, level: style.level) else {
      throw TypesettingError("the font \(FontFace.math.rawValue) has no \(brace.mark)")
    }
    // As in LuaTeX a brace is at most as wide as what it spans, until it is made of parts.
    let size = self.size(style)
    let widest = widestVariant(of: glyph, within: base.width, style: style)
    let isLongest = widest == variants(of: glyph, vertical: false).last
    let written = String(brace.mark)
    let mark =
      isLongest
      ? stretched(
        glyph, to: base.width, vertical: false, style: style, written: written, ink: ink
      ).box
      : box(glyph: widest, size: size, written: written, ink: ink)
    let left = mark.elements.first.map(leftEdge) ?? 0
    let right = mark.elements.map(rightEdge).max() ?? 0
    let x = (base.width - (right - left)) / 2 - left
    var box = base
    switch brace.side {
    case .over:
      let lift = base.height - min(base.height, font.constants.accentBaseHeight * size)
      box.place(mark, x: x, y: -lift)
      box.height = max(base.height, lift + mark.height)
    case .under:
      box.place(mark, x: x, y: base.depth)
      box.depth = max(base.depth, base.depth + mark.depth)
    }
    return box
  }

  private func leftEdge(_ element: Box.Element) -> Double {
    guard case .glyph(_, let id, let size, _) = element.content else { return element.x }
    return element.x + font.font.metrics(of: id).left * size
  }

  private func rightEdge(_ element: Box.Element) -> Double {
    guard case .glyph(_, let id, let size, _) = element.content else { return element.x }
    return element.x + font.font.metrics(of: id).right * size
  }
}

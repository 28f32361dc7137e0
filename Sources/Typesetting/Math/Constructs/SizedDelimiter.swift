/// A delimiter of a fixed size: `\big`, `\Bigl`, `\biggr`.
struct SizedDelimiter: Sendable {
  var symbol: DelimiterSymbol
  /// Times the size of `\big`.
  var factor: Double
}

extension MathParser {
  mutating func sized(
    _ factor: Double, _ atomClass: AtomClass, _ name: String
  ) throws(TypesettingError) -> Atom {
    let symbol = try delimiterSymbol(after: name)
    return Atom(
      nucleus: .delimiter(SizedDelimiter(symbol: symbol, factor: factor)), atomClass: atomClass,
      ink: declarations.ink)
  }
}

extension MathLayout {
  /// As in LaTeX the size is 1.2 times that of a parenthesis, and the same in scripts.
  func sized(_ delimiter: SizedDelimiter, style: MathStyle, ink: Ink) throws(TypesettingError)
    -> Box
  {
    guard delimiter.symbol != nil, let bracket = font.glyph(for: "(", level: .text) else {
      return Box()
    }
    let metrics = font.font.metrics(of: bracket)
    let half = delimiter.factor * 1.2 * (metrics.height + metrics.depth) / 2
    let axis = self.axis(.text)
    let extent = delimiterExtent(height: half + axis, depth: half - axis, style: .text)
    var box = self.delimiter(delimiter.symbol, extent: extent, style: .text, ink: ink)
    box.height = max(box.height, half + axis)
    box.depth = max(box.depth, half - axis)
    return box
  }
}

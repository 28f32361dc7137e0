/// A bracket or bar that `\left`, `\big` and the like can make larger; `nil` for the empty one.
typealias DelimiterSymbol = Unicode.Scalar?

extension MathParser {
  /// The delimiter that follows `\left`, `\Bigl` and the like.
  mutating func delimiterSymbol(after command: String) throws(TypesettingError) -> DelimiterSymbol {
    skipBlanks()
    let start = index
    switch next() {
    case .character("."): return .none
    case .character("<"): return "⟨"
    case .character(">"): return "⟩"
    case .character(let scalar) where MathParser.delimiters.contains(scalar): return scalar
    case .command(let name):
      if let symbol = Symbols.commands[name], MathParser.delimiters.contains(symbol.scalar) {
        return symbol.scalar
      }
    default: break
    }
    throw error("\\\(command) needs a delimiter such as ( [ \\{ | or . for none", at: start)
  }

  private static let delimiters = Set("()[]{}|‖/\\⟨⟩⌊⌋⌈⌉↑↓↕⇑⇓⇕⟦⟧⟮⟯√".unicodeScalars)
}

extension MathLayout {
  /// A delimiter that is at least `extent` em tall, centred on the axis.
  func delimiter(
    _ symbol: DelimiterSymbol, extent: Double, style: MathStyle, ink: Ink
  ) -> Box {
    guard let symbol, let glyph = font.glyph(for: symbol, level: style.level) else {
      return Box(width: MathLayout.nullDelimiterSpace)
    }
    let grown = stretched(
      glyph, to: extent, vertical: true, style: style, written: String(symbol), ink: ink)
    return centered(grown.box, style: style)
  }

  /// How tall the delimiters are around something that reaches `height` and `depth`: all but a
  /// tenth of it or half an em must be covered (`\delimiterfactor` and `\delimitershortfall`).
  func delimiterExtent(height: Double, depth: Double, style: MathStyle) -> Double {
    let axis = self.axis(style)
    let half = max(height - axis, depth + axis)
    // TeX counts in whole multiples of 500 scaled points, which can decide for a smaller bracket.
    let scaledPoints = 655_360.0
    let covered = (half * scaledPoints / 500).rounded(.down) * 901 / scaledPoints
    return max(covered, 2 * half - 0.5)
  }
}

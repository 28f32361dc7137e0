/// A length as TeX writes it, such as `-0.5em` or `2cm`.
enum Length {
  /// The length in em of type at 10 points, for which the book's formulas were written; TeX's point
  /// is 1/72.27 inch. `nil` if the string is not a length.
  static func em(_ string: some StringProtocol) -> (value: Double, unit: MathItem.Unit)? {
    let compact = String(string.filter { !$0.isWhitespace })
    let number = compact.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
    guard let value = Double(number), value.isFinite, abs(value) < 1000 else { return nil }
    switch compact.dropFirst(number.count) {
    case "em": return (value, .textEm)
    case "mu": return (value / 18, .styleEm)
    case "ex": return (value * 0.444, .textEm)
    case "pt": return (value / 10, .textEm)
    case "bp": return (value * 72.27 / 72 / 10, .textEm)
    case "pc": return (value * 1.2, .textEm)
    case "in": return (value * 7.227, .textEm)
    case "cm": return (value * 7.227 / 2.54, .textEm)
    case "mm": return (value * 0.7227 / 2.54, .textEm)
    default: return nil
    }
  }
}

extension MathParser {
  /// `\hspace{1cm}`, `\hspace*{1cm}`, and TeX's own `\kern1cm` and `\mskip3mu`.
  mutating func horizontalSpace(_ command: String) throws(TypesettingError) -> MathItem {
    if command == "hspace" { _ = star() }
    skipBlanks()
    let start = index
    var written = ""
    if index < end, source.scalars[index] == "{" {
      written = try rawArgument(of: command)
    } else {
      while index < end, isLengthCharacter(source.scalars[index], after: written) {
        written.unicodeScalars.append(source.scalars[index])
        index += 1
      }
    }
    guard let (value, unit) = Length.em(written) else {
      throw error("\\\(command) needs a length such as 0.5em, 10pt or 2cm", at: start)
    }
    return .space(value, unit)
  }

  /// Whether a length goes on: digits, then two letters of a unit.
  private func isLengthCharacter(_ scalar: Unicode.Scalar, after written: String) -> Bool {
    let letters = written.unicodeScalars.count { ("a"..."z").contains($0) }
    if ("a"..."z").contains(scalar) { return letters < 2 }
    return letters == 0 && (("0"..."9").contains(scalar) || ".+-".unicodeScalars.contains(scalar))
  }
}

/// Splits a label into lines of plain text and formulas.
///
/// Between dollar signs stands a formula; `\$` is a dollar sign; a line break outside a formula
/// starts a new line.
struct LabelScanner {
  enum Segment: Equatable {
    /// The words, and the index of the scalar where they start.
    case text(String, start: Int)
    /// The range of the formula's scalars, without the dollar signs.
    case formula(Range<Int>)
  }

  let source: MathSource

  func lines() throws(TypesettingError) -> [[Segment]] {
    let scalars = source.scalars
    var lines: [[Segment]] = [[]]
    var text = String.UnicodeScalarView()
    var index = 0
    var start = 0
    func finishText() {
      if !text.isEmpty { lines[lines.count - 1].append(.text(String(text), start: start)) }
      text = String.UnicodeScalarView()
    }
    while index < scalars.count {
      switch scalars[index] {
      case "\\" where index + 1 < scalars.count && scalars[index + 1] == "$":
        text.append("$")
        index += 2
      case "$":
        finishText()
        guard let end = closingDollar(after: index + 1) else {
          throw source.error(
            "the formula has no closing $ (a dollar sign in text is written \\$)", at: index)
        }
        lines[lines.count - 1].append(.formula(index + 1..<end))
        index = end + 1
        start = index
      case "\n", "\u{2028}":
        finishText()
        lines.append([])
        index += 1
        start = index
      case let scalar:
        text.append(scalar)
        index += 1
      }
    }
    finishText()
    return lines
  }

  /// The next dollar sign outside braces: those inside belong to formulas within `\text`.
  private func closingDollar(after start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < source.scalars.count {
      switch source.scalars[index] {
      case "\\": index += 1
      case "{": depth += 1
      case "}": depth -= 1
      case "$" where depth <= 0: return index
      default: break
      }
      index += 1
    }
    return nil
  }
}

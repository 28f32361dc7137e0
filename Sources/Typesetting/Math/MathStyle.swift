/// One of TeX's four styles, with its cramped form (The TeXbook, chapter 17).
struct MathStyle: Hashable, Sendable {
  enum Level: Int, Comparable, Sendable {
    case display, text, script, scriptScript

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  var level: Level
  /// Whether exponents stay low.
  var isCramped = false

  static let display = MathStyle(level: .display)
  static let text = MathStyle(level: .text)

  var isScript: Bool { level >= .script }
  var isDisplay: Bool { level == .display }

  var cramped: MathStyle { MathStyle(level: level, isCramped: true) }

  var superscript: MathStyle {
    MathStyle(level: isScript ? .scriptScript : .script, isCramped: isCramped)
  }

  var `subscript`: MathStyle { superscript.cramped }

  var numerator: MathStyle {
    switch level {
    case .display: MathStyle(level: .text, isCramped: isCramped)
    case .text: MathStyle(level: .script, isCramped: isCramped)
    default: MathStyle(level: .scriptScript, isCramped: isCramped)
    }
  }

  var denominator: MathStyle { numerator.cramped }
}

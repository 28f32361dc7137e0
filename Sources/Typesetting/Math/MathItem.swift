/// What a formula's list is made of.
indirect enum MathItem: Sendable {
  case atom(Atom)
  /// A fixed space, in em of the current style (`\,` is 3/18) or in ems of the formula's size.
  case space(Double, Unit)
  /// `\displaystyle` and its kin: the style of the rest of the list.
  case style(MathStyle.Level)

  enum Unit: Sendable { case styleEm, textEm }
}

/// TeX's atom: a nucleus with a class, and perhaps scripts.
struct Atom: Sendable {
  enum Limits: Sendable {
    /// Above and below in display style, at the side otherwise.
    case automatic
    case always
    case never
  }

  var nucleus: Nucleus
  var atomClass: AtomClass
  var limits = Limits.automatic
  var superscript: [MathItem]?
  var `subscript`: [MathItem]?
  var ink = Ink()

  var hasScripts: Bool { superscript != nil || `subscript` != nil }
}

indirect enum Nucleus: Sendable {
  case empty
  /// A character of the mathematics font, and what the source wrote for it.
  case symbol(Unicode.Scalar, written: String)
  /// Upright words in a text font.
  case text(MathText)
  case list([MathItem])
  case fraction(Fraction)
  case radical(Radical)
  case accent(Accent)
  case line(OverUnderLine)
  case rule(SolidRule)
  case fenced(Fenced)
  case delimiter(SizedDelimiter)
  case stack(LimitStack)
  case brace(HorizontalBrace)
  case table(Table)
}

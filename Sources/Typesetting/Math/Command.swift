/// What a command of the vocabulary does.
enum Command: Sendable {
  case symbol(Unicode.Scalar, AtomClass)
  /// `\log`, `\max`: a name in the font of words, with limits above and below or without.
  case operatorName(String, limits: Bool)
  case customOperator
  /// `\mathbf{…}`: an alphabet for the argument.
  case alphabet(Alphabet)
  /// `\bf`: an alphabet for the rest of the group.
  case alphabetDeclaration(Alphabet)
  case text(FontFace)
  case style(MathStyle.Level)
  /// A space in em.
  case space(Double, MathItem.Unit)
  case horizontalSpace
  case limits(Atom.Limits)
  case atomClass(AtomClass)
  case color, textColor, part
  case relax
  case beginGroup, endGroup
  /// An arrow between statements, with more space around it.
  case spacedRelation(Unicode.Scalar)
  /// A colon as punctuation: `f\colon A\to B`.
  case colon
  case modulo
  case fraction(Fraction.Kind)
  case radical
  case accent(Unicode.Scalar, stretches: Bool)
  case line(OverUnderLine.Side)
  case left
  case sized(Double, AtomClass)
  case stack(LimitStack.Kind)
  case brace(Unicode.Scalar, HorizontalBrace.Side)
  case begin, substack
  case rule
  /// `\vspace`, which moves the rows of a matrix and means nothing elsewhere.
  case verticalSpace
  case not
}

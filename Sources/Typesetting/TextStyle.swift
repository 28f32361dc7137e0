/// The look of a label's words: size, family, weight and slant.
///
/// Formulas inside a label take its size; their letters come from the mathematics font.
public struct TextStyle: Hashable, Sendable {
  public enum Family: String, Hashable, Sendable, CaseIterable { case sans, serif, mono }
  public enum Weight: String, Hashable, Sendable, CaseIterable { case regular, bold }

  /// Points per em.
  public var size: Double
  public var family: Family
  public var weight: Weight
  public var isItalic: Bool

  public init(
    size: Double = 10, family: Family = .sans, weight: Weight = .regular, isItalic: Bool = false
  ) {
    self.size = size
    self.family = family
    self.weight = weight
    self.isItalic = isItalic
  }

  /// The font that sets the words.
  public var face: FontFace {
    switch (family, weight, isItalic) {
    case (.sans, .regular, false): .sans
    case (.sans, .regular, true): .sansItalic
    case (.sans, .bold, false): .sansBold
    case (.sans, .bold, true): .sansBoldItalic
    case (.serif, .regular, false): .serif
    case (.serif, .regular, true): .serifItalic
    case (.serif, .bold, false): .serifBold
    case (.serif, .bold, true): .serifBoldItalic
    case (.mono, .regular, false): .mono
    case (.mono, .regular, true): .monoItalic
    case (.mono, .bold, false): .monoBold
    case (.mono, .bold, true): .monoBoldItalic
    }
  }
}

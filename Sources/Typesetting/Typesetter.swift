import Geometry

/// Sets words and TeX formulas, with no LaTeX installed.
///
/// ```swift
/// let label = try Typesetter.label(#"Loss, $L[\phi]$"#, style: TextStyle(size: 8))
/// let formula = try Typesetter.formula(#"\frac{\partial L}{\partial \phi}"#, size: 10, display:
/// true)
/// ```
///
/// Results are kept: asking again for the same label costs a look-up. All calls may come from any
/// thread.
public enum Typesetter {
  /// How the lines of a label stand to each other.
  public enum Alignment: String, Hashable, Sendable { case leading, center, trailing }

  private struct LabelKey: Hashable {
    var string: String
    var style: TextStyle
    var alignment: Alignment
  }

  private struct FormulaKey: Hashable {
    var tex: String
    var size: Double
    var display: Bool
  }

  private static let labels = BoundedCache<LabelKey, TypesetText>(capacity: 4096)
  private static let formulas = BoundedCache<FormulaKey, TypesetText>(capacity: 1024)

  /// The names of all commands that formulas may use, without the backslash, in alphabetical order.
  public static let commands: [String] = Command.names

  /// A label: plain text with TeX formulas between dollar signs, `\$` for a dollar sign; a line
  /// break starts a new line.
  ///
  /// - Parameter alignment: how the lines stand to each other.
  /// - Throws: what is wrong with a formula and where, or which font or character is missing.
  public static func label(
    _ string: String, style: TextStyle, alignment: Alignment = .leading
  ) throws(TypesettingError) -> TypesetText {
    let key = LabelKey(string: string, style: style, alignment: alignment)
    if let known = labels[key] { return known }
    let text = try LabelLayout(source: MathSource(string), style: style).text(alignment)
    labels[key] = text
    return text
  }

  /// A line of text in which every character stands for itself, dollar signs and backslashes too:
  /// a line of a program.
  ///
  /// - Throws: which font or character is missing.
  public static func verbatim(
    _ string: String, style: TextStyle
  ) throws(TypesettingError) -> TypesetText {
    let box = try TextShaper.box(string, face: style.face)
    return try TypesetText(
      box, scale: style.size, ascent: box.height * style.size, descent: box.depth * style.size)
  }

  /// One formula on its own.
  ///
  /// - Parameters:
  ///   - tex: TeX without dollar signs.
  ///   - size: points per em.
  ///   - display: display style, with large operators and limits above and below, if `true`; text
  ///     style otherwise.
  /// - Throws: what is wrong with the formula and where, or which font or character is missing.
  public static func formula(
    _ tex: String, size: Double, display: Bool
  ) throws(TypesettingError) -> TypesetText {
    let key = FormulaKey(tex: tex, size: size, display: display)
    if let known = formulas[key] { return known }
    let source = MathSource(tex)
    var parser = MathParser(source, range: 0..<source.scalars.count)
    let items = try parser.formula()
    let box = try MathLayout().formula(items, display: display)
    let text = try TypesetText(box, scale: size, ascent: box.height, descent: box.depth)
    formulas[key] = text
    return text
  }
}

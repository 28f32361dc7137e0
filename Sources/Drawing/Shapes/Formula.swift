import Geometry
import Typesetting

/// A displayed TeX formula, with large operators and limits above and below them.
///
/// Pieces marked with `\part{name}{…}` can be coloured, faded and pointed at by their names.
public struct Formula: Drawing {
  let tex: String
  private var tones: [String: Tone] = [:]
  private var opacities: [String: Double] = [:]

  /// - Parameter tex: TeX without dollar signs.
  public init(_ tex: String) { self.tex = tex }

  /// Colours a part.
  public func foregroundStyle(_ tone: Tone, part: String) -> Formula {
    var formula = self
    formula.tones[part] = tone
    return formula
  }

  /// Fades a part; 0 leaves it out but keeps its room.
  public func opacity(_ opacity: Double, part: String) -> Formula {
    var formula = self
    formula.opacities[part] = opacity
    return formula
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let formula = try typeset(in: environment)
    let color = try environment.foregroundColor()
    let partColors = try partColors(of: formula, in: environment)
    return LaidOut(size: formula.size, baseline: formula.ascent) { origin, canvas in
      try canvas.text(
        formula, at: origin + Point(0, formula.ascent), color: color, theme: environment.theme,
        partColors: partColors)
    }
  }

  func typeset(in environment: DrawingEnvironment) throws -> TypesetText {
    try Typesetter.formula(
      tex, size: environment.font.textStyle(in: environment.theme).size, display: true)
  }

  private func partColors(
    of formula: TypesetText, in environment: DrawingEnvironment
  ) throws -> [String: Color] {
    var colors: [String: Color] = [:]
    for name in Set(tones.keys).union(opacities.keys) {
      guard formula.parts[name] != nil else {
        let known = formula.parts.keys.sorted().joined(separator: ", ")
        throw DrawingError("no part of the formula is named \"\(name)\"; it has: \(known)")
      }
      colors[name] = try environment.theme.color(tones[name] ?? environment.foreground)
        .opacity(opacities[name] ?? 1)
    }
    return colors
  }
}

extension TypesetText {
  var size: Size { Size(width, ascent + descent) }
}

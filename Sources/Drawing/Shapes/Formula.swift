import Geometry
import Typesetting

/// A displayed TeX formula, with large operators and limits above and below them.
public struct Formula: Drawing {
  let tex: String

  /// - Parameter tex: TeX without dollar signs.
  public init(_ tex: String) { self.tex = tex }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let theme = environment.theme
    let size = environment.font.textStyle(in: theme).size
    let formula = try Typesetter.formula(tex, size: size, display: true)
    let color = try environment.foregroundColor()
    return LaidOut(
      size: Size(formula.width, formula.ascent + formula.descent), baseline: formula.ascent
    ) { origin, canvas in
      try canvas.text(
        formula, at: origin + Point(0, formula.ascent), color: color, theme: theme)
    }
  }
}

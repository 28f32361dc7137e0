import Geometry
import Typesetting

/// A label: plain text with TeX formulas between dollar signs. Lines end at `\n` and, where the
/// offered width is smaller than the text, at spaces.
public struct Text: Drawing {
  let string: String

  public init(_ string: String) { self.string = string }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let style = try style(fitting: proposal.width, in: environment)
    let color = try environment.foregroundColor()
    let theme = environment.theme
    let lines = try Self.lines(of: string, style: style, width: proposal.width)
    // A strut keeps lines of plain text equally high, whatever letters they hold.
    let ascents = lines.map { max($0.ascent, 0.74 * style.size) }
    let descents = lines.map { max($0.descent, 0.22 * style.size) }
    let leading = 0.22 * style.size
    let width = lines.map(\.width).max() ?? 0
    var baselines: [Double] = []
    var y = 0.0
    for i in lines.indices {
      baselines.append(y + ascents[i])
      y += ascents[i] + descents[i] + (i + 1 < lines.count ? leading : 0)
    }
    let shift: Double =
      switch environment.textAlignment {
      case .leading: 0
      case .center: 0.5
      case .trailing: 1
      }
    return LaidOut(size: Size(width, y), baseline: baselines.first) { origin, canvas in
      for (line, baseline) in zip(lines, baselines) {
        let x = origin.x + (width - line.width) * shift
        try canvas.text(line, at: Point(x, origin.y + baseline), color: color, theme: theme)
      }
    }
  }

  /// The type of the environment, smaller where it may be and must.
  private func style(
    fitting width: Double?, in environment: DrawingEnvironment
  ) throws -> TextStyle {
    let style = environment.font.textStyle(in: environment.theme)
    guard let width, environment.minimumScaleFactor < 1 else { return style }
    let ideal = try Self.lines(of: string, style: style, width: nil).map(\.width).max() ?? 0
    guard ideal > width else { return style }
    let factor = max(width / ideal, environment.minimumScaleFactor)
    return environment.font.scaled(by: factor).textStyle(in: environment.theme)
  }

  private static func lines(
    of string: String, style: TextStyle, width: Double?
  ) throws -> [TypesetText] {
    var result: [TypesetText] = []
    for line in string.split(separator: "\n", omittingEmptySubsequences: false) {
      let whole = try Typesetter.label(String(line), style: style)
      guard let width, whole.width > width + 0.01 else {
        result.append(whole)
        continue
      }
      var current = ""
      for word in words(of: line) {
        let longer = current.isEmpty ? word : current + " " + word
        if !current.isEmpty, try Typesetter.label(longer, style: style).width > width {
          result.append(try Typesetter.label(current, style: style))
          current = word
        } else {
          current = longer
        }
      }
      result.append(try Typesetter.label(current, style: style))
    }
    return result
  }

  /// The pieces between spaces; a formula between dollar signs is never broken.
  private static func words(of line: Substring) -> [String] {
    var words = [""]
    var isFormula = false
    var isEscaped = false
    for character in line {
      if character == "$" && !isEscaped { isFormula.toggle() }
      isEscaped = character == "\\" && !isEscaped
      if character == " " && !isFormula {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}

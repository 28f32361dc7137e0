import Typesetting

/// A style of type: a size that the theme decides, or a fixed one, with weight and slant.
public struct Font: Hashable, Sendable {
  public enum Style: String, Hashable, Sendable, CaseIterable {
    /// The heading of a scene.
    case largeTitle
    /// Panel letters.
    case title
    /// Axis titles, panel titles and ordinary labels.
    case body
    /// Labels inside a plot.
    case callout
    /// Tick labels.
    case caption
  }

  enum Size: Hashable, Sendable {
    case style(Style)
    case points(Double)
  }

  var size: Size
  var scale = 1.0
  var isBold = false
  var isItalic = false
  var family = TextStyle.Family.sans

  public static let largeTitle = Font(size: .style(.largeTitle))
  public static let title = Font(size: .style(.title))
  public static let body = Font(size: .style(.body))
  public static let callout = Font(size: .style(.callout))
  public static let caption = Font(size: .style(.caption))

  /// A fixed size in points, the same in every theme.
  public static func system(size: Double) -> Font { Font(size: .points(size)) }

  /// This font with its size multiplied by `factor`.
  public func scaled(by factor: Double) -> Font { with { $0.scale *= factor } }
  public func bold() -> Font { with { $0.isBold = true } }
  public func italic() -> Font { with { $0.isItalic = true } }
  public func serif() -> Font { with { $0.family = .serif } }
  /// Letters of equal width, as programs are printed.
  public func monospaced() -> Font { with { $0.family = .mono } }

  private func with(_ change: (inout Font) -> Void) -> Font {
    var font = self
    change(&font)
    return font
  }

  /// What the typesetter needs to know.
  public func textStyle(in theme: Theme) -> TextStyle {
    let points =
      switch size {
      case .points(let value): value
      case .style(let style): theme.fontSizes[style] ?? 10
      }
    return TextStyle(
      size: points * scale, family: family, weight: isBold ? .bold : .regular,
      isItalic: isItalic)
  }
}

/// A piece of a web page. Text in it is escaped where it is put in, so that nothing a script says
/// can become markup.
struct HTML: Hashable, Sendable {
  /// Markup.
  private(set) var text: String

  private init(markup: String) { text = markup }

  /// Text as a reader sees it.
  init(_ text: String) { self.text = HTML.escaped(text) }

  init(_ parts: [HTML]) { text = parts.map(\.text).joined() }

  /// An element with its attributes, of which those that are `nil` are left out.
  fileprivate init(_ tag: Tag, _ attributes: Attributes, _ content: HTML) {
    let list = attributes.compactMap { name, value in
      value.map { " \(name)=\"\(HTML.escaped($0))\"" }
    }.joined()
    let start = "<\(tag.rawValue)\(list)"
    // Pages are XML, too, so that any parser of that can check them.
    text = tag.isVoid ? start + "/>" : "\(start)>\(content.text)</\(tag.rawValue)>"
    if tag.standsAlone { text += "\n" }
  }

  /// Markup of our own, such as a drawn symbol, that is put in as it stands.
  static func markup(_ text: StaticString) -> HTML { HTML(markup: "\(text)") }

  /// A whole page.
  ///
  /// - Parameter attributes: those of the root.
  static func document(_ attributes: Attributes, @HTMLBuilder _ content: () -> HTML) -> String {
    "<!DOCTYPE html>\n" + HTML(.html, attributes, content()).text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Not allowed in a document, whatever its notation.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Names and values of attributes in order; a switch that is on has an empty value.
typealias Attributes = KeyValuePairs<String, String?>

/// The elements that pages are made of: `Tag.p(["class": "caption"]) { "Text" }`.
enum Tag: String {
  case a, article, aside, body, button, cite, code, dd, details, dialog, div, dl, dt, em, fieldset
  case figcaption, figure, footer, h1, h2, h3, head, header, html, img, input, label, legend, li
  case link, main, meta, nav, ol, option, output, p, picture, pre, script, section, select, source,
    span
  case strong, style, summary, table, tbody, td, tfoot, th, thead, time, title, tr, track, ul, video

  fileprivate var isVoid: Bool {
    switch self {
    case .img, .input, .link, .meta, .source, .track: true
    default: false
    }
  }

  /// Whether a line may end behind it: no space shows there.
  fileprivate var standsAlone: Bool {
    switch self {
    case .article, .aside, .body, .div, .dl, .figure, .footer, .h1, .h2, .h3, .head, .header, .html,
      .li, .link, .main, .meta, .nav, .ol, .p, .pre, .script, .section, .table, .title, .tr, .ul:
      true
    default: false
    }
  }

  func callAsFunction(
    _ attributes: Attributes = [:], @HTMLBuilder _ content: () -> HTML = { HTML([]) }
  ) -> HTML {
    HTML(self, attributes, content())
  }
}

/// Collects pieces of a page; strings among them are text.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ text: String) -> HTML { HTML(text) }
  static func buildExpression(_ html: HTML) -> HTML { html }
  static func buildExpression(_ parts: [HTML]) -> HTML { HTML(parts) }
  static func buildExpression(_ part: HTML?) -> HTML { part ?? HTML([]) }
  static func buildBlock(_ parts: HTML...) -> HTML { HTML(parts) }
  static func buildArray(_ parts: [HTML]) -> HTML { HTML(parts) }
  static func buildOptional(_ part: HTML?) -> HTML { part ?? HTML([]) }
  static func buildEither(first: HTML) -> HTML { first }
  static func buildEither(second: HTML) -> HTML { second }
}

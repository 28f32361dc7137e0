/// What went wrong in setting type, in one line that names the thing and the remedy.
public struct TypesettingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  /// For an error in a string: the number of the character at fault, from 1, in that string.
  public let column: Int?

  public init(_ description: String, column: Int? = nil) {
    self.description = description
    self.column = column
  }

  /// An error at a place of a formula or label, of which the message shows the surroundings.
  static func syntax(
    _ message: String, column: Int, in source: String
  ) -> TypesettingError {
    let reach = 30
    let characters = Array(source)
    let start = max(0, column - 1 - reach)
    let end = min(characters.count, column - 1 + reach)
    var excerpt = String(characters[min(start, end)..<end])
    if start > 0 { excerpt = "…" + excerpt }
    if end < characters.count { excerpt += "…" }
    return TypesettingError(
      singleLine("\(message), at column \(column) of \"\(excerpt)\""), column: column)
  }

  /// Line breaks and control characters, which messages quote from the source, as spaces.
  private static func singleLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      line.append(isControl ? " " : scalar)
    }
    return String(line)
  }
}

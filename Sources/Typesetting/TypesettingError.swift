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
    let characters = Array(source).map { $0.isNewline ? " " : $0 }
    let start = max(0, column - 1 - reach)
    let end = min(characters.count, column - 1 + reach)
    var excerpt = String(characters[min(start, end)..<end])
    if start > 0 { excerpt = "…" + excerpt }
    if end < characters.count { excerpt += "…" }
    return TypesettingError(
      "\(message), at column \(column) of \"\(excerpt)\"", column: column)
  }
}

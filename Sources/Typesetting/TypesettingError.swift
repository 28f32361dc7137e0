/// What went wrong in setting type, in one line that names the thing and the remedy.
public struct TypesettingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  /// For an error in a string: the number of the character at fault, from 1, in that string.
  public let column: Int?

  public init(_ description: String, column: Int? = nil) {
    self.description = description
    self.column = column
  }

  /// An error of a formula or label, with the place it occurs at.
  static func syntax(_ message: String, column: Int, in source: String) -> TypesettingError {
    TypesettingError("\(message), at column \(column) of \"\(source)\"", column: column)
  }
}

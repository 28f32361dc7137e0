/// The string that is being set, with its places for error messages.
struct MathSource: Sendable {
  let string: String
  let scalars: [Unicode.Scalar]

  init(_ string: String) {
    self.string = string
    scalars = Array(string.unicodeScalars)
  }

  /// Throws an error at the first character of `text` that no font has; the text was written from
  /// `start` on.
  func checkCharacters(
    of text: String, from start: Int, face: FontFace
  ) throws(TypesettingError) {
    guard let missing = try TextShaper.missingCharacter(in: text, face: face) else { return }
    let place = scalars[start...].firstIndex { $0 == missing.unicodeScalars.first }
    throw error(TextShaper.missingMessage(missing), at: place ?? start)
  }

  /// An error at the scalar with this index; the column counts characters from 1.
  func error(_ message: String, at index: Int) -> TypesettingError {
    var before = String.UnicodeScalarView()
    before.append(contentsOf: scalars[..<min(index, scalars.count)])
    return .syntax(message, column: String(before).count + 1, in: string)
  }
}

extension MathParser {
  enum Token: Equatable {
    case open, close, alignment, superscript, `subscript`
    case character(Unicode.Scalar)
    /// The name without the backslash.
    case command(String)
  }

  /// The next token, which stays; blanks and comments before it are skipped.
  mutating func peek() -> Token? {
    skipBlanks()
    return token(at: index)?.token
  }

  mutating func next() -> Token? {
    skipBlanks()
    guard let (token, after) = token(at: index) else { return nil }
    index = after
    return token
  }

  mutating func skipBlanks() {
    while index < end {
      let scalar = source.scalars[index]
      if scalar == "%" {
        while index < end, source.scalars[index] != "\n" { index += 1 }
      } else if scalar.properties.isWhitespace && scalar != "\u{a0}" {
        index += 1
      } else {
        return
      }
    }
  }

  private func token(at start: Int) -> (token: Token, after: Int)? {
    guard start < end else { return nil }
    let scalar = source.scalars[start]
    switch scalar {
    case "{": return (.open, start + 1)
    case "}": return (.close, start + 1)
    case "&": return (.alignment, start + 1)
    case "^": return (.superscript, start + 1)
    case "_": return (.subscript, start + 1)
    case "~", "\u{a0}": return (.command(" "), start + 1)
    case "\\":
      var after = start + 1
      var name = String.UnicodeScalarView()
      while after < end, isLetter(source.scalars[after]) {
        name.append(source.scalars[after])
        after += 1
      }
      if name.isEmpty, after < end {
        let symbol = source.scalars[after]
        return (.command(symbol.properties.isWhitespace ? " " : String(symbol)), after + 1)
      }
      return (.command(String(name)), after)
    default: return (.character(scalar), start + 1)
    }
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// A star right after a command.
  mutating func star() -> Bool {
    guard index < end, source.scalars[index] == "*" else { return false }
    index += 1
    return true
  }

  /// The characters of a braced argument that is not a formula: a name, a length.
  mutating func rawArgument(of command: String) throws(TypesettingError) -> String {
    skipBlanks()
    let start = index
    guard index < end, source.scalars[index] == "{" else {
      throw error("\\\(command) needs an argument in braces")
    }
    index += 1
    var depth = 0
    var text = String.UnicodeScalarView()
    while index < end {
      let scalar = source.scalars[index]
      index += 1
      if scalar == "{" { depth += 1 }
      if scalar == "}" {
        if depth == 0 { return String(text) }
        depth -= 1
      }
      text.append(scalar)
    }
    throw error("the { is never closed by a }", at: start)
  }
}

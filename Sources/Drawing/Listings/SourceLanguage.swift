/// What a program listing needs to know of a language to tell its words apart.
public struct SourceLanguage: Hashable, Sendable {
  /// What a stretch of a program is.
  public enum Kind: Hashable, Sendable { case plain, keyword, string, comment, number }

  /// A stretch of one line.
  public struct Token: Hashable, Sendable {
    /// With the white space behind it.
    public var text: String
    /// What it is.
    public var kind: Kind
  }

  /// A comment or string that goes on until its end, over lines if need be.
  private struct Stretch {
    var kind: Kind
    var end: String
  }

  private let keywords: Set<String>
  /// What begins a comment that runs to the end of the line.
  private let lineComment: String?
  /// What begins and ends a comment of any length.
  private let blockComment: (start: String, end: String)?
  private let quotes: [Character]

  /// - Parameters:
  ///   - keywords: the words of the language itself.
  ///   - lineComment: what begins a comment that runs to the end of its line.
  ///   - quotes: the characters that enclose strings.
  public init(keywords: [String], lineComment: String?, quotes: [Character] = ["\""]) {
    self.init(keywords, lineComment, nil, quotes)
  }

  private init(
    _ keywords: [String], _ lineComment: String?, _ blockComment: (String, String)?,
    _ quotes: [Character]
  ) {
    self.keywords = Set(keywords)
    self.lineComment = lineComment
    self.blockComment = blockComment
    self.quotes = quotes
  }

  public static func == (a: SourceLanguage, b: SourceLanguage) -> Bool {
    a.keywords == b.keywords && a.lineComment == b.lineComment && a.quotes == b.quotes
      && a.blockComment?.start == b.blockComment?.start
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(keywords)
    hasher.combine(lineComment)
  }

  public static let swift = SourceLanguage(
    [
      "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum",
      "extension", "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init",
      "inout", "is", "let", "mutating", "nil", "private", "protocol", "public", "repeat", "return",
      "self", "Self", "some", "static", "struct", "subscript", "super", "switch", "throw", "throws",
      "true", "try", "typealias", "var", "where", "while",
    ], "//", ("/*", "*/"), ["\""])

  public static let python = SourceLanguage(
    [
      "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except",
      "False", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "None",
      "not", "or", "pass", "raise", "return", "True", "try", "while", "with", "yield",
    ], "#", nil, ["\"", "'"])

  /// Text without words of its own.
  public static let plain = SourceLanguage([], nil, nil, [])

  /// The lines of a program in stretches of one kind. White space belongs to the stretch before it.
  public func tokens(of source: String) -> [[Token]] {
    var open: Stretch?
    return source.split(separator: "\n", omittingEmptySubsequences: false).map {
      tokens(ofLine: $0, open: &open)
    }
  }

  private func tokens(ofLine line: Substring, open: inout Stretch?) -> [Token] {
    var tokens: [Token] = []
    func add(_ text: Substring, _ kind: Kind) {
      guard !text.isEmpty else { return }
      if let last = tokens.last, last.kind == kind || text.allSatisfy(\.isWhitespace) {
        tokens[tokens.count - 1].text += text
      } else {
        tokens.append(Token(text: String(text), kind: kind))
      }
    }
    var rest = line
    while let first = rest.first {
      if let stretch = open {
        let part = rest.through(stretch.end)
        if part.hasSuffix(stretch.end) { open = nil }
        add(part, stretch.kind)
        rest = rest.dropFirst(part.count)
      } else if let lineComment, rest.hasPrefix(lineComment) {
        add(rest, .comment)
        rest = ""
      } else if let blockComment, rest.hasPrefix(blockComment.start) {
        open = Stretch(kind: .comment, end: blockComment.end)
        add(rest.prefix(blockComment.start.count), .comment)
        rest = rest.dropFirst(blockComment.start.count)
      } else if let start = longStringStart(at: rest) {
        open = Stretch(kind: .string, end: String(start.reversed()))
        add(start, .string)
        rest = rest.dropFirst(start.count)
      } else if quotes.contains(first) {
        let string = Self.string(at: rest)
        add(string, .string)
        rest = rest.dropFirst(string.count)
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        add(word, keywords.contains(String(word)) ? .keyword : .plain)
        rest = rest.dropFirst(word.count)
      } else if first.isNumber {
        let number = Self.number(at: rest)
        add(number, .number)
        rest = rest.dropFirst(number.count)
      } else {
        add(rest.prefix(1), .plain)
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  /// What begins a string in which single quotation marks stand for themselves: three of them, or
  /// number signs before them. What ends it is the same backwards.
  private func longStringStart(at rest: Substring) -> Substring? {
    let hashes = rest.prefix { $0 == "#" }
    let after = rest.dropFirst(hashes.count)
    guard let quote = after.first, quotes.contains(quote) else { return nil }
    let marks = after.hasPrefix(String(repeating: quote, count: 3)) ? 3 : 1
    return marks == 1 && hashes.isEmpty ? nil : rest.prefix(hashes.count + marks)
  }

  /// From one quotation mark to the next of its kind, or to the end of the line.
  private static func string(at rest: Substring) -> Substring {
    var isEscaped = false
    var length = 1
    for character in rest.dropFirst() {
      length += 1
      if character == rest.first && !isEscaped { break }
      isEscaped = character == "\\" && !isEscaped
    }
    return rest.prefix(length)
  }

  /// Digits with a point and an exponent; the two points of a range end a number.
  private static func number(at rest: Substring) -> Substring {
    let digits = rest.prefix { $0.isNumber || $0.isLetter || $0 == "_" }
    let after = rest.dropFirst(digits.count)
    guard after.first == ".", after.dropFirst().first?.isNumber == true else { return digits }
    let fraction = after.dropFirst().prefix { $0.isNumber || $0.isLetter || $0 == "_" }
    return rest.prefix(digits.count + 1 + fraction.count)
  }
}

extension Substring {
  /// What comes before the first `end`, and that itself; all if there is none.
  fileprivate func through(_ end: String) -> Substring {
    guard let start = indices.first(where: { self[$0...].hasPrefix(end) }) else { return self }
    return self[..<index(start, offsetBy: end.count)]
  }
}

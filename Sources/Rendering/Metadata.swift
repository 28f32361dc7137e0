/// What a file says about itself: a title, a description in words, and named facts in order.
///
/// Every format carries it where its readers look for it.
public struct Metadata: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    /// One to 79 printable ASCII characters.
    public var key: String
    public var value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  public var title: String
  /// The picture in words, for those who can't see it.
  public var summary: String
  public var entries: [Entry]

  public init(title: String = "", summary: String = "", entries: [Entry] = []) {
    self.title = title
    self.summary = summary
    self.entries = entries
  }

  /// Throws if a key is one that some format can't hold.
  func check() throws {
    for entry in entries {
      let bytes = Array(entry.key.utf8)
      guard (1...79).contains(bytes.count), bytes.allSatisfy({ 32...126 ~= $0 && $0 != 58 }),
        bytes.first != 32, bytes.last != 32
      else {
        throw RenderingError(
          "\"\(entry.key)\" can't name a fact about a file: use 1 to 79 ASCII characters, no colon")
      }
    }
  }

  /// The entries as text, one `key: value` a line; line ends and backslashes in values are escaped.
  var text: String {
    entries.map { "\($0.key): \(Metadata.escaped($0.value))" }.joined(separator: "\n")
  }

  /// The entries of what `text` gave.
  static func entries(fromText text: String) -> [Entry] {
    text.split(separator: "\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return Entry(String(line[..<colon]), unescaped(value))
    }
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ value: Substring) -> String {
    var result = ""
    var scalars = value.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\", let next = scalars.next() else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch next {
      case "n": result += "\n"
      case "r": result += "\r"
      default: result.unicodeScalars.append(next)
      }
    }
    return result
  }
}

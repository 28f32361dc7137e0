/// The words of Swift source code: names, numbers, whole string literals, single marks. Comments
/// and spaces are left out, so that they don't make two versions of the code.
public struct SwiftTokens: Sendable {
  public private(set) var tokens: [String] = []

  private let bytes: [UInt8]
  private var at = 0

  public init(_ source: String) {
    bytes = Array(source.utf8)
    while at < bytes.count { scan() }
  }

  private func byte(_ offset: Int) -> UInt8 {
    at + offset < bytes.count ? bytes[at + offset] : 0
  }

  private func starts(_ text: StaticString, _ offset: Int = 0) -> Bool {
    (0..<text.utf8CodeUnitCount).allSatisfy { byte(offset + $0) == text.utf8Start[$0] }
  }

  private mutating func scan() {
    let first = byte(0)
    if first == 0x20 || (0x09...0x0d).contains(first) {
      at += 1
    } else if starts("//") {
      while at < bytes.count, bytes[at] != 0x0a { at += 1 }
    } else if starts("/*") {
      skipComment()
    } else if first == 0x22 || first == 0x23, let literal = literalStart() {
      let start = at
      skipLiteral(hashes: literal.hashes, isLong: literal.isLong)
      take(from: start)
    } else if Self.isWord(first) {
      let start = at
      while at < bytes.count, Self.isWord(bytes[at]) { at += 1 }
      take(from: start)
    } else {
      let start = at
      at += 1
      take(from: start)
    }
  }

  private mutating func take(from start: Int) {
    tokens.append(String(decoding: bytes[start..<min(at, bytes.count)], as: UTF8.self))
  }

  /// Letters, digits, the underscore and all that isn't ASCII.
  static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5f || (0x30...0x39).contains(byte)
      || (0x41...0x5a).contains(byte & ~0x20)
  }

  /// Comments may lie in each other.
  private mutating func skipComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        at += 2
      } else if starts("*/") {
        depth -= 1
        at += 2
      } else {
        at += 1
      }
    } while depth > 0 && at < bytes.count
  }

  /// The number signs before a string literal's quotation marks, and whether there are three of
  /// those; `nil` if here is none.
  private func literalStart() -> (hashes: Int, isLong: Bool)? {
    var hashes = 0
    while byte(hashes) == 0x23 { hashes += 1 }
    guard byte(hashes) == 0x22 else { return nil }
    return (hashes, starts("\"\"\"", hashes))
  }

  private func closes(_ hashes: Int, _ isLong: Bool) -> Bool {
    let marks = isLong ? 3 : 1
    return (0..<marks).allSatisfy { byte($0) == 0x22 }
      && (0..<hashes).allSatisfy { byte(marks + $0) == 0x23 }
  }

  private mutating func skipLiteral(hashes: Int, isLong: Bool) {
    at += hashes + (isLong ? 3 : 1)
    while at < bytes.count, !closes(hashes, isLong) {
      if byte(0) == 0x5c, (0..<hashes).allSatisfy({ byte(1 + $0) == 0x23 }) {
        at += 1 + hashes
        // An interpolation may hold literals of its own.
        if byte(0) == 0x28 { skipParentheses() } else { at += 1 }
      } else {
        at += 1
      }
    }
    at += hashes + (isLong ? 3 : 1)
  }

  private mutating func skipParentheses() {
    var depth = 0
    repeat {
      if byte(0) == 0x22 || byte(0) == 0x23, let literal = literalStart() {
        skipLiteral(hashes: literal.hashes, isLong: literal.isLong)
        continue
      }
      if byte(0) == 0x28 { depth += 1 }
      if byte(0) == 0x29 { depth -= 1 }
      at += 1
    } while depth > 0 && at < bytes.count
  }
}

extension String {
  /// The names that occur in a token; in a string literal those of interpolations, too.
  var names: [String] {
    utf8.split { !SwiftTokens.isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}

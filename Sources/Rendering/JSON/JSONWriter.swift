/// Writes JSON (RFC 8259) as it goes along, with nothing held but the text itself.
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///   $0.member("loss", 0.25)
///   $0.member("steps") { $0.array([1, 2, 3]) }
/// }
/// ```
///
/// Numbers are written so that reading them gives the same number; one that is not finite is
/// `null`. The caller sees to it that a text holds one value and an object only members.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// Hands over what has been written so far and starts afresh behind it, for files too long to
  /// hold.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Structure

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try enclose("{", "}", members)
  }

  public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    try enclose("[", "]", elements)
  }

  public mutating func array(_ numbers: some Sequence<Double>) {
    array { json in for number in numbers { json.value(number) } }
  }

  /// A member whose value is what `value` writes.
  public mutating func member(
    _ name: String, _ value: (inout JSONWriter) throws -> Void
  ) rethrows {
    self.value(name)
    bytes.append(0x3a)
    needsComma = false
    try value(&self)
  }

  private mutating func enclose(
    _ open: String, _ close: String, _ content: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(open)
    needsComma = false
    try content(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2c) }
    needsComma = true
  }

  // MARK: Values

  public mutating func value(_ text: String) {
    separate()
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append("\\\"")
      case 0x5c: bytes.append("\\\\")
      case 0x0a: bytes.append("\\n")
      case 0..<0x20:
        bytes.append("\\u00")
        bytes.append(byte < 16 ? "0" : "1")
        bytes.append(String(byte & 15, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  public mutating func value(_ number: Double) {
    separate()
    bytes.append(shortest: number)
  }

  /// A Float is written with the few digits that tell it from its neighbours.
  public mutating func value(_ number: Float) {
    separate()
    bytes.append(number.isFinite ? withoutZeroFraction(number.description) : "null")
  }

  public mutating func value(_ number: Int) {
    separate()
    bytes.append(String(number))
  }

  public mutating func value(_ flag: Bool) {
    separate()
    bytes.append(flag ? "true" : "false")
  }

  public mutating func null() {
    separate()
    bytes.append("null")
  }

  public mutating func member(_ name: String, _ text: String) { member(name) { $0.value(text) } }
  public mutating func member(_ name: String, _ number: Double) {
    member(name) { $0.value(number) }
  }
  public mutating func member(_ name: String, _ number: Int) { member(name) { $0.value(number) } }
  public mutating func member(_ name: String, _ flag: Bool) { member(name) { $0.value(flag) } }
}

extension [UInt8] {
  /// The fewest digits that give the same number again; `null` if it isn't finite.
  mutating func append(shortest number: Double) {
    append(number.isFinite ? withoutZeroFraction(number.description) : "null")
  }
}

private func withoutZeroFraction(_ text: String) -> String {
  text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

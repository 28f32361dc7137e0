/// FNV-1a, 64 bits: tells versions of source code apart.
public struct Fingerprint: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Adds words so that no other words give the same.
  public mutating func combine(words: some Sequence<String>) {
    for word in words {
      combine(word.utf8)
      combine(CollectionOfOne(0xff))
    }
  }

  public var text: String { String(value, radix: 16) }
}

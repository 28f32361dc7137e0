import Lantern

/// A file of the cache: a mark, a checksum of the rest, the key, then the evidence.
enum EvidenceFile {
  private static let mark = Array("LANTERN1".utf8)

  static func bytes(_ content: [UInt8], key: EvidenceKey) -> [UInt8] {
    let text = Array(key.text.utf8)
    let rest = littleEndian(UInt64(text.count)) + text + content
    return mark + littleEndian(hash(rest)) + rest
  }

  /// The content of a file, or `nil` if it is damaged or another key's.
  static func content(of file: [UInt8], key: EvidenceKey) -> [UInt8]? {
    let text = Array(key.text.utf8)
    let start = 24 + text.count
    guard file.count >= start, file.starts(with: mark), number(file, at: 16) == text.count,
      file[24..<start].elementsEqual(text), number(file, at: 8) == hash(file[16...])
    else { return nil }
    return Array(file[start...])
  }

  /// FNV-1a, 64 bits.
  static func hash(_ bytes: some RandomAccessCollection<UInt8>) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return value
  }

  private static func littleEndian(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func number(_ file: [UInt8], at start: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(file[start + $1]) << UInt64(8 * $1) }
  }
}

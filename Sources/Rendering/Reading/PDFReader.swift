/// Reads what a PDF file says of itself: its information dictionary (PDF 1.7, 14.3.3).
struct PDFReader {
  private let dictionary: ArraySlice<UInt8>

  /// - Throws: a `DamagedFile` if the end is missing.
  init(_ bytes: [UInt8]) throws {
    let tail = bytes.suffix(1024)
    guard tail.firstRange(of: "%%EOF".utf8) != nil else { throw DamagedFile.cutOff }
    dictionary = PDFReader.information(bytes, trailer: tail) ?? []
  }

  /// The dictionary that the trailer refers to by the number of its object.
  private static func information(
    _ bytes: [UInt8], trailer: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    guard let reference = trailer.ranges(of: "/Info ".utf8).last else { return nil }
    let digits = trailer[reference.upperBound...].prefix { (0x30...0x39).contains($0) }
    let heading = [0x0a] + Array(digits) + Array(" 0 obj".utf8)
    // The object is near the end; what comes before is long.
    let back = bytes.suffix(1 << 20)
    guard let start = back.ranges(of: heading).last else { return nil }
    return back[start.upperBound...]
  }

  var metadata: Metadata {
    Metadata(
      title: string("Title") ?? "", summary: string("Subject") ?? "",
      entries: Metadata.entries(fromText: string("Keywords") ?? ""))
  }

  /// The text string under a key (7.3.4, 7.9.2.2).
  private func string(_ key: String) -> String? {
    guard let range = dictionary.firstRange(of: "/\(key) ".utf8) else { return nil }
    let rest = dictionary[range.upperBound...]
    guard let bytes = rest.first == 0x3c ? PDFReader.hexadecimal(rest) : PDFReader.literal(rest)
    else { return nil }
    guard bytes.starts(with: [0xfe, 0xff]) else { return String(decoding: bytes, as: UTF8.self) }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard let end = bytes.firstIndex(of: 0x3e) else { return nil }
    let digits = bytes[..<end].dropFirst().compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }

  private static func literal(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard bytes.first == 0x28 else { return nil }
    var result: [UInt8] = []
    var depth = 1
    var rest = bytes.dropFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x5c:
        guard let escaped = rest.popFirst() else { return nil }
        result.append(unescaped(escaped, &rest))
        continue
      default: break
      }
      if depth == 0 { return result }
      result.append(byte)
    }
    return nil
  }

  /// What a backslash and the byte after it stand for: a control character, three octal digits, or
  /// the byte itself.
  private static func unescaped(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "t"): return 0x09
    case 0x30...0x37:
      var value = Int(byte - 0x30)
      for _ in 0..<2 {
        guard let next = rest.first, (0x30...0x37).contains(next) else { break }
        value = value * 8 + Int(next - 0x30)
        rest = rest.dropFirst()
      }
      return UInt8(truncatingIfNeeded: value)
    default: return byte
    }
  }
}

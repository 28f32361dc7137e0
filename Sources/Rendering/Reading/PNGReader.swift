import CDeflate

/// Takes a PNG file apart into its chunks (PNG Specification, third edition).
struct PNGReader {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  struct Chunk {
    var type: String
    var data: ArraySlice<UInt8>
  }

  let chunks: [Chunk]

  /// - Throws: a `DamagedFile` if the end is missing or a checksum is wrong.
  init(_ bytes: [UInt8]) throws {
    var chunks: [Chunk] = []
    var at = PNGReader.signature.count
    while chunks.last?.type != "IEND" {
      guard at + 12 <= bytes.count else { throw DamagedFile.cutOff }
      let length = PNGReader.number(bytes, at)
      guard at + 12 + length <= bytes.count else { throw DamagedFile.cutOff }
      let checked = bytes[(at + 4)..<(at + 8 + length)]
      let checksum = checked.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
      guard Int(checksum) == PNGReader.number(bytes, at + 8 + length) else {
        throw DamagedFile("is damaged: a checksum in it is wrong")
      }
      chunks.append(
        Chunk(
          type: String(decoding: checked.prefix(4), as: UTF8.self), data: checked.dropFirst(4)))
      at += 12 + length
    }
    self.chunks = chunks
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  var metadata: Metadata {
    var metadata = Metadata()
    for chunk in chunks {
      guard let (key, value) = PNGReader.text(chunk) else { continue }
      switch key {
      case "Title": metadata.title = value
      case "Description": metadata.summary = value
      default: metadata.entries.append(.init(key, value))
      }
    }
    return metadata
  }

  /// The keyword and text of a chunk of uncompressed text.
  private static func text(_ chunk: Chunk) -> (String, String)? {
    let parts: [ArraySlice<UInt8>]
    switch chunk.type {
    case "tEXt":
      parts = chunk.data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    case "iTXt":
      // Keyword, two flags, language, translated keyword, text.
      let split = chunk.data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      guard split.count == 2, split[1].starts(with: [0, 0]) else { return nil }
      let rest = split[1].dropFirst(2)
        .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
      guard rest.count == 3 else { return nil }
      parts = [split[0], rest[2]]
    default: return nil
    }
    guard parts.count == 2 else { return nil }
    return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
  }
}

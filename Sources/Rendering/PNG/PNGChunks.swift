import CDeflate

/// The bytes of a PNG file's chunks.
struct PNGChunks {
  var bytes: [UInt8] = []

  init() {}

  /// - Parameter signature: whether the file begins here.
  init(signature: Bool) {
    if signature { bytes = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }
  }

  /// Size, kind and colours of the image: 8 bits a channel, sRGB.
  mutating func appendHeader(size: PixelSize, channels: Int) {
    append("IHDR") { data in
      data.appendBigEndian(UInt32(size.width))
      data.appendBigEndian(UInt32(size.height))
      data += [8, channels == 4 ? 6 : 2, 0, 0, 0]
    }
    append("sRGB") { $0.append(0) }
  }

  /// What the file says of itself.
  mutating func append(_ metadata: Metadata) {
    if !metadata.title.isEmpty { append(text: metadata.title, key: "Title") }
    if !metadata.summary.isEmpty { append(text: metadata.summary, key: "Description") }
    for entry in metadata.entries { append(text: entry.value, key: entry.key) }
  }

  /// A chunk: length, type, data, check sum over type and data.
  mutating func append(_ type: String, _ write: (inout [UInt8]) throws -> Void) rethrows {
    let start = bytes.count
    bytes += [0, 0, 0, 0]
    bytes += type.utf8
    try write(&bytes)
    let length = UInt32(bytes.count - start - 8)
    for i in 0..<4 { bytes[start + i] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(i))) }
    let checksum = bytes[(start + 4)...].withUnsafeBytes {
      libdeflate_crc32(0, $0.baseAddress, $0.count)
    }
    bytes.appendBigEndian(checksum)
  }

  mutating func append(text: String, key: String) {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0 }) {
      append("tEXt") { data in
        data += key.utf8
        data.append(0)
        data += text.utf8
      }
    } else {
      // Uncompressed, no language, no translated keyword.
      append("iTXt") { data in
        data += key.utf8
        data += [0, 0, 0, 0, 0]
        data += text.utf8.filter { $0 != 0 }
      }
    }
  }
}

extension [UInt8] {
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// A number of `10^-decimals` units, without zeros that say nothing: 1250 with 2 decimals is
  /// `12.5`, 50 is `.5`.
  mutating func append(fixed value: Int, decimals: Int) {
    var magnitude = value.magnitude
    guard magnitude != 0 else {
      append(0x30)
      return
    }
    if value < 0 { append(0x2d) }
    var places = decimals
    while places > 0, magnitude % 10 == 0 {
      magnitude /= 10
      places -= 1
    }
    let digits = Array(String(magnitude).utf8)
    if places == 0 {
      append(contentsOf: digits)
    } else if digits.count <= places {
      append(0x2e)
      append(contentsOf: repeatElement(0x30, count: places - digits.count))
      append(contentsOf: digits)
    } else {
      append(contentsOf: digits.dropLast(places))
      append(0x2e)
      append(contentsOf: digits.suffix(places))
    }
  }

  /// A number rounded to `decimals` places.
  mutating func append(_ value: Double, decimals: Int) {
    append(fixed: fixedPoint(value, decimals: decimals), decimals: decimals)
  }

  /// The bytes in base 64 (RFC 4648).
  mutating func append(base64 bytes: [UInt8]) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    reserveCapacity(count + bytes.count * 4 / 3 + 4)
    var i = 0
    while i < bytes.count {
      let rest = bytes.count - i
      let word =
        UInt32(bytes[i]) << 16 | (rest > 1 ? UInt32(bytes[i + 1]) << 8 : 0)
        | (rest > 2 ? UInt32(bytes[i + 2]) : 0)
      append(alphabet[Int(word >> 18)])
      append(alphabet[Int(word >> 12 & 63)])
      append(rest > 1 ? alphabet[Int(word >> 6 & 63)] : 0x3d)
      append(rest > 2 ? alphabet[Int(word & 63)] : 0x3d)
      i += 3
    }
  }

  mutating func appendBigEndian(_ value: UInt32) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }
}

/// `value` in units of `10^-decimals`, rounded. What is no finite number, or far too large, is 0.
func fixedPoint(_ value: Double, decimals: Int) -> Int {
  var scaled = value
  for _ in 0..<decimals { scaled *= 10 }
  return abs(scaled) < 1e15 ? Int(scaled.rounded()) : 0
}

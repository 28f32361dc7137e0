import Drawing
import Geometry

extension UInt8 {
  /// Stands for the file's own prefix of identifiers until that is known; no XML text contains it.
  static let prefixMark: UInt8 = 1
}

/// Text as XML wants it.
extension [UInt8] {
  mutating func append(escaped text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case 9, 10, 13: append(0x20)
      case 0..<0x20: break
      default: append(byte)
      }
    }
  }

  /// ` name="value"`.
  mutating func attribute(_ name: String, _ value: String) {
    append(" \(name)=\"")
    append(escaped: value)
    append(0x22)
  }

  mutating func attribute(_ name: String, _ value: Double, decimals: Int = 2) {
    append(" \(name)=\"")
    append(value, decimals: decimals)
    append(0x22)
  }

  /// ` name="#rgb"`, and the opacity if the colour isn't opaque.
  mutating func attribute(_ name: String, _ color: Color) {
    attribute(name, color.shortHex)
    if color.opacity < 1 { attribute("\(name)-opacity", Swift.max(color.opacity, 0), decimals: 3) }
  }

  mutating func attribute(_ style: StrokeStyle) {
    attribute("stroke-width", style.width, decimals: 3)
    if style.cap != .butt { attribute("stroke-linecap", style.cap.rawValue) }
    if style.join != .miter { attribute("stroke-linejoin", style.join.rawValue) }
    guard style.dash.contains(where: { $0 > 0 }) else { return }
    append(" stroke-dasharray=\"")
    for (i, length) in style.dash.enumerated() {
      if i > 0 { append(0x20) }
      append(length, decimals: 2)
    }
    append(0x22)
    if style.dashPhase != 0 { attribute("stroke-dashoffset", style.dashPhase) }
  }

  /// ` d="…"`.
  mutating func attribute(_ path: SVGPathData) {
    append(" d=\"")
    append(contentsOf: path.bytes)
    append(0x22)
  }
}

extension Color {
  /// `#rgb` where that says the same as `#rrggbb`.
  fileprivate var shortHex: String {
    let digits = Array(hexString.utf8.dropFirst())
    guard digits[0] == digits[1], digits[2] == digits[3], digits[4] == digits[5] else {
      return hexString
    }
    return "#" + String(decoding: [digits[0], digits[2], digits[4]], as: UTF8.self)
  }
}

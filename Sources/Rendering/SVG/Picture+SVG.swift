import Drawing
import Geometry

extension Picture {
  /// The picture as an SVG file: text as outlines, parts as groups with a `data-part`.
  ///
  /// All identifiers start with a prefix made from the content, so several files can share a web
  /// page. The same picture gives the same bytes.
  public func svg(metadata: Metadata = Metadata()) throws -> [UInt8] {
    try metadata.check()
    guard commands.allSatisfy(\.isFinite) else { throw Picture.notFinite }
    var writer = SVGWriter()
    try writer.write(self)
    var file: [UInt8] = []
    writeHead(metadata, &file)
    if !writer.definitions.isEmpty {
      file.append("<defs>\n")
      file += writer.definitions
      file.append("</defs>\n")
    }
    file += writer.body
    file.append("</svg>\n")
    return Picture.marked(file)
  }

  private func writeHead(_ metadata: Metadata, _ file: inout [UInt8]) {
    file.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    file.append(size.width, decimals: 2)
    file.append("pt\" height=\"")
    file.append(size.height, decimals: 2)
    file.append("pt\" viewBox=\"0 0 ")
    file.append(size.width, decimals: 2)
    file.append(0x20)
    file.append(size.height, decimals: 2)
    // Corners as Cairo cuts them.
    file.append("\" stroke-miterlimit=\"10\" role=\"img\"")
    let labels = [("title", metadata.title), ("desc", metadata.summary)].filter { !$0.1.isEmpty }
    if !labels.isEmpty {
      file.append(" aria-labelledby=\"")
      for (i, label) in labels.enumerated() {
        if i > 0 { file.append(0x20) }
        file.append(.prefixMark)
        file.append("-\(label.0)")
      }
      file.append(0x22)
    }
    file.append(">\n")
    for (name, text) in labels {
      file.append("<\(name) id=\"")
      file.append(.prefixMark)
      file.append("-\(name)\">")
      file.append(escaped: text)
      file.append("</\(name)>\n")
    }
    guard !metadata.entries.isEmpty else { return }
    file.append("<metadata>")
    for line in metadata.text.split(separator: "\n") {
      file.append(escaped: String(line))
      file.append(0x0a)
    }
    file.append("</metadata>\n")
  }

  /// Replaces every mark by a prefix that depends on the whole content (FNV-1a, 64 bits).
  private static func marked(_ file: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in file { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let prefix = Array("L\(String(hash, radix: 36).suffix(7))".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(file.count + file.count / 8)
    for byte in file {
      if byte == .prefixMark { result += prefix } else { result.append(byte) }
    }
    return result
  }
}

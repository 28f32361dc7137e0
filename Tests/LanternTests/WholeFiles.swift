import Foundation
import Rendering
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Fails if the file at `path` is cut off or otherwise not what its name's ending says.
func expectWhole(
  _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = try bytes(of: path)
  let comment = Comment(rawValue: path)
  switch URL(filePath: path).pathExtension {
  case "png":
    #expect(file.starts(with: [0x89, 0x50, 0x4e, 0x47]), comment, sourceLocation: sourceLocation)
    #expect(
      chunkNames(ofPNG: file).last == "IEND", comment, sourceLocation: sourceLocation)
  case "pdf":
    let text = String(decoding: file.suffix(32), as: UTF8.self)
    #expect(file.starts(with: Array("%PDF-".utf8)), comment, sourceLocation: sourceLocation)
    #expect(text.contains("%%EOF"), comment, sourceLocation: sourceLocation)
  case "svg":
    #expect(XMLParser(data: Data(file)).parse(), comment, sourceLocation: sourceLocation)
  case "json":
    #expect(throws: Never.self, comment, sourceLocation: sourceLocation) {
      try JSONSerialization.jsonObject(with: Data(file))
    }
  case "mp4":
    let reader = try MovieReader(path)
    var count = 0
    while try reader.nextFrame() != nil { count += 1 }
    #expect(count == reader.info.frameCount && count > 0, comment, sourceLocation: sourceLocation)
  case "html":
    let text = String(decoding: file, as: UTF8.self)
    #expect(text.hasSuffix("</html>\n"), comment, sourceLocation: sourceLocation)
    #expect(XMLParser(data: Data(file)).parse(), comment, sourceLocation: sourceLocation)
  case "css", "js", "vtt":
    #expect(file.last == 0x0a, comment, sourceLocation: sourceLocation)
  case "otf":
    #expect(file.starts(with: Array("OTTO".utf8)), comment, sourceLocation: sourceLocation)
  default:
    Issue.record("an unexpected file: \(path)", sourceLocation: sourceLocation)
  }
}

/// The types of a PNG file's chunks that are there to their end.
private func chunkNames(ofPNG file: [UInt8]) -> [String] {
  var names: [String] = []
  var at = 8
  while at + 12 <= file.count {
    let length = file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    let name = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
    at += 12 + length
    if at <= file.count { names.append(name) }
  }
  return at == file.count ? names : []
}

import Drawing
import Foundation
import Geometry
import Rendering
import Testing
import Typesetting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects the elements of an XML text.
private final class Elements: NSObject, XMLParserDelegate {
  var all: [(name: String, attributes: [String: String])] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    all.append((name, attributes))
  }

  static func parse(_ bytes: [UInt8]) throws -> Elements {
    let parser = XMLParser(data: Data(bytes))
    let elements = Elements()
    parser.delegate = elements
    try #require(
      parser.parse(), "the SVG is not well-formed: \(String(describing: parser.parserError))")
    return elements
  }
}

@Suite struct SVGTests {
  @Test func structure() throws {
    let metadata = Metadata(
      title: "Loss < 1 & \"more\"", summary: "Two\u{1} paths", entries: [.init("Seed", "7")])
    let svg = try everything().svg(metadata: metadata)
    let elements = try Elements.parse(svg).all
    let root = try #require(elements.first)
    #expect(root.name == "svg")
    #expect(root.attributes["viewBox"] == "0 0 160 90")
    #expect(root.attributes["width"] == "160pt")
    for name in ["title", "desc", "metadata", "defs", "clipPath", "image", "use", "path"] {
      #expect(elements.contains { $0.name == name }, "no \(name)")
    }
    let parts = elements.compactMap { $0.attributes["data-part"] }
    #expect(parts == ["plot", "plot"])
    let images = elements.filter { $0.name == "image" }
    #expect(images.map { $0.attributes["style"] } == ["image-rendering:pixelated", nil])
    #expect(elements.filter { $0.name == "use" }.count == 42)
  }

  @Test func facetsHaveTheirMiddleColor() throws {
    let shading = Shading(from: .zero, to: Point(10, 0), [.black, Color(hex: 0x123456), .white])
    let picture = Picture(
      size: Size(10, 10),
      commands: [.facet(Path(rect: Rect(x: 0, y: 0, width: 10, height: 10)), shading)])
    let paths = try Elements.parse(try picture.svg()).all.filter { $0.name == "path" }
    #expect(paths.map { $0.attributes["fill"] } == ["#123456"])
    // A PDF with a pattern for each face would be large.
    #expect(!String(decoding: try picture.pdf(), as: UTF8.self).contains("/Pattern <<"))
  }

  @Test func identifiersAreUniqueAndPrefixed() throws {
    let elements = try Elements.parse(try everything().svg()).all
    let identifiers = elements.compactMap { $0.attributes["id"] }
    #expect(Set(identifiers).count == identifiers.count)
    let prefix = try #require(identifiers.first).prefix(8)
    #expect(identifiers.allSatisfy { $0.hasPrefix(prefix) })
    // What is used is defined.
    let used = elements.filter { $0.name == "use" }.compactMap {
      $0.attributes["href"]?.dropFirst()
    }
    #expect(used.allSatisfy { identifiers.contains(String($0)) })
    let other = try Elements.parse(try everything(at: 1).svg()).all
    #expect(Set(other.compactMap { $0.attributes["id"] }).isDisjoint(with: identifiers))
  }

  @Test func imagesAreTheirPixels() throws {
    let elements = try Elements.parse(try everything().svg()).all
    let link = try #require(elements.first { $0.name == "image" }?.attributes["href"])
    let base64 = try #require(link.split(separator: ",").last)
    let png = try #require(Data(base64Encoded: String(base64)))
    let checks = Bitmap(
      width: 2, height: 2,
      pixels: [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 0, 255])
    #expect([UInt8](png) == (try checks.png()))
  }

  @Test func pathsAreExactToTheirDecimals() throws {
    var path = Path(
      polyline: [Point(0.125, -0.5), Point(10, -0.5), Point(10, 3.999)], closed: true)
    path.move(to: Point(1, 1))
    path.curve(to: Point(2, 2), Point(1.5, 1), Point(2, 1.5))
    let picture = Picture(size: Size(20, 20), commands: [.fill(path, .black)])
    let element = try Elements.parse(try picture.svg()).all.last
    #expect(element?.attributes["fill"] == "#000")
    #expect(element?.attributes["d"] == "M.13-.5h9.87v4.5zm.87 1.5c.5 0 1 .5 1 1")
  }

  @Test func sameBytesTwice() throws {
    #expect(try everything().svg() == everything().svg())
  }
}

@Suite struct PDFTests {
  @Test func structureAndMetadata() throws {
    let metadata = Metadata(
      title: "Gradient", summary: "Two paths", entries: [.init("Seed", "7")])
    let pdf = try everything().pdf(metadata: metadata)
    let text = String(decoding: pdf.map { $0 < 0x80 ? $0 : 0x2e }, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1."))
    #expect(text.hasSuffix("%%EOF\n"))
    #expect(text.contains("/MediaBox [ 0 0 160 90 ]"))
    #expect(text.contains("/Title (Gradient)"))
    #expect(text.contains("/Subject (Two paths)"))
    #expect(text.contains("/Keywords (Seed: 7)"))
    #expect(text.contains("20231205000000"))
    // A real font, embedded, with the way back to characters.
    #expect(text.contains("LMSans10-Regular"))
    #expect(text.contains("/FontFile3"))
    #expect(text.contains("/ToUnicode"))
    // The image at its own resolution.
    #expect(text.contains("/Width 2"))
    #expect(text.contains("/Height 2"))
    #expect(text.contains("/Interpolate true"))
    #expect(text.contains("/Interpolate false"))
  }

  @Test func sameBytesTwice() throws {
    #expect(try everything().pdf() == everything().pdf())
  }

  @Test func threadsDontDisturbEachOther() async throws {
    let expected = try everything().pdf()
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 { group.addTask { try everything().pdf() } }
      for try await pdf in group { #expect(pdf == expected) }
    }
  }

  @Test func ligaturesAndBuiltUpGlyphsKeepTheirText() throws {
    // Three glyphs for two characters, and one for three.
    func run(_ count: Int, _ text: String) -> GlyphRun {
      let glyphs = (0..<count).map {
        GlyphRun.Glyph(id: UInt32(30 + $0), position: Point(9 * Double($0), 0))
      }
      return GlyphRun(face: .math, size: 10, glyphs: glyphs, text: text)
    }
    for run in [run(3, "ab"), run(1, "ffi"), run(2, ""), run(4, "∑ϕé")] {
      let picture = Picture(
        size: Size(90, 20), commands: [.glyphs(run, .translation(Point(5, 15)), .black)])
      #expect(try picture.pdf().count > 1000)
    }
  }
}

@Suite struct JSONTests {
  @Test func everyCommandIsThere() throws {
    let json = try everything().json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    #expect(object["width"] as? Double == 160)
    #expect(object["background"] as? String == "#ffffff")
    let commands = try #require(object["commands"] as? [[String: Any]])
    let types = commands.compactMap { $0["type"] as? String }
    #expect(types.count == everything().commands.count)
    #expect(
      Set(types) == [
        "fill", "facet", "stroke", "stamp", "image", "glyphs", "pushClip", "pushOpacity",
        "pushPart", "pop",
      ])
    let facet = try #require(commands.first { $0["type"] as? String == "facet" })
    #expect(facet["colors"] as? [String] == ["#ff0000", "#ffffff", "#0000ff"])
    #expect(facet["to"] as? [Double] == [100, 72])
    let glyphs = try #require(commands.first { $0["type"] as? String == "glyphs" })
    #expect(glyphs["text"] as? String == "ab")
    #expect(glyphs["glyphs"] as? [[Double]] == [[40, 0, 0], [60, 8.25, 0]])
  }

  @Test func valuesSurvive() throws {
    var json = JSONWriter()
    let text = "a \"quoted\" \\ line\n\u{1f}é"
    json.object {
      $0.member("text", text)
      $0.member("number", 0.1)
      $0.member("float") { $0.value(Float(0.1)) }
      $0.member("whole", 3)
      $0.member("flag", true)
      $0.member("none", Double.nan)
      $0.member("list") { $0.array([1e300, -2.5, 1e-7]) }
      $0.member("empty") { $0.object { _ in } }
    }
    #expect(String(decoding: json.bytes, as: UTF8.self).contains("\"float\":0.1,"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    #expect(object["text"] as? String == text)
    #expect(object["number"] as? Double == 0.1)
    #expect(object["whole"] as? Int == 3)
    #expect(object["none"] is NSNull)
    #expect(object["list"] as? [Double] == [1e300, -2.5, 1e-7])
  }
}

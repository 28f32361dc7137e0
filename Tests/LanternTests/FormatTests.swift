import Figures
import Foundation
import Gallery
import Lantern
import Rendering
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The files of the real figures: whole, selectable, safe beside each other.
@Suite struct FormatTests {
  private static let pdftotext = "/usr/bin/pdftotext"
  private static let hasPDFToText = FileManager.default.isExecutableFile(atPath: pdftotext)

  private static let chapters = Figures.scripts.filter { script in
    ["2", "3", "4", "5"].contains(script.entry.chapter)
  }

  private static func picture(_ script: ScriptRegistration) throws -> Picture {
    guard case .figure(let run) = try script.run() else {
      throw ScriptError("\(script.entry.id) is no figure")
    }
    return try run.picture(theme: .book)
  }

  /// Identifiers that an SVG defines, and those that it refers to.
  private final class Identifiers: NSObject, XMLParserDelegate {
    var defined: [String] = []
    var used: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      for (key, value) in attributes {
        if key == "id" { defined.append(value) }
        if key.hasSuffix("href"), value.hasPrefix("#") { used.insert(String(value.dropFirst())) }
        for match in value.matches(of: /url\(#([^)]*)\)/) { used.insert(String(match.1)) }
      }
    }
  }

  @Test func allFiguresCanBeInlinedInOnePage() throws {
    var owners: [String: String] = [:]
    for script in Self.chapters {
      let id = script.entry.id
      let parser = XMLParser(data: Data(try Self.picture(script).svg()))
      let identifiers = Identifiers()
      parser.delegate = identifiers
      #expect(parser.parse(), "\(id): \(String(describing: parser.parserError))")
      #expect(Set(identifiers.defined).count == identifiers.defined.count, "\(id)")
      #expect(identifiers.used.isSubset(of: identifiers.defined), "\(id) refers to nothing")
      for name in identifiers.defined {
        if let other = owners[name] { Issue.record("\(id) and \(other) both define \(name)") }
        owners[name] = id
      }
    }
  }

  @Test(arguments: chapters)
  func theSameFigureGivesTheSameBytes(_ script: ScriptRegistration) throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    for folder in [one, two] {
      try FigureExporter(script: script, circumstances: .same)
        .export([.png, .pdf, .svg], to: folder.path)
    }
    #expect(try one.contents.count == 3)
    for name in try one.contents {
      #expect(try bytes(of: one.file(name)) == bytes(of: two.file(name)), "\(name)")
    }
  }

  /// Labels as a reader would select them in the PDF.
  @Test(
    .enabled(if: hasPDFToText, "pdftotext is not installed"),
    arguments: [
      ("2.2", ["Input", "Output", "Loss", "7.07", "10.28"]), ("3.9", ["Number of regions"]),
      ("3.12", ["Hidden layer", "Weight"]), ("5.11", ["univariate", "mixture of", "Gaussians"]),
      ("5.12", ["Minimize KL divergence"]),
    ])
  func textCanBeSelected(_ id: String, _ labels: [String]) throws {
    let script = try #require(Figures.scripts.first { $0.entry.id == id })
    let folder = try TemporaryFolder()
    try FigureExporter(script: script).export([.pdf], to: folder.path)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: Self.pdftotext)
    process.arguments = ["-layout", folder.file("\(id).pdf"), "-"]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    for label in labels { #expect(text.contains(label), "\(label) in:\n\(text)") }
  }
}

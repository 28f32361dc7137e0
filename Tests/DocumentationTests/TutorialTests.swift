import Foundation
import Lantern
import Testing

@testable import tutorial

/// The project's folder.
private let project = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func text(_ path: String) throws -> String {
  try String(contentsOf: project.appending(path: path), encoding: .utf8)
}

@Suite struct TutorialTests {
  /// What the reader is told to write is what is compiled.
  @Test(arguments: ["NoisyWave", "FittedWave", "WaveFinder"])
  func theArticleQuotesTheScript(_ name: String) throws {
    let article = try text("Documentation/Lantern.docc/FromEmptyFileToFilm.md")
    let script = try text("Documentation/Tutorial/\(name).swift")
    #expect(article.contains("<!-- \(name).swift -->\n```swift\n\(script)```\n"))
  }

  @Test func theREADMEQuotesTheFirstScript() throws {
    let script = try text("Documentation/Tutorial/NoisyWave.swift")
    #expect(try text("README.md").contains("```swift\n\(script)```\n"))
  }

  @Test func everyScriptIsTold() throws {
    #expect(tutorial.scripts.map(\.entry.id).sorted() == ["1", "2", "wave-finder"])
  }

  @Test(arguments: ["1", "2"], Theme.all)
  func figuresFitTheirPage(_ number: String, _ theme: Theme) throws {
    let script = try #require(tutorial.scripts.first { $0.entry.id == number })
    guard case .figure(let run) = try script.run() else {
      Issue.record("\(number) is no figure")
      return
    }
    _ = try run.picture(theme: theme)
    for claim in try run.claims() { #expect(claim.holds, "\(claim.statement): \(claim.values)") }
  }

  /// The network is on the points at the end, and is not at the beginning.
  @Test func theFilmShowsAFit() throws {
    let evidence = try WaveFinder().compute(in: Lab(script: "wave-finder"))
    let first = try #require(evidence.losses.first)
    let last = try #require(evidence.losses.last)
    #expect(last < 0.2 * first)
    #expect(evidence.fits.count == evidence.steps.count)
    let duration = WaveFinder().shots(evidence).reduce(0) { $0 + $1.duration }
    #expect(duration == 12)
  }

  /// Each picture that an article shows is made by `make docs`.
  @Test func picturesOfArticlesAreMade() throws {
    let tool = try text("Tools/make-docs")
    let folder = project.appending(path: "Documentation/Lantern.docc")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".md") {
      let article = try text("Documentation/Lantern.docc/\(file)")
      for match in article.matches(of: /!\[([^\]]*)\]\(([^)]*)\)/) {
        let name = String(match.2)
        #expect(!match.1.isEmpty, "\(file): \(name) has no alternative text")
        let isFigure = name.wholeMatch(of: /\d+\.\d+/) != nil
        #expect(isFigure || tool.contains("/\(name).png"), "\(file): \(name)")
      }
    }
  }
}

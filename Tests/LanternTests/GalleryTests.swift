import Drawing
import Foundation
import Gallery
import Lantern
import Rendering
import Synchronization
import Testing

@Suite struct GalleryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Builds the gallery of the given scripts and returns its summary with the events by script.
  private func build(
    _ scripts: [ScriptRegistration], jobs: Int = 2
  ) throws -> (GalleryBuilder.Summary, [String: String]) {
    let library = ScriptLibrary(scripts)
    let events = Mutex<[String: String]>([:])
    let builder = GalleryBuilder(library: library, folder: folder.path, jobs: jobs)
    let summary = try builder.build(library.scripts) { event in
      events.withLock { events in
        switch event {
        case .progress: break
        case .made(let id, let seconds): events[id] = seconds >= 0 ? "made" : "before it began"
        case .upToDate(let id): events[id] = "kept"
        case .failed(let id, let message): events[id] = message
        }
      }
    }
    return (summary, events.withLock { $0 })
  }

  private let sample = registration(Sample.self)
  /// What a gallery of that has beside what all share.
  private let sampleFiles = [
    "1.2-dark.svg", "1.2.html", "1.2.pdf", "1.2.png", "1.2.svg", "index.html",
    "thumbnails/1.2-dark.png", "thumbnails/1.2.png", "times.html",
  ]

  @Test func aGalleryHasEveryFormatAndAPage() throws {
    let (summary, events) = try build([sample])
    #expect(summary.made == 1 && summary.kept == 0 && summary.failed.isEmpty)
    #expect(events == ["1.2": "made"])
    #expect(folder.files.filter { !$0.hasPrefix("site/") } == sampleFiles)
    #expect(folder.files.contains("site/site.css") && folder.files.contains("site/site.js"))
    let page = try String(contentsOfFile: folder.file("1.2.html"), encoding: .utf8)
    for name in ["1.2.png", "1.2.pdf", "1.2.svg", "A sample", #"alt="A line.""#] {
      #expect(page.contains(name))
    }
    for name in folder.files { try expectWhole(folder.file(name)) }
  }

  @Test func aSecondRunKeepsEverything() throws {
    _ = try build([sample])
    let before = try modificationDates()
    let (summary, events) = try build([sample])
    #expect(summary.made == 0 && summary.kept == 1 && summary.failed.isEmpty)
    #expect(events == ["1.2": "kept"])
    #expect(try modificationDates() == before)
  }

  private func modificationDates() throws -> [Date] {
    try (folder.files + [".stamps/1.2"]).map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      return try #require(attributes[.modificationDate] as? Date)
    }
  }

  @Test func changedCodeIsRunAgain() throws {
    _ = try build([sample])
    let (summary, _) = try build([registration(Sample.self, fingerprint: "2")])
    #expect(summary.made == 1 && summary.kept == 0)
  }

  @Test(arguments: ["deleted", "truncated", "stamp deleted", "stamp emptied", "stamp garbled"])
  func whatWasDamagedIsMadeAgain(_ damage: String) throws {
    _ = try build([sample])
    let original = try bytes(of: folder.file("1.2.png"))
    switch damage {
    case "deleted": try FileManager.default.removeItem(atPath: folder.file("1.2.png"))
    case "truncated":
      try Data(original.prefix(100)).write(to: URL(filePath: folder.file("1.2.png")))
    case "stamp deleted": try FileManager.default.removeItem(atPath: folder.file(".stamps/1.2"))
    case "stamp emptied": try Data().write(to: URL(filePath: folder.file(".stamps/1.2")))
    default: try Data([0xff, 0xfe, 0x0a]).write(to: URL(filePath: folder.file(".stamps/1.2")))
    }
    let (summary, _) = try build([sample])
    #expect(summary.made == 1 && summary.kept == 0)
    // What it says of its compute time may be different.
    let again = try bytes(of: folder.file("1.2.png"))
    #expect(try PixelDifference(again, original) == .pixels(largest: 0, count: 0))
    #expect(try build([sample]).0.kept == 1)
  }

  @Test(arguments: [1, 2, 8])
  func aScriptThatFailsIsNamedAndDoesNotStopTheOthers(_ jobs: Int) throws {
    let scripts = [registration(Diverging.self), sample, registration(Misspelt.self)]
    let (summary, events) = try build(scripts, jobs: jobs)
    #expect(summary.made == 1 && summary.failed == ["1.3", "1.4"])
    #expect(events["1.3"]?.contains("not finite") == true)
    #expect(events["1.4"]?.contains(#"\lamda"#) == true)
    #expect(folder.files.filter { !$0.hasPrefix("site/") } == sampleFiles)
    // What failed is tried again; what was made is kept.
    let (again, _) = try build(scripts, jobs: jobs)
    #expect(again.kept == 1 && again.failed == ["1.3", "1.4"])
    let page = try String(contentsOfFile: again.indexPath, encoding: .utf8)
    #expect(page.contains("1.2.html") && !page.contains("1.3"))
  }

  @Test func aFolderThatCannotBeMadeIsOneLine() throws {
    try Data().write(to: URL(filePath: folder.file("file")))
    let library = ScriptLibrary([sample])
    let builder = GalleryBuilder(library: library, folder: folder.file("file/in"), jobs: 1)
    let text = message { _ = try builder.build(library.scripts) { _ in } }
    #expect(text.contains(folder.file("file/in")))
  }

  @Test func theFolderMayHaveAwkwardCharacters() throws {
    let library = ScriptLibrary([sample])
    let path = folder.file("a b ü #1")
    for kept in [0, 1] {
      let summary = try GalleryBuilder(library: library, folder: path, jobs: 1)
        .build(library.scripts) { _ in }
      #expect(summary.kept == kept && summary.failed.isEmpty)
    }
  }
}

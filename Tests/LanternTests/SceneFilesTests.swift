import BrowserDriver
import Foundation
import Gallery
import Lantern
import Rendering
import Testing

/// What comes beside films: subtitles, sections, decks of slides.
@Suite struct SceneFilesTests {
  private let folder: TemporaryFolder
  private let exporter = SceneExporter(
    script: registration(Narrated.self), size: PixelSize(320, 180), frameRate: 10, jobs: 2)

  init() throws { folder = try TemporaryFolder() }

  @Test func aFilmHasChaptersAndSubtitles() throws {
    let files = try exporter.export([.mp4, .webm], extras: .captions, to: folder.path)
    #expect(files.map(\.kind) == ["mp4", "webm", "vtt"])
    #expect(try folder.contents == ["narrated.mp4", "narrated.vtt", "narrated.webm"])
    for name in ["narrated.mp4", "narrated.webm"] {
      let info = try MovieInfo.read(folder.file(name))
      #expect(
        info.chapters == [
          MovieChapter("One & only", from: 0, to: 1), MovieChapter("Two", from: 1, to: 1.5),
          MovieChapter("Three", from: 1.5, to: 2.2),
        ])
      #expect(
        try MovieReader.captions(of: folder.file(name)) == [
          MovieCaption("First <this>.", from: 0, to: 1),
          MovieCaption("Last that.", from: 1.5, to: 2.2),
        ])
    }
    let text = String(decoding: try bytes(of: folder.file("narrated.vtt")), as: UTF8.self)
    #expect(
      text == """
        WEBVTT

        1
        00:00:00.000 --> 00:00:01.000
        First &lt;this&gt;.

        2
        00:00:01.500 --> 00:00:02.200
        Last that.

        """)
    #expect(files[0].film?.frameHash == files[1].film?.frameHash)
    #expect(files[0].film?.frameCount == 22 && files[0].film?.duration == 2.2)
  }

  @Test func shotsThatSayTheSameShareASubtitle() throws {
    let exporter = SceneExporter(
      script: registration(Echo.self), size: PixelSize(160, 90), frameRate: 10, jobs: 1)
    try exporter.export([.mp4], extras: .captions, to: folder.path)
    let captions = try MovieReader.captions(of: folder.file("echo.mp4"))
    #expect(captions.map(\.text) == ["Same.", "Other.", "Same."])
    let times = captions.flatMap { [$0.start, $0.end].map { Int(($0 * 1000).rounded()) } }
    #expect(times == [0, 800, 800, 1200, 1200, 1600])
  }

  @Test func aSubtitleIsASentence() throws {
    let exporter = SceneExporter(
      script: registration(Talk.self), size: PixelSize(160, 90), frameRate: 10, jobs: 1)
    try exporter.export([.mp4], extras: .captions, to: folder.path)
    let captions = try MovieReader.captions(of: folder.file("talk.mp4"))
    #expect(captions.map(\.text) == ["A rate of 0.5 is large.", "Is it?", "No, not here!"])
    // 24, 7 and 13 of 44 letters in 4.4 s.
    let times = captions.flatMap { [$0.start, $0.end].map { Int(($0 * 1000).rounded()) } }
    #expect(times == [0, 2400, 2400, 3100, 3100, 4400])
    // Notes are whole, and what stands on the page is something else.
    guard case .scene(let run) = try registration(Talk.self).run() else { return }
    let page = try run.timeline(frameRate: 10).frame(0, aspectRatio: 16 / 9, theme: .lecture)
    let words = page.commands.compactMap { command -> String? in
      if case .glyphs(let run, _, _) = command { run.text } else { nil }
    }
    #expect(words.joined(separator: " ").contains("In short"), "\(words)")
    #expect(!words.joined(separator: " ").contains("rate"), "\(words)")
  }

  @Test func aSectionIsAShot() throws {
    let files = try exporter.export([.mp4, .gif], extras: .sections, to: folder.path)
    #expect(files.map(\.kind) == ["sections"] && files[0].path == folder.file("narrated.sections"))
    #expect(try folder.contents == ["narrated.sections"])
    let place = folder.file("narrated.sections")
    let names = ["01-one-only", "02-two", "03-three"]
    let kinds = ["gif", "mp4", "png"]
    let listed = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    #expect(listed == names.flatMap { name in kinds.map { "\(name).\($0)" } } + ["index.json"])
    let json = try JSONSerialization.jsonObject(with: Data(bytes(of: "\(place)/index.json")))
    let index = try #require(json as? [String: Any])
    #expect(index["name"] as? String == "narrated" && index["frameRate"] as? Int == 10)
    let sections = try #require(index["sections"] as? [[String: Any]])
    #expect(sections.map { $0["name"] as? String } == ["One & only", "Two", "Three"])
    #expect(sections.map { $0["frames"] as? Int } == [10, 5, 7])
    #expect(sections.map { $0["start"] as? Double } == [0, 1, 1.5])
    #expect(sections.map { $0["narration"] as? String } == ["First <this>.", nil, "Last that."])
    for (name, section) in zip(names, sections) {
      #expect(section["files"] as? [String] == ["\(name).mp4", "\(name).gif"])
      let info = try MovieInfo.read("\(place)/\(name).mp4")
      #expect(Int((info.duration * 10).rounded()) == section["frames"] as? Int)
      #expect(info.metadata.entries.last?.value == section["frameHash"] as? String)
    }
  }

  @Test func aPageHoldsAllItNeeds() throws {
    let files = try exporter.export([.mp4], extras: .slides, to: folder.path)
    #expect(files.map(\.kind) == ["html"])
    #expect(try folder.contents == ["narrated.slides.html"])
    let page = String(decoding: try bytes(of: folder.file("narrated.slides.html")), as: UTF8.self)
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(!page.contains("http:") && !page.contains("https:"))
    #expect(page.contains("data-name=\"One &amp; only\" data-notes=\"First &lt;this&gt;.\""))
  }

  @Test(.enabled(if: Browser.path != nil, "install the Debian package chromium"))
  func theDeckIsDrivenByKeys() throws {
    try exporter.export([.mp4], extras: .slides, to: folder.path)
    let browser = try Browser()
    try browser.open(file: folder.file("narrated.slides.html"))
    func isShot(_ number: Int) -> String {
      "document.body && document.body.dataset.shot === '\(number)'"
    }
    let shown = "document.querySelectorAll('video.shown').length === 1"
    try browser.wait(for: isShot(1))
    try browser.wait(for: shown)
    try browser.wait(for: "document.body.dataset.state === 'ended'")
    #expect(try browser.value("document.querySelectorAll('video').length") == "3")
    #expect(try browser.value("document.querySelector('video').videoWidth") == "320")
    #expect(try browser.value("document.title") == "One & only")
    #expect(try browser.value("document.getElementById('notes').hidden") == "true")
    try browser.press("n")
    #expect(try browser.value("document.getElementById('notes').hidden") == "false")
    #expect(
      try browser.value("document.getElementById('notes').textContent") == "One & onlyFirst <this>.")

    try browser.press("ArrowRight")
    try browser.wait(for: isShot(2))
    try browser.wait(
      for: "document.querySelectorAll('video')[1].classList.contains('shown')"
        + " && document.querySelectorAll('video')[1].ended")
    #expect(try browser.value("document.getElementById('count').textContent") == "2 / 3")
    try browser.press("ArrowLeft")
    try browser.wait(for: isShot(1))
    try browser.wait(for: "document.querySelector('video').currentTime > 0.2")
    // Before the first there is nothing.
    try browser.press("ArrowLeft")
    #expect(try browser.value("document.body.dataset.shot") == "1")

    try browser.press("End")
    try browser.wait(for: isShot(3))
    try browser.wait(for: "document.body.dataset.state === 'ended'")
    #expect(try browser.value("location.hash") == "#3")
    // After the last there is nothing.
    try browser.press(" ")
    #expect(try browser.value("document.body.dataset.shot") == "3")
    try browser.press("Home")
    try browser.wait(for: isShot(1))
    // Keys pressed faster than clips can start lose nothing.
    for key in ["ArrowRight", "ArrowLeft", "ArrowRight", "ArrowRight"] { try browser.press(key) }
    try browser.wait(for: isShot(3))
    try browser.wait(for: shown)
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func oddWishesAreExplainedBeforeAnyWork() throws {
    for (exporter, format, words) in [
      (
        SceneExporter(script: registration(Narrated.self), isTransparent: true), MovieFormat.mp4,
        ["MP4", "transparent", "webm"]
      ),
      (SceneExporter(script: registration(Narrated.self), frameRate: 60), .gif, ["GIF", "50"]),
    ] {
      let text = message { try exporter.export([format], to: folder.path) }
      for word in words { #expect(text.contains(word), "\(text)") }
    }
    #expect(try folder.contents.isEmpty)
  }

  @Test func smallFormatsHaveSmallDefaults() throws {
    let files = try SceneExporter(script: registration(Narrated.self))
      .export([.gif, .apng], to: folder.path)
    for file in files {
      #expect(file.film?.size == PixelSize(640, 360) && file.film?.frameRate == 25)
    }
  }
}

/// A scene of three shots, of which the second says nothing.
struct Narrated: Scene {
  static let entry = Entry(scene: "narrated", "A narrated test", alt: "A disc grows.")

  func compute(in lab: Lab) throws -> Int { 0 }

  func shots(_ evidence: Int) -> [Shot] {
    Shot("One & only", lasting: .seconds(1), narration: "First <this>.") { time in
      Circle().fill(.orange).frame(width: 20 + 80 * time.progress, height: 120)
    }
    Shot("Two", lasting: .seconds(0.5)) { _ in Text("two") }
    Shot("Three", lasting: .seconds(0.7), narration: "Last that.") { time in
      Text("three").opacity(time.progress)
    }
  }
}

/// A scene whose shots repeat what they say.
struct Echo: Scene {
  static let entry = Entry(scene: "echo", "An echo", alt: "Words.")

  func compute(in lab: Lab) throws -> [String] { ["Same.", "Same.", "Other.", "Same."] }

  func shots(_ evidence: [String]) -> [Shot] {
    for (number, words) in evidence.enumerated() {
      Shot("Shot \(number + 1)", lasting: .seconds(0.4), narration: words) { _ in
        Slide { Text("x") }
      }
    }
  }
}

/// A scene that says more than its page.
struct Talk: Scene {
  static let entry = Entry(scene: "talk", "A talk", alt: "Words.")

  func compute(in lab: Lab) throws -> Int { 0 }

  func shots(_ evidence: Int) -> [Shot] {
    Shot(
      "Rate", lasting: .seconds(4.4), caption: "In short",
      narration: "A rate of 0.5 is large. Is it? No, not here!"
    ) { _ in
      Slide { Text("x") }
    }
  }
}

import Drawing
import Foundation
import Gallery
import Lantern
import Rendering
import Testing

/// Pictures that are made again from what their files say.
@Suite struct ReproducerTests {
  private let folder: TemporaryFolder
  private let sample = registration(Sample.self)

  init() throws { folder = try TemporaryFolder() }

  private func reproducer(_ scripts: ScriptRegistration...) -> Reproducer {
    Reproducer(library: ScriptLibrary(scripts))
  }

  /// Writes the sample as PNG, PDF and SVG and returns the paths.
  private func export(
    _ settings: [String: String] = [:], theme: Theme = .book, pixelWidth: Int? = nil
  ) throws -> [String] {
    try FigureExporter(script: sample, settings: settings, theme: theme, pixelWidth: pixelWidth)
      .export([.png, .pdf, .svg], to: folder.path).paths
  }

  // MARK: What works

  @Test(arguments: [nil, 16, 333, 1999])
  func everyFormatIsMadeAgainWithTheSameBytes(_ width: Int?) throws {
    for theme in Theme.all {
      for settings in [[:], ["slope": "0.7531", "points": "50", "shade": "pale", "seed": "99"]] {
        for path in try export(settings, theme: theme, pixelWidth: width) {
          let report = try reproducer(sample).reproduce(path)
          #expect(report.outcome == .sameBytes, "\(path) \(theme.name) \(settings)")
          #expect(report.warnings.isEmpty, "\(report.warnings)")
          #expect(report.provenance.theme == theme.name)
          for (name, value) in settings {
            #expect(report.provenance.settings[name].flatMap(Double.init) == Double(value))
          }
        }
      }
    }
  }

  @Test func aFileSaysWhereItComesFrom() throws {
    for path in try export(["seed": "7"]) {
      let facts = try reproducer(sample).reproduce(path).facts
      let values = Dictionary(facts.map { ($0.key, $0.value) }) { first, _ in first }
      #expect(values["Title"] == "A sample" && values["Script"] == "1.2")
      #expect(values["Parameters"] == "slope=1.0 points=8 shade=dark seed=7")
      #expect(values["Theme"] == "book" && values["Fingerprint"] == "1")
      #expect(values["Software"] == "Lantern \(LanternVersion.current)")
      #expect(values["Compute time"]?.hasSuffix("s") == true)
      #expect(values["Machine"]?.isEmpty == false)
      #expect((values["Pixels a point"] == "3.0") == path.hasSuffix("png"))
    }
  }

  @Test func nothingPrivateIsInAFile() throws {
    let environment = ProcessInfo.processInfo.environment
    let secrets = [
      NSUserName(), NSFullUserName(), NSHomeDirectory(), ProcessInfo.processInfo.hostName,
      FileManager.default.currentDirectoryPath, folder.path, environment["PWD"] ?? "",
    ].filter { $0.count > 1 }
    for path in try export() {
      let metadata = try PictureFile(path).metadata
      for text in metadata.entries.flatMap({ [$0.key, $0.value] }) {
        for secret in secrets { #expect(!text.contains(secret), "\(text)") }
      }
    }
  }

  @Test func otherCodeIsAWarningAndNoFailure() throws {
    let path = try export()[0]
    let other = registration(Sample.self, fingerprint: "2")
    let report = try reproducer(other).reproduce(path)
    #expect(report.outcome == .sameBytes)
    #expect(report.warnings.count == 1)
    #expect(report.warnings[0].contains("was 1 and is 2"), "\(report.warnings)")
  }

  @Test func anotherVersionAndMachineAreWarnings() throws {
    let path = try export()[2]
    try edit(path) { text in
      text.replacing("Software: Lantern \(LanternVersion.current)", with: "Software: Lantern 0.3")
        .replacing(/Machine: .*/, with: "Machine: abacus")
    }
    let warnings = try reproducer(sample).reproduce(path).warnings
    #expect(warnings.count == 2)
    #expect(warnings[0].contains("Lantern 0.3") && warnings[1].contains("abacus"), "\(warnings)")
  }

  // MARK: Films

  private let turning = registration(Turning.self)

  @Test(arguments: MovieFormat.allCases.filter { $0 != .frames })
  func aFilmIsMadeAgain(_ format: MovieFormat) throws {
    for isTransparent in [false, true] where !isTransparent || format.allowsTransparency {
      let exporter = SceneExporter(
        script: turning, settings: ["radius": "20"], theme: .book, size: PixelSize(64, 36),
        frameRate: 10, isTransparent: isTransparent)
      let path = try exporter.export([format], to: folder.path)[0].path
      let report = try reproducer(turning).reproduce(path)
      #expect(report.outcome == .sameBytes, "\(report.outcome)")
      #expect(report.provenance.settings == ["radius": "20.0"])
      #expect(report.facts.contains { $0.key == "Frame hash" && $0.value.count > 8 })
      let whole = try bytes(of: path)
      for count in [whole.count / 2, whole.count - 20] {
        try Data(whole.prefix(count)).write(to: URL(filePath: path))
        let text = message { _ = try reproducer(turning).reproduce(path) }
        #expect(text.contains(path), "\(text)")
      }
    }
  }

  @Test func aFilmOfOtherFramesIsNotTheSame() throws {
    let exporter = SceneExporter(script: turning, size: PixelSize(64, 36), frameRate: 10)
    let path = try exporter.export([.mp4], to: folder.path)[0].path
    let data = try bytes(of: path)
    let old = Array("radius=12.0".utf8)
    let place = try #require(data.firstRange(of: old))
    var edited = data
    edited.replaceSubrange(place, with: Array("radius=22.0".utf8))
    try Data(edited).write(to: URL(filePath: path))
    guard case .frames = try reproducer(turning).reproduce(path).outcome else {
      Issue.record("the frames should differ")
      return
    }
  }

  @Test func stillsAndShotsOfAFilmAreMadeAgain() throws {
    let exporter = SceneExporter(
      script: turning, size: PixelSize(128, 72), frameRate: 10, isTransparent: true)
    for file in try exporter.stills([.png, .pdf, .svg], at: 0.5, to: folder.path) {
      let report = try reproducer(turning).reproduce(file.path)
      #expect(report.outcome == .sameBytes, "\(file.path)")
      #expect(report.facts.contains { $0.key == "Frame" && $0.value == "5" })
    }
    let clips = try exporter.export([.gif], extras: .sections, to: folder.path)[0].path
    let names = try FileManager.default.contentsOfDirectory(atPath: clips)
    for name in names where name.hasSuffix("gif") || name.hasSuffix("png") {
      let report = try reproducer(turning).reproduce("\(clips)/\(name)")
      #expect(report.outcome == .sameBytes, "\(name)")
    }
    #expect(names.count { $0.hasSuffix("gif") } >= 2)
  }

  // MARK: What is not the same

  /// Changes the text of a file.
  private func edit(_ path: String, _ change: (String) -> String) throws {
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    let changed = change(text)
    #expect(changed != text)
    try Data(changed.utf8).write(to: URL(filePath: path))
  }

  @Test func pixelsThatDifferAreCounted() throws {
    let path = try export(pixelWidth: 200)[0]
    let metadata = try PictureFile(path).metadata
    // Another picture with what the first file says.
    guard case .figure(let run) = try sample.run(settings: ["shade": "pale"]) else { return }
    let picture = try run.picture(theme: .book)
    try Data(try picture.png(scale: 200 / picture.size.width, metadata: metadata))
      .write(to: URL(filePath: path))
    guard case .pixels(let largest, let count) = try reproducer(sample).reproduce(path).outcome
    else {
      Issue.record("the pixels should differ")
      return
    }
    #expect((1...255).contains(largest) && count > 10)
    try Data(try picture.png(scale: 100 / picture.size.width, metadata: metadata))
      .write(to: URL(filePath: path))
    guard case .sizes = try reproducer(sample).reproduce(path).outcome else {
      Issue.record("the sizes should differ")
      return
    }
  }

  @Test func aRewrittenImageIsStillTheSamePicture() throws {
    let path = try export(pixelWidth: 200)[0]
    let original = try bytes(of: path)
    var metadata = try PictureFile(path).metadata
    metadata.entries.append(.init("Comment", "from a sorter of images"))
    guard case .figure(let run) = try sample.run() else { return }
    let picture = try run.picture(theme: .book)
    let rewritten = try picture.png(scale: 200 / picture.size.width, metadata: metadata)
    #expect(try PixelDifference(original, rewritten) == .pixels(largest: 0, count: 0))
    // Bytes behind the end don't belong to the image.
    try Data(original + [0]).write(to: URL(filePath: path))
    #expect(try reproducer(sample).reproduce(path).outcome == .samePixels)
  }

  @Test func anEditedDrawingIsNotTheSame() throws {
    let svg = try export()[2]
    try edit(svg) { $0.replacing("stroke-width=\"", with: "stroke-width=\"9", maxReplacements: 1) }
    guard case .drawing(let start) = try reproducer(sample).reproduce(svg).outcome else {
      Issue.record("the drawing should differ")
      return
    }
    #expect(start > 100)
  }

  // MARK: What can't be made again

  private func failure(_ path: String) -> String {
    message { _ = try reproducer(sample).reproduce(path) }
  }

  @Test func aFileThatIsMissingOrSomethingElseIsNamed() throws {
    #expect(failure(folder.file("none.png")).contains("cannot read \(folder.file("none.png"))"))
    #expect(failure(folder.path).contains(folder.path))
    for (name, content) in [("a.png", ""), ("b.svg", "<html></html>"), ("c.txt", "text")] {
      try Data(content.utf8).write(to: URL(filePath: folder.file(name)))
      let text = failure(folder.file(name))
      #expect(text.contains("\(folder.file(name)) is no PNG, PDF, SVG, MP4, WebM or GIF file"))
    }
  }

  @Test func aPictureOfAnotherProgramSaysNothingOfLantern() throws {
    let bitmap = Bitmap(width: 2, height: 1, pixels: [1, 2, 3, 255, 4, 5, 6, 255])
    try Data(try bitmap.png()).write(to: URL(filePath: folder.file("a.png")))
    try Data("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".utf8)
      .write(to: URL(filePath: folder.file("b.svg")))
    try Data("%PDF-1.5\n%%EOF\n".utf8).write(to: URL(filePath: folder.file("c.pdf")))
    for name in ["a.png", "b.svg", "c.pdf"] {
      let text = failure(folder.file(name))
      #expect(text.contains("does not say that Lantern made it"), "\(text)")
    }
  }

  @Test func aFileThatIsCutOffSaysSo() throws {
    for path in try export(pixelWidth: 60) {
      let whole = try bytes(of: path)
      for count in stride(from: 500, to: whole.count - 40, by: max(1, whole.count / 23)) {
        try Data(whole.prefix(count)).write(to: URL(filePath: path))
        let text = failure(path)
        #expect(text.contains("\(path) is cut off"), "\(count) of \(whole.count): \(text)")
      }
    }
  }

  /// A flipped bit in an image is always noticed.
  @Test func aDamagedImageSaysSo() throws {
    let path = try export(pixelWidth: 60)[0]
    let whole = try bytes(of: path)
    for place in stride(from: 8, to: whole.count, by: 7) {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      try Data(damaged).write(to: URL(filePath: path))
      let text = failure(path)
      #expect(text.contains("is damaged") || text.contains("is cut off"), "\(place): \(text)")
    }
  }

  @Test func aScriptThatIsNotHereIsNamed() throws {
    let path = try export()[1]
    let text = message { _ = try reproducer(registration(Misspelt.self)).reproduce(path) }
    #expect(text.contains(path) && text.contains("\"1.2\"") && text.contains("not here"), "\(text)")
  }

  private static let edits = [
    ("Parameters: slope=1.0", "Parameters: slope=9", "slope=9 is out of range"),
    ("Parameters: slope=1.0", "Parameters: slope=x", "slope needs a number"),
    ("Parameters: slope=1.0", "Parameters: slop=1.0", "no parameter \"slop\""),
    ("Theme: book", "Theme: sepia", "unknown theme \"sepia\""),
    ("Theme: book\n", "", "does not say its theme"),
    ("Fingerprint: 1\n", "", "does not say its fingerprint"),
    ("Software: Lantern", "Software: Latern", "does not say that Lantern made it"),
    ("Theme: book", "Theme: book\nFrame rate: 60\nSize: 2x", "of its size \"2x\""),
    ("Theme: book", "Theme: book\nFrame rate: 60\nSize: 64x64\nFrame: 3", "another kind of"),
    ("Theme: book", "Theme: book\nFrame rate: 60\nSize: 64x64", "another kind of picture"),
  ]

  @Test(arguments: edits)
  func whatAFileSaysAndCannotBeIsNamed(_ old: String, _ new: String, _ part: String) throws {
    let path = try export()[2]
    try edit(path) { $0.replacing(old, with: new) }
    let text = failure(path)
    #expect(text.contains(part), "\(text)")
  }

  @Test func theCommandSaysWhatItFinds() throws {
    let out = folder.file("out")
    _ = try Program.run(["render", "3.8", "--format", "png,svg", "-o", out])
    let one = try Program.run(["reproduce", "\(out)/3.8.png"])
    #expect(one.status == 0, "\(one.error)")
    for part in ["Script: 3.8", "Theme: book", "Pixels a point: 3.0", "the same, byte for byte"] {
      #expect(one.output.contains(part), "\(one.output)")
    }
    try Data("text".utf8).write(to: URL(filePath: "\(out)/a.txt"))
    let all = try Program.run(["reproduce", "\(out)/3.8.svg", "\(out)/a.txt", "\(out)/3.8.png"])
    #expect(all.status == 1)
    #expect(all.errorLines == ["error: \(out)/a.txt is no PNG, PDF, SVG, MP4, WebM or GIF file"])
    #expect(all.output.split(separator: "\n").count == 2)
  }
}

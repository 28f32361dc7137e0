import Drawing
import Foundation
import Gallery
import Lantern
import Rendering
import Testing

@Suite struct ExporterTests {
  private let everyFormat = FigureFormat.allCases

  @Test func aFigureIsWrittenInEveryFormatTwiceWithTheSameBytes() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let script = registration(Sample.self)
    let paths = try FigureExporter(script: script, circumstances: .same)
      .export(everyFormat, to: one.path).paths
    #expect(paths == ["png", "pdf", "svg", "json"].map { one.file("1.2.\($0)") })
    try FigureExporter(script: script, circumstances: .same).export(everyFormat, to: two.path)
    #expect(try one.contents == ["1.2.json", "1.2.pdf", "1.2.png", "1.2.svg"])
    for name in try one.contents {
      #expect(try bytes(of: one.file(name)) == bytes(of: two.file(name)), "\(name)")
      try expectWhole(one.file(name))
    }
  }

  @Test func theJSONHasParametersEvidenceAndPicture() throws {
    let folder = try TemporaryFolder()
    try FigureExporter(script: registration(Sample.self), settings: ["points": "3"])
      .export([.json], to: folder.path)
    let data = try Data(contentsOf: URL(filePath: folder.file("1.2.json")))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["number"] as? String == "1.2")
    #expect((json["parameters"] as? [String: String])?["points"] == "3")
    #expect((json["evidence"] as? [String: [Double]])?["y"] == [0, 1, 2])
    #expect(json["picture"] is [String: Any])
  }

  @Test func theWidthInPixelsIsKept() throws {
    let folder = try TemporaryFolder()
    try FigureExporter(script: registration(Sample.self), pixelWidth: 333)
      .export([.png], to: folder.path)
    // The header's first number is the width.
    let header = try bytes(of: folder.file("1.2.png"))[16..<20]
    #expect(header.reduce(0) { $0 << 8 | Int($1) } == 333)
  }

  @Test func themesAndSettingsChangeThePicture() throws {
    let folder = try TemporaryFolder()
    func svg(_ settings: [String: String], _ theme: Theme) throws -> [UInt8] {
      try FigureExporter(
        script: registration(Sample.self), settings: settings, theme: theme, circumstances: .same
      ).export([.svg], to: folder.path)
      return try bytes(of: folder.file("1.2.svg"))
    }
    let plain = try svg([:], .book)
    #expect(try svg(["slope": "2"], .book) != plain)
    #expect(try svg([:], .lecture) != plain)
    #expect(try svg([:], .book) == plain)
  }

  @Test func aTrainingThatDivergesIsOneClearLineAndNoFile() throws {
    let folder = try TemporaryFolder()
    let text = message {
      try FigureExporter(script: registration(Diverging.self)).export(everyFormat, to: folder.path)
    }
    #expect(text.contains("step") && text.contains("loss is not finite"), "\(text)")
    #expect(text.contains("learning rate"), "\(text)")
    #expect(try folder.contents.isEmpty)
  }

  @Test func anUnknownTeXCommandIsNamedAndLeavesNoFile() throws {
    let folder = try TemporaryFolder()
    let text = message {
      try FigureExporter(script: registration(Misspelt.self)).export(everyFormat, to: folder.path)
    }
    #expect(text.contains(#"\lamda"#) && text.contains("column"), "\(text)")
    #expect(try folder.contents.isEmpty)
  }

  @Test(arguments: FigureFormat.allCases)
  func aCoordinateThatIsNotFiniteIsAnErrorInEveryFormat(_ format: FigureFormat) throws {
    let folder = try TemporaryFolder()
    let text = message {
      try FigureExporter(script: registration(Unplaceable.self)).export([format], to: folder.path)
    }
    #expect(text.contains("finite"), "\(text)")
    #expect(try folder.contents.isEmpty)
  }

  @Test func figuresAndScenesAreNotMistakenForEachOther() throws {
    let folder = try TemporaryFolder()
    let figure = message {
      try FigureExporter(script: registration(Turning.self)).export([.png], to: folder.path)
    }
    #expect(figure.contains("turning is no figure"))
    let scene = message {
      try SceneExporter(script: registration(Sample.self)).export([.mp4], to: folder.path)
    }
    #expect(scene.contains("1.2 is no scene"))
    #expect(try folder.contents.isEmpty)
  }

  @Test func aSceneBecomesAFilmWithItsFramesAndAPoster() throws {
    let folder = try TemporaryFolder()
    try SceneExporter(script: registration(Turning.self), size: PixelSize(320, 180), frameRate: 20)
      .export([.mp4], extras: .poster, to: folder.path)
    #expect(try folder.contents == ["turning.mp4", "turning.png"])
    let info = try MovieInfo.read(folder.file("turning.mp4"))
    #expect(abs(info.duration - 1.75) < 1e-3 && info.frameRate <= 20)
    #expect(info.size == PixelSize(320, 180))
    try expectWhole(folder.file("turning.mp4"))
    try expectWhole(folder.file("turning.png"))
  }

  @Test(arguments: [PixelSize(321, 180), PixelSize(320, 181)])
  func anOddSizeOfAFilmIsOneLineAndNoFile(_ size: PixelSize) throws {
    let folder = try TemporaryFolder()
    let text = message {
      try SceneExporter(script: registration(Turning.self), size: size, frameRate: 10)
        .export([.mp4], to: folder.path)
    }
    #expect(text.contains("even") && text.contains("\(size)"), "\(text)")
    #expect(try folder.contents.isEmpty)
  }

  @Test(arguments: ["1920", "1920x", "x", "axb", "1920x1080x3", "", "-2x4", "8x8", "10000x100"])
  func aSizeThatIsNoneIsExplained(_ text: String) {
    let line = message { _ = try PixelSize(parsing: text) }
    #expect(line.contains("--size"))
  }
}

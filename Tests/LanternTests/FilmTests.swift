import Foundation
import Gallery
import Lantern
import Rendering
import Scenes
import Testing

/// Every scene as a film, read back from its file.
@Suite struct FilmTests {
  static let names = Scenes.scripts.map(\.entry.id)

  private func script(_ name: String) throws -> ScriptRegistration {
    try #require(Scenes.scripts.first { $0.entry.id == name })
  }

  private func timeline(_ name: String, frameRate: Int) throws -> Timeline {
    guard case .scene(let run) = try script(name).run() else {
      throw ScriptError("\(name) is no scene")
    }
    return run.timeline(frameRate: frameRate)
  }

  @Test(arguments: names) func isWhatItsTimelineSays(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/lantern-films-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let size = PixelSize(320, 180)
    let exporter = SceneExporter(script: try script(name), size: size, frameRate: 6, jobs: 2)
    let path = try #require(try exporter.export([.mp4], to: folder).first?.path)
    let timeline = try timeline(name, frameRate: 6)

    let reader = try MovieReader(path)
    let info = reader.info
    #expect(info.size == size)
    // Equal frames are not all stored; the times of the others are those of the timeline's frames.
    #expect(info.frameCount <= timeline.frameCount && info.frameRate <= 6)
    #expect(abs(info.duration - timeline.duration) < 1e-3)
    #expect((8...30).contains(info.duration))
    #expect(info.codec == "h264")
    #expect(info.pixelFormat == "yuv420p")
    #expect([info.colorPrimaries, info.colorTransfer, info.colorMatrix] == ["bt709", "bt709", "bt709"])
    #expect(info.colorRange == "tv")

    // A frame of the film shows what that frame drawn alone shows, but for the encoder's rounding.
    let frame = timeline.duration / Double(timeline.frameCount)
    for shown in [0, timeline.frameCount / 3, timeline.frameCount / 2, timeline.frameCount - 1] {
      let film = try reader.frame(at: frame * Double(shown))
      let picture = try timeline.frame(shown, aspectRatio: 16 / 9, theme: .lecture)
      let alone = try Movie.still(of: picture, size: size)
      let difference = zip(film.pixels, alone.pixels).reduce(0.0) {
        $0 + abs(Double($1.0) - Double($1.1))
      }
      #expect(difference / Double(film.pixels.count) < 3, "frame \(shown)")
    }
    #expect(abs(reader.time - timeline.duration + 1.0 / 6) < 1e-3)
  }

  @Test(arguments: names) func framesArePureFunctionsOfTime(_ name: String) throws {
    let timeline = try timeline(name, frameRate: 60)
    let again = try self.timeline(name, frameRate: 60)
    for index in stride(from: 0, to: timeline.frameCount, by: timeline.frameCount / 5) {
      let first = try timeline.frame(index, aspectRatio: 16 / 9, theme: .lecture)
      #expect(try again.frame(index, aspectRatio: 16 / 9, theme: .lecture) == first)
    }
  }

  /// What is said is other than what stands on the page, has no formulas, and leaves time to follow:
  /// 17 letters a second.
  @Test(arguments: names) func whatIsSaidCanBeFollowed(_ name: String) throws {
    let shots = try timeline(name, frameRate: 10).shots
    for shot in shots {
      let (said, shown) = (try #require(shot.narration), try #require(shot.caption))
      #expect(said != shown && !said.contains("$"))
      #expect(said.hasSuffix(".") || said.hasSuffix("?"))
      #expect(Double(said.count) <= 17 * shot.duration, "\(shot.name): \(said.count) letters")
    }
    #expect(Set(shots.map(\.narration)).count == shots.count)
  }

  /// 11 points of a page of 360 are 33 of 1080 pixels. Signs of formulas that stand high or low may
  /// be smaller, as may what a circle of a network holds.
  @Test(arguments: names) func typeIsReadableFromTheBackOfARoom(_ name: String) throws {
    let timeline = try timeline(name, frameRate: 10)
    for theme in Theme.all {
      for shot in timeline.shots.indices {
        let frames = timeline.frames(ofShot: shot)
        for index in [frames.lowerBound, (frames.lowerBound + frames.upperBound) / 2] {
          let picture = try timeline.frame(index, aspectRatio: 16 / 9, theme: theme)
          for case .glyphs(let run, let transform, _) in picture.commands {
            let size = run.size * (transform.a * transform.d - transform.b * transform.c).magnitude
              .squareRoot()
            #expect(size >= (run.face == .sans ? 10.99 : 5.4), "\(run.text) at frame \(index)")
          }
        }
      }
    }
  }
}

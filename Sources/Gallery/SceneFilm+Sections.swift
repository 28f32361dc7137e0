import Drawing
import Lantern
import Rendering

extension SceneFilm {
  /// Writes a folder with a clip in each format and a poster for each shot, and a list of them,
  /// `index.json`.
  func writeSections(
    _ formats: [MovieFormat], to path: String,
    progress: (Int) -> @Sendable (Double) throws -> Void
  ) throws -> SceneFile {
    let folder = try AtomicFolder(path)
    let timeline = timeline(for: formats.first ?? .mp4)
    let shots = timeline.visibleShots
    var clips: [[(name: String, film: SceneFile.Film)]] = shots.map { _ in [] }
    for (number, format) in formats.enumerated() {
      let report = progress(number)
      for (place, shot) in shots.enumerated() {
        let name = "\(self.name(place, of: timeline.shots[shot])).\(format.rawValue)"
        let film = try write(shot: shot, as: format, to: "\(folder.workingPath)/\(name)") {
          try report((Double(place) + $0) / Double(shots.count))
        }
        clips[place].append((name, film))
      }
    }
    var json = JSONWriter()
    try json.object { json in
      json.member("name", id)
      json.member("title", run.entry.title)
      json.member("alt", run.entry.alt)
      json.member("frameRate", timeline.frameRate)
      try json.member("sections") { json in
        try json.array { json in
          for (place, shot) in shots.enumerated() {
            let frames = timeline.frames(ofShot: shot)
            let poster = "\(name(place, of: timeline.shots[shot])).png"
            // The last frame shows what the shot has come to.
            try writeStill(
              frames.upperBound - 1, of: timeline, as: .png, to: "\(folder.workingPath)/\(poster)")
            json.object { json in
              json.member("number", place + 1)
              json.member("name", timeline.shots[shot].name)
              if let narration = timeline.shots[shot].narration {
                json.member("narration", narration)
              }
              json.member("start", timeline.seconds(frames.lowerBound))
              json.member("duration", timeline.seconds(frames.count))
              json.member("frames", frames.count)
              json.member("poster", poster)
              json.member("files") { json in
                json.array { json in for clip in clips[place] { json.value(clip.name) } }
              }
              if let hash = clips[place].first?.film.frameHash { json.member("frameHash", hash) }
            }
          }
        }
      }
    }
    try AtomicFile.write(json.bytes + [0x0a], to: "\(folder.workingPath)/index.json")
    try folder.commit()
    return SceneFile(path: path, kind: "sections")
  }

  /// `01-the-loss` for the first shot, "The loss".
  private func name(_ place: Int, of shot: Shot) -> String {
    let words = shot.name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return ([place < 9 ? "0\(place + 1)" : "\(place + 1)"] + words.map(String.init))
      .joined(separator: "-")
  }
}

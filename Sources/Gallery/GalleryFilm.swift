import Lantern
import Rendering

/// A scene's files in the gallery: the film, what is said in it, a poster, and a small picture for
/// the index.
struct GalleryFilm {
  let script: ScriptRegistration
  let folder: String
  /// How many threads draw.
  let jobs: Int
  let store: (any EvidenceStore)?

  /// Runs the scene's models and writes the files.
  ///
  /// - Returns: their paths from the folder, and what the film's page says of the run.
  func make(
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> (files: [String], facts: Facts) {
    let id = script.entry.id
    let film = try SceneExporter(script: script, jobs: jobs, store: store).prepare(progress)
    let started = ContinuousClock.now
    let timeline = film.timeline(for: .mp4)
    var files = ["\(id).mp4", "\(id).png", Self.thumbnailName(of: id)]
    _ = try film.write(.mp4, to: "\(folder)/\(files[0])") { progress(0.1 + 0.9 * $0) }
    // Most films have come to their point by then.
    let poster = timeline.frameCount * 2 / 3
    try film.writeStill(poster, of: timeline, as: .png, to: "\(folder)/\(files[1])")
    let small = SceneExporter(script: script, size: PixelSize(640, 360))
    try SceneFilm(exporter: small, run: film.run)
      .writeStill(poster, of: timeline, as: .png, to: "\(folder)/\(files[2])")
    if let text = timeline.webVTT {
      files.append("\(id).vtt")
      try AtomicFile.write(Array(text.utf8), to: "\(folder)/\(id).vtt")
    }
    let facts = Facts(
      computeSeconds: film.run.computeSeconds,
      drawSeconds: (ContinuousClock.now - started) / .seconds(1),
      width: Shot.pageHeight * 16 / 9, height: Shot.pageHeight, trainings: film.run.trainings,
      shots: timeline.visibleShots.map { shot in
        let frames = timeline.frames(ofShot: shot)
        return Facts.Shot(
          name: timeline.shots[shot].name, start: timeline.seconds(frames.lowerBound),
          duration: Double(frames.count) / Double(timeline.frameRate),
          narration: timeline.shots[shot].narration)
      }, narration: timeline.webVTT)
    return (files, facts)
  }

  /// The name of the small picture for the index.
  static func thumbnailName(of id: String) -> String { "thumbnails/\(id).png" }
}

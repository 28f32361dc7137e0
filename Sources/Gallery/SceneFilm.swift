import Drawing
import Lantern
import Rendering

/// A scene whose models have run, to be written in several formats.
struct SceneFilm: Sendable {
  let exporter: SceneExporter
  let run: SceneRun
  /// What files say of themselves instead of where they come from.
  var stated: Metadata?

  var id: String { run.entry.id }

  private func metadata(_ view: Provenance.View) -> Metadata {
    if let stated { return stated }
    return Provenance(
      script: exporter.script, parameters: run.parameters, theme: exporter.theme, view: view,
      circumstances: exporter.circumstances
        ?? Provenance.Circumstances(computeSeconds: run.computeSeconds)
    ).metadata(for: run.entry)
  }

  /// What the frames of a format are like.
  private func shape(_ format: MovieFormat) -> Provenance.Shape {
    let movie = exporter.movie(format, metadata: Metadata())
    return Provenance.Shape(
      size: movie.size, frameRate: movie.frameRate, isTransparent: exporter.isTransparent)
  }

  func timeline(for format: MovieFormat) -> Timeline {
    run.timeline(frameRate: exporter.movie(format, metadata: Metadata()).frameRate)
  }

  /// Writes the whole film.
  func write(
    _ format: MovieFormat, to path: String, progress: (Double) throws -> Void
  ) throws -> SceneFile.Film {
    let timeline = timeline(for: format)
    let view = Provenance.View.film(shot: nil, shape(format))
    var movie = exporter.movie(format, metadata: metadata(view))
    movie.chapters = timeline.chapters
    movie.captions = timeline.captions
    return try write(movie, frames: 0..<timeline.frameCount, of: timeline, to: path, progress)
  }

  /// Writes one shot.
  func write(
    shot index: Int, as format: MovieFormat, to path: String, progress: (Double) throws -> Void
  ) throws -> SceneFile.Film {
    let timeline = timeline(for: format)
    var metadata = metadata(.film(shot: index, shape(format)))
    if stated == nil { metadata.title += ": " + timeline.shots[index].name }
    let movie = exporter.movie(format, metadata: metadata)
    let frames = timeline.frames(ofShot: index)
    return try write(movie, frames: frames, of: timeline, to: path, progress)
  }

  private func write(
    _ movie: MovieSettings, frames: Range<Int>, of timeline: Timeline, to path: String,
    _ progress: (Double) throws -> Void
  ) throws -> SceneFile.Film {
    let (theme, aspectRatio) = (exporter.theme, movie.size.aspectRatio)
    let report = try Movie.write(
      to: path, movie, frameCount: frames.count, jobs: exporter.jobs,
      progress: { try progress(Double($0) / Double(frames.count)) }
    ) { index in
      try timeline.frame(frames.lowerBound + index, aspectRatio: aspectRatio, theme: theme)
    }
    return SceneFile.Film(
      size: movie.size, frameRate: movie.frameRate, frameCount: report.frameCount,
      drawnCount: report.drawnCount, frameHash: report.frameHash)
  }

  /// Writes one frame.
  func writeStill(
    _ index: Int, of timeline: Timeline, as format: StillFormat, to path: String
  ) throws {
    var shape = shape(.mp4)
    shape.frameRate = timeline.frameRate
    let size = shape.size
    let metadata = metadata(.still(frame: index, shape))
    var frame = try timeline.frame(index, aspectRatio: size.aspectRatio, theme: exporter.theme)
    if exporter.isTransparent { frame.background = nil }
    let bytes =
      switch format {
      case .png: try frame.png(scale: Double(size.width) / frame.size.width, metadata: metadata)
      case .pdf: try frame.pdf(metadata: metadata)
      case .svg: try frame.svg(metadata: metadata)
      }
    try AtomicFile.write(bytes, to: path)
  }
}

extension PixelSize {
  fileprivate var aspectRatio: Double { Double(width) / Double(height) }
}

extension Timeline {
  /// The numbers of the shots that have frames.
  var visibleShots: [Int] { shots.indices.filter { !frames(ofShot: $0).isEmpty } }

  /// When a frame begins, in seconds.
  func seconds(_ frame: Int) -> Double { Double(frame) / Double(frameRate) }

  var chapters: [MovieChapter] {
    visibleShots.map { shot in
      let frames = frames(ofShot: shot)
      return MovieChapter(
        shots[shot].name, from: seconds(frames.lowerBound), to: seconds(frames.upperBound))
    }
  }

  /// What is said, a sentence at a time while its shot lasts; shots in a row that say the same share
  /// it.
  var captions: [MovieCaption] {
    var captions: [MovieCaption] = []
    for shot in visibleShots {
      guard let text = shots[shot].narration else { continue }
      let frames = frames(ofShot: shot)
      let (start, end) = (seconds(frames.lowerBound), seconds(frames.upperBound))
      if let last = captions.last, last.text == text, last.end == start {
        captions[captions.count - 1].end = end
      } else {
        captions.append(MovieCaption(text, from: start, to: end))
      }
    }
    return captions.flatMap(\.sentences)
  }

  /// The narration as a WebVTT file (W3C); `nil` if nothing is said.
  var webVTT: String? {
    let captions = captions
    guard !captions.isEmpty else { return nil }
    let cues = captions.enumerated().map { index, caption in
      let text = caption.text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;")
      return "\(index + 1)\n\(Self.stamp(caption.start)) --> \(Self.stamp(caption.end))\n\(text)\n"
    }
    return "WEBVTT\n\n" + cues.joined(separator: "\n")
  }

  private static func stamp(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    func digits(_ value: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(count - String(value).count, 0)) + String(value)
    }
    return digits(thousandths / 3_600_000, 2) + ":" + digits(thousandths / 60_000 % 60, 2) + ":"
      + digits(thousandths / 1000 % 60, 2) + "." + digits(thousandths % 1000, 3)
  }
}

extension MovieCaption {
  /// A caption a sentence, each for as long as its part of the text takes to say.
  fileprivate var sentences: [MovieCaption] {
    let ends = text.indices.filter {
      ".?!".contains(text[$0]) && text[text.index(after: $0)...].hasPrefix(" ")
    }
    guard !ends.isEmpty else { return [self] }
    func time(_ place: String.Index) -> Double {
      let said = text.distance(from: text.startIndex, to: place)
      return start + (end - start) * Double(said) / Double(text.count)
    }
    let bounds = [text.startIndex] + ends.map { text.index($0, offsetBy: 2) } + [text.endIndex]
    return zip(bounds, bounds.dropFirst()).map { from, to in
      let words = text[from..<to]
      return MovieCaption(
        String(words.last == " " ? words.dropLast() : words), from: time(from), to: time(to))
    }
  }
}

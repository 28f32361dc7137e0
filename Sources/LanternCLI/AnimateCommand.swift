import ArgumentParser
import Foundation
import Gallery
import Lantern
import Rendering

struct AnimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "animate", abstract: "Render scenes as films.",
    discussion: """
      Examples: lantern animate sgd-leaves-the-valley --format mp4,gif
                lantern animate penguin-learns --slides -o talk
                lantern animate penguin-learns --at 3.2s --format png,svg
      """)

  @Argument(help: ArgumentHelp("Names of scenes.", valueName: "scene"))
  var scenes: [String]

  @Option(
    help: ArgumentHelp(
      "Formats, separated by commas: mp4 (default), webm, gif, apng, frames; with --at png, pdf, "
        + "svg.",
      valueName: "formats"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Frames per second; default: 60, for gif and apng 25. A GIF has at most 50.",
      valueName: "number"))
  var fps: Int?

  @Option(
    help: ArgumentHelp(
      "Pixels, both numbers even; default: 1920x1080, for gif and apng 640x360.", valueName: "WxH"))
  var size: String?

  @Flag(help: "Leave out the background; not for mp4.")
  var transparent = false

  @Flag(help: "Write NAME.sections: a clip and a poster for each shot, and a list of them.")
  var sections = false

  @Flag(help: "Write NAME.slides.html: a page that plays a shot per key press, with no network.")
  var slides = false

  @Option(help: "How many threads draw frames; default: all cores.")
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Write only the frame at this time: 3.2s.", valueName: "seconds"))
  var at: String?

  @Flag(help: "Print what was written as JSON, with a hash of each film's raw frames.")
  var json = false

  @OptionGroup var output: OutputOptions

  @OptionGroup var caching: CacheOptions

  func run() throws {
    let moment = try at.map(parsedSeconds)
    let stills = try moment.map { _ in try parsedFormats(format ?? "png", as: StillFormat.self) }
    let formats = stills == nil ? try parsedFormats(format ?? "mp4", as: MovieFormat.self) : []
    let theme = try output.parsedTheme(default: .lecture)
    let settings = try output.parsedSettings()
    let pixels = try size.map(PixelSize.init(parsing:))
    if let fps, !(1...240).contains(fps) {
      throw ScriptError("--fps \(fps) is out of range; choose 1 to 240")
    }
    let jobs = try checkedJobs(jobs)
    let scripts = try LanternCommand.library.select(scenes, suggesting: .scene)
    if let figure = scripts.first(where: { $0.entry.kind == .figure }) {
      throw ScriptError("\(figure.entry.id) is a figure; use `lantern render \(figure.entry.id)`")
    }
    try scripts.forEach { _ = try $0.type.with(settings) }
    let cache = caching.cache
    let exporters = scripts.map {
      SceneExporter(
        script: $0, settings: settings, theme: theme, size: pixels, frameRate: fps,
        isTransparent: transparent, jobs: jobs, store: cache)
    }
    for exporter in exporters {
      for format in formats + (slides ? [.mp4] : []) { try exporter.check(format) }
    }
    try output.makeFolder()
    let progress = ProgressDisplay(total: scripts.count)
    defer { progress.end() }
    var files: [(id: String, file: SceneFile)] = []
    Interruption.watch()
    for (script, exporter) in zip(scripts, exporters) {
      let id = script.entry.id
      let report: @Sendable (Double) throws -> Void = {
        try Interruption.check()
        progress.update(id, fraction: $0)
      }
      let made =
        if let moment, let stills {
          try exporter.stills(stills, at: moment, to: output.folder, progress: report)
        } else {
          try exporter.export(formats, extras: extras(formats), to: output.folder, progress: report)
        }
      progress.finish(id, line: made.map(\.path).joined(separator: "\n"))
      files += made.map { (id, $0) }
    }
    if json { print(Self.json(files)) }
  }

  /// Subtitles come beside films that may have them.
  private func extras(_ formats: [MovieFormat]) -> SceneExporter.Extras {
    var extras: SceneExporter.Extras = []
    if sections { extras.insert(.sections) }
    if slides { extras.insert(.slides) }
    if extras.isEmpty, formats.contains(where: { $0 == .mp4 || $0 == .webm }) {
      extras.insert(.captions)
    }
    return extras
  }

  private static func json(_ files: [(id: String, file: SceneFile)]) -> String {
    var json = JSONWriter()
    json.array { json in
      for (id, file) in files {
        json.object { json in
          json.member("name", id)
          json.member("file", file.path)
          json.member("kind", file.kind)
          guard let film = file.film else { return }
          json.member("width", film.size.width)
          json.member("height", film.size.height)
          json.member("frameRate", film.frameRate)
          json.member("frames", film.frameCount)
          json.member("drawn", film.drawnCount)
          json.member("duration", film.duration)
          json.member("frameHash", film.frameHash)
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func parsedSeconds(_ text: String) throws -> Double {
    let number = text.hasSuffix("s") ? String(text.dropLast()) : text
    guard let seconds = Double(number), seconds.isFinite, seconds >= 0 else {
      throw ScriptError("--at needs a time in seconds, as in --at 3.2s; it got \"\(text)\"")
    }
    return seconds
  }
}

/// The number of threads to use, checked; all cores by default.
func checkedJobs(_ jobs: Int?) throws -> Int {
  let count = jobs ?? ProcessInfo.processInfo.activeProcessorCount
  guard (1...256).contains(count) else {
    throw ScriptError("--jobs \(count) is out of range; choose 1 to 256")
  }
  return count
}

import ArgumentParser
import Foundation
import Gallery
import Lantern

struct AnimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "animate", abstract: "Render scenes as films.",
    discussion: "Example: lantern animate sgd-leaves-the-valley --fps 30 --size 1280x720")

  @Argument(help: ArgumentHelp("Names of scenes.", valueName: "scene"))
  var scenes: [String]

  @Option(
    help: ArgumentHelp(
      "Formats, separated by commas: mp4; with --at png, pdf, svg.", valueName: "formats"))
  var format: String?

  @Option(help: "Frames per second.")
  var fps = 60

  @Option(help: ArgumentHelp("Pixels; both numbers must be even.", valueName: "WxH"))
  var size = "1920x1080"

  @Option(help: "How many threads draw frames; default: all cores.")
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Write only the frame at this time: 3.2s.", valueName: "seconds"))
  var at: String?

  @OptionGroup var output: OutputOptions

  @OptionGroup var caching: CacheOptions

  func run() throws {
    let moment = try at.map(parsedSeconds)
    let stills = try moment.map { _ in try parsedFormats(format ?? "png", as: StillFormat.self) }
    let formats = stills == nil ? try parsedFormats(format ?? "mp4", as: SceneFormat.self) : []
    let theme = try output.parsedTheme(default: .lecture)
    let settings = try output.parsedSettings()
    let pixels = try PixelSize(parsing: size)
    guard (1...240).contains(fps) else {
      throw ScriptError("--fps \(fps) is out of range; choose 1 to 240")
    }
    let jobs = try checkedJobs(jobs)
    let scripts = try LanternCommand.library.select(scenes)
    if let figure = scripts.first(where: { $0.entry.kind == .figure }) {
      throw ScriptError("\(figure.entry.id) is a figure; use `lantern render \(figure.entry.id)`")
    }
    try scripts.forEach { _ = try $0.type.with(settings) }
    try output.makeFolder()
    let cache = caching.cache
    let progress = ProgressDisplay(total: scripts.count)
    defer { progress.end() }
    for script in scripts {
      let id = script.entry.id
      let exporter = SceneExporter(
        script: script, settings: settings, theme: theme, size: pixels, frameRate: fps, jobs: jobs,
        store: cache)
      let report: @Sendable (Double) -> Void = { progress.update(id, fraction: $0) }
      let paths =
        if let moment, let stills {
          try exporter.stills(stills, at: moment, to: output.folder, progress: report)
        } else {
          try exporter.export(formats, to: output.folder, progress: report)
        }
      progress.finish(id, line: paths.joined(separator: "\n"))
    }
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

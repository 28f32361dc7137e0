import ArgumentParser
import Foundation
import Gallery
import Lantern

struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "Render everything that changed, and a site that shows it.",
    discussion: "A gallery that was stopped goes on where it was. Example: lantern gallery 6 19.10")

  @Argument(
    help: ArgumentHelp("Chapters, figures and scenes; default: all.", valueName: "script"))
  var selection: [String] = []

  @Option(help: "How many figures run at once and threads draw a film; default: all cores.")
  var jobs: Int?

  @Option(name: [.customShort("o"), .customLong("output")], help: "The folder for the files.")
  var folder = "output"

  @Flag(help: "Remove what earlier runs have computed first.")
  var cleanCache = false

  @OptionGroup var caching: CacheOptions

  func run() throws {
    let library = LanternCommand.library
    let scripts = try library.select(selection)
    guard !scripts.isEmpty else {
      throw ScriptError("there are no scripts; add one to figures/ or scenes/ and build again")
    }
    let jobs = try checkedJobs(jobs)
    if cleanCache, let removed = CacheOptions.standard?.clean() {
      Terminal.warn("removed the evidence of \(removed.files) runs, \(removed.bytes >> 20) MB")
    }
    let progress = ProgressDisplay(total: scripts.count)
    defer { progress.end() }
    let gallery = GalleryBuilder(
      library: library, folder: folder, book: LanternCommand.book,
      program: LanternCommand._commandName, jobs: jobs, store: caching.cache,
      keepsFiles: !caching.noCache)
    let started = ProcessInfo.processInfo.systemUptime
    let summary = try gallery.build(scripts) { event in
      switch event {
      case .progress(let id, let fraction): progress.update(id, fraction: fraction)
      case .made(let id, let seconds):
        progress.finish(id, line: "made    \(id)  (\(seconds.formatted(decimals: 1)) s)")
      case .upToDate(let id): progress.finish(id, line: "kept    \(id)")
      case .failed(let id, let message):
        progress.finish(id, line: "failed  \(id): \(message)")
      }
    }
    progress.end()
    let seconds = (ProcessInfo.processInfo.systemUptime - started).formatted(decimals: 1)
    Terminal.warn(
      "\(summary.made) made, \(summary.kept) kept, \(summary.failed.count) failed in \(seconds) s")
    print(summary.indexPath)
    guard summary.failed.isEmpty else {
      Terminal.warn("error: failed: \(summary.failed.joined(separator: ", ")); see the lines above")
      throw SilentFailure()
    }
  }
}

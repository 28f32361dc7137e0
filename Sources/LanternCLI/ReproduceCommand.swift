import ArgumentParser
import Gallery
import Lantern

struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Make a picture again from what its file says of itself, and compare.",
    discussion: """
      The models run anew. The exit status is 1 if a file is not the same. \
      Example: lantern reproduce output/6.5.png
      """)

  @Argument(help: ArgumentHelp("Pictures and films that Lantern has made.", valueName: "file"))
  var files: [String]

  @Option(help: "How many threads draw a film; default: all cores.")
  var jobs: Int?

  @Flag(help: "Draw again only, with what earlier runs have computed if it is kept.")
  var fromCache = false

  func run() throws {
    let reproducer = Reproducer(
      library: LanternCommand.library, jobs: try checkedJobs(jobs),
      store: fromCache ? CacheOptions.standard : nil)
    let progress = ProgressDisplay(total: files.count)
    defer { progress.end() }
    var isSame = true
    for file in files {
      do {
        let report = try reproducer.reproduce(file) { progress.update(file, fraction: $0) }
        let warnings = report.warnings.map { "warning: \(file): \($0)" }
        progress.finish(file, line: warnings.isEmpty ? nil : warnings.joined(separator: "\n"))
        if files.count == 1 {
          for fact in report.facts { print("\(fact.key): \(fact.value)") }
        }
        print("\(file): \(report.outcome.sentence)")
        isSame = isSame && report.outcome.isSame
      } catch {
        isSame = false
        progress.finish(file, line: "error: \(error)")
      }
    }
    if !isSame { throw SilentFailure() }
  }
}

extension Reproducer.Outcome {
  /// What a reader wants to know.
  fileprivate var sentence: String {
    switch self {
    case .sameBytes: "the same, byte for byte"
    case .samePixels: "the same picture: the file has been rewritten, but no pixel differs"
    case .pixels(let largest, let count):
      "not the same: \(count) pixel\(count == 1 ? " differs" : "s differ"), by \(largest) of 255"
        + " at most"
    case .sizes(let old, let new): "not the same: it has \(old) pixels and now \(new)"
    case .sameFrames:
      "the same frames: the files differ, by another encoder or because one was changed since"
    case .frames(let old, let new): "not the same: the hash of its frames is \(old) and now \(new)"
    case .drawing(let start): "not the same: the drawing differs from byte \(start) on"
    }
  }
}

import Dispatch
import Foundation
import Lantern
import Rendering
import Synchronization

/// Renders scripts in parallel into a folder, and a site that shows them all.
///
/// What has not changed since it was made is kept: each script leaves a stamp with the fingerprint
/// of its code and the sizes of its files.
public struct GalleryBuilder: Sendable {
  public enum Event: Sendable {
    case progress(id: String, fraction: Double)
    case made(id: String, seconds: Double)
    case upToDate(id: String)
    case failed(id: String, message: String)
  }

  public struct Summary: Sendable {
    public var made = 0
    public var kept = 0
    /// The scripts that failed, in the order of the gallery.
    public var failed: [String] = []
    public var indexPath = ""
  }

  let library: ScriptLibrary
  let folder: String
  let book: Book
  let program: String
  let jobs: Int
  let store: (any EvidenceStore)?
  let keepsFiles: Bool

  /// - Parameters:
  ///   - book: what the figures belong to.
  ///   - program: the name of the command, for the lines that make a picture again.
  ///   - jobs: how many figures run at once, and how many threads draw a film.
  ///   - store: where evidence is kept between runs; `nil` computes anew.
  ///   - keepsFiles: whether files that are up to date are left as they are.
  public init(
    library: ScriptLibrary, folder: String, book: Book = .understandingDeepLearning,
    program: String = "lantern", jobs: Int, store: (any EvidenceStore)? = nil,
    keepsFiles: Bool = true
  ) {
    self.library = library
    self.folder = folder
    self.book = book
    self.program = program
    self.jobs = jobs
    self.store = store
    self.keepsFiles = keepsFiles
  }

  /// Makes what the given scripts need, going on past those that fail.
  ///
  /// - Throws: only what keeps the whole gallery from being made, such as a folder that can't be
  ///   written to.
  public func build(
    _ scripts: [ScriptRegistration], report: @escaping @Sendable (Event) -> Void
  ) throws -> Summary {
    for name in [".stamps", "thumbnails", "states"] { try Folder.make("\(folder)/\(name)") }
    let outcomes = Mutex<[String: Outcome]>([:])
    func make(_ scripts: [ScriptRegistration], workers: Int, threads: Int) {
      let next = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: min(workers, scripts.count)) { _ in
        while true {
          let index = next.withLock { next in
            defer { next += 1 }
            return next
          }
          guard index < scripts.count else { return }
          let outcome = self.make(scripts[index], threads: threads, report: report)
          outcomes.withLock { $0[scripts[index].entry.id] = outcome }
        }
      }
    }
    // A film keeps all cores busy by itself, and one at a time bounds the memory.
    make(scripts.filter { $0.entry.kind == .figure }, workers: jobs, threads: 1)
    make(scripts.filter { $0.entry.kind == .scene }, workers: 1, threads: jobs)

    var summary = Summary()
    for script in scripts {
      switch outcomes.withLock({ $0[script.entry.id] }) {
      case .made: summary.made += 1
      case .kept: summary.kept += 1
      case .failed, nil: summary.failed.append(script.entry.id)
      }
    }
    summary.indexPath = try Site(library: library, folder: folder, book: book, program: program)
      .write()
    return summary
  }

  private enum Outcome { case made, kept, failed }

  /// Makes one script's files unless they are up to date.
  private func make(
    _ script: ScriptRegistration, threads: Int, report: @escaping @Sendable (Event) -> Void
  ) -> Outcome {
    let id = script.entry.id
    let stamp = Stamp(folder: folder, script: script)
    if keepsFiles, stamp.isCurrent {
      report(.upToDate(id: id))
      return .kept
    }
    let started = ProcessInfo.processInfo.systemUptime
    do {
      stamp.remove()
      let progress: @Sendable (Double) -> Void = { report(.progress(id: id, fraction: $0)) }
      switch script.entry.kind {
      case .figure:
        let made = try GalleryFigure(script: script, folder: folder, store: store)
          .make(progress: progress)
        try stamp.write(made.files, facts: made.facts)
      case .scene:
        let made = try GalleryFilm(script: script, folder: folder, jobs: threads, store: store)
          .make(progress: progress)
        try stamp.write(made.files, facts: made.facts)
      }
      report(.made(id: id, seconds: ProcessInfo.processInfo.systemUptime - started))
      return .made
    } catch {
      report(.failed(id: id, message: "\(error)"))
      return .failed
    }
  }
}

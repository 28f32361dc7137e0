import Foundation

/// Follows the scripts of a package: builds when one was saved, and starts the workers anew.
struct ScriptWatch: Sendable {
  let package: ScriptPackage
  let queue: PictureQueue
  let news: PreviewNews

  /// How often is looked. Looking at 300 files takes about a millisecond, and works wherever files
  /// are and however an editor saves them.
  static let interval = Duration.milliseconds(150)

  /// Watches until the task is cancelled.
  func run() async {
    var known = package.scripts()
    await news.change { $0.isWatching = true }
    if package.isStale { await build() }
    while (try? await Task.sleep(for: Self.interval)) != nil {
      let found = package.scripts()
      guard found != known else { continue }
      known = found
      await build()
    }
  }

  private func build() async {
    let started = ContinuousClock.now
    await news.change { $0.phase = .building }
    var outcome = ScriptBuild.Outcome(isGood: false)
    do {
      let build = try ScriptBuild(package)
      outcome = await withTaskCancellationHandler {
        await build.outcome()
      } onCancel: {
        build.stop()
      }
      if outcome.isGood {
        await queue.restart()
        // A program that stops as soon as it starts is no good either.
        _ = try await queue.scripts()
      }
    } catch {
      outcome = ScriptBuild.Outcome(isGood: false, log: "\(error)")
    }
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    await news.change { [outcome] state in
      state.phase = outcome.isGood ? .current : .failed
      state.errors = outcome.errors
      state.log = outcome.log
      state.seconds = seconds
      if outcome.isGood { state.generation += 1 }
    }
  }
}

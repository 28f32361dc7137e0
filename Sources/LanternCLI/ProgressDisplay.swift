import Foundation
import Synchronization

/// Shows how far work has come: a bar that redraws itself on a terminal; elsewhere plain lines, for
/// what takes long one every half a minute.
final class ProgressDisplay: Sendable {
  private struct State {
    /// The fraction done and the label of each running task.
    var running: [String: Double] = [:]
    var finished = 0
    var lastDrawn = -1.0
    var isBarVisible = false
    /// When each running task began or last left a line.
    var lastLines: [String: Double] = [:]
  }

  private let total: Int
  private let state = Mutex(State())
  private let isInteractive: Bool

  /// - Parameter total: how many tasks there will be.
  init(total: Int, isInteractive: Bool = Terminal.isInteractive) {
    self.total = total
    self.isInteractive = isInteractive
  }

  func update(_ task: String, fraction: Double) {
    state.withLock { state in
      state.running[task] = fraction
      draw(&state, force: false)
      if !isInteractive { remind(&state, task, fraction) }
    }
  }

  /// Ends a task; `line`, if there is one, stays on the screen.
  func finish(_ task: String, line: String?) {
    state.withLock { state in
      state.running[task] = nil
      state.lastLines[task] = nil
      state.finished += 1
      erase(&state)
      if let line { Terminal.warn(line) }
      draw(&state, force: true)
    }
  }

  /// Removes the bar.
  func end() {
    state.withLock { erase(&$0) }
  }

  private func remind(_ state: inout State, _ task: String, _ fraction: Double) {
    let now = ProcessInfo.processInfo.systemUptime
    guard now - state.lastLines[task, default: now] >= 30 else {
      if state.lastLines[task] == nil { state.lastLines[task] = now }
      return
    }
    state.lastLines[task] = now
    Terminal.warn("\(task)  \(Int(fraction * 100)) %")
  }

  private func draw(_ state: inout State, force: Bool) {
    guard isInteractive, !state.running.isEmpty else { return }
    let now = ProcessInfo.processInfo.systemUptime
    guard force || now - state.lastDrawn > 0.05 else { return }
    state.lastDrawn = now
    state.isBarVisible = true
    let done = (Double(state.finished) + state.running.values.reduce(0, +)) / Double(max(total, 1))
    let width = 28
    let filled = Int((min(done, 1) * Double(width)).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let names = state.running.sorted { $0.key < $1.key }
      .map { "\($0.key) \(Int($0.value * 100)) %" }.joined(separator: "  ")
    let text = "\r\u{1B}[2K\(bar) \(state.finished)/\(total)  \(names)"
    FileHandle.standardError.write(Data(text.utf8))
  }

  private func erase(_ state: inout State) {
    guard state.isBarVisible else { return }
    state.isBarVisible = false
    FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8))
  }
}

import Foundation
import Synchronization

/// A program that runs beside this one, and the end of what it prints.
///
/// `Process` isn't marked as safe to share, but starting it happens once, before anyone else sees
/// it, and a signal may be sent from anywhere.
final class ChildProcess: @unchecked Sendable {
  private struct State {
    var output: [UInt8] = []
    var isClosed = false
    var status: Int32?
    var waiting: [CheckedContinuation<Int32, Never>] = []
  }

  private let process = Process()
  private let state = Mutex(State())
  private static let kept = 1 << 20

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - environment: variables beside those of this process.
  ///   - input: what becomes its standard input, and is closed here.
  ///   - echoes: whether what it prints also goes to this process's standard error.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:],
    input: FileHandle? = nil, echoes: Bool
  ) throws {
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input ?? .nullDevice
    // As long as it is open here, nobody notices the end of the program.
    defer { try? input?.close() }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.terminationHandler = { [weak self] process in
      self?.update { $0.status = process.terminationStatus }
    }
    try process.run()
    let handle = output.fileHandleForReading
    // A dispatch source would have to be waited for before its pipe may be closed.
    Thread.detachNewThread { [weak self] in
      while true {
        let data = handle.availableData
        guard !data.isEmpty else { break }
        if echoes { FileHandle.standardError.write(data) }
        self?.update { $0.output = ($0.output + data).suffix(Self.kept) }
      }
      try? handle.close()
      self?.update { $0.isClosed = true }
    }
  }

  /// Ends the program at once, and what it has started. It may have inherited that politer signals
  /// are held back.
  func stop() {
    guard process.isRunning else { return }
    let number = process.processIdentifier
    kill(getpgid(number) == number ? -number : number, SIGKILL)
  }

  /// What the program has printed last.
  var output: String { String(decoding: state.withLock { $0.output }, as: UTF8.self) }

  /// Waits until the program has ended and all that it printed is here.
  ///
  /// - Returns: its status.
  func end() async -> Int32 {
    await withCheckedContinuation { continuation in
      update { $0.waiting.append(continuation) }
    }
  }

  private func update(_ change: (inout State) -> Void) {
    let ready = state.withLock { state -> ([CheckedContinuation<Int32, Never>], Int32)? in
      change(&state)
      guard let status = state.status, state.isClosed else { return nil }
      defer { state.waiting = [] }
      return (state.waiting, status)
    }
    if let (waiting, status) = ready { for one in waiting { one.resume(returning: status) } }
  }
}

import Foundation

/// How the scripts on disk and what is shown go together.
struct PreviewState: Codable, Hashable, Sendable {
  enum Phase: String, Codable, Sendable {
    /// What is shown is what is on disk.
    case current
    case building
    /// The last build failed; what is shown is from the last good one.
    case failed
  }

  var phase = Phase.current
  /// How often the scripts have been built anew.
  var generation = 0
  /// Whether changes of scripts are followed.
  var isWatching = false
  var errors: [CompilerMessage] = []
  /// What a build that failed said, if it named no file; one line if the new program doesn't start.
  var log = ""
  /// How long the last build took.
  var seconds: Double?
}

/// Tells whoever listens of every new state.
actor PreviewNews {
  private(set) var state = PreviewState()
  private var listeners: [Int: AsyncStream<PreviewState>.Continuation] = [:]
  private var count = 0

  func change(_ change: (inout PreviewState) -> Void) {
    change(&state)
    for listener in listeners.values { listener.yield(state) }
  }

  /// The state now, and every later one; of several at once only the last.
  func listen() -> AsyncStream<PreviewState> {
    let (stream, listener) = AsyncStream<PreviewState>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    count += 1
    let number = count
    listeners[number] = listener
    listener.onTermination = { [weak self] _ in
      Task { [weak self] in await self?.forget(number) }
    }
    listener.yield(state)
    return stream
  }

  private func forget(_ number: Int) { listeners[number] = nil }

  func end() { for listener in listeners.values { listener.finish() } }
}

import CVideo
import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws frames on several threads and hands them to an encoder in order.
///
/// Threads take frames by number, at most a few ahead of the encoder, so memory is bounded whatever
/// the length. A picture that equals the one before is neither drawn nor converted, and of others
/// only what has changed.
final class FramePipeline<Encoder: FrameEncoder>: Sendable {
  private let encoder: Encoder
  private let frameCount: Int
  private let jobs: Int
  private let frame: @Sendable (Int) throws -> Picture
  private let monitor: Monitor<State>
  /// How many frames may be on their way at once.
  private let window: Int

  /// A frame that waits for the encoder.
  private enum Done {
    case drawn(Encoder.Frame, hash: UInt64)
    case sameAsBefore
  }

  /// What came before a frame.
  private enum Before {
    case nothing
    case picture(Picture)

    var picture: Picture? { if case .picture(let picture) = self { picture } else { nil } }
  }

  private struct State {
    var next = 0
    var encoded = 0
    /// Pictures that the frame after them is still to be compared with.
    var pictures: [Int: Picture] = [:]
    var done: [Int: Done] = [:]
    var free: [Encoder.Frame] = []
    var error: (index: Int, error: any Error)?
    var isStopped = false
  }

  init(
    encoder: Encoder, frameCount: Int, jobs: Int, frame: @escaping @Sendable (Int) throws -> Picture
  ) {
    self.encoder = encoder
    self.frameCount = frameCount
    self.jobs = max(min(jobs, frameCount, 64), 1)
    self.frame = frame
    window = self.jobs + 2
    monitor = Monitor(State())
  }

  /// Draws and encodes all frames.
  func run(progress: (Int) throws -> Void) throws -> MovieReport {
    var threads: [pthread_t] = []
    defer {
      monitor.update { $0.isStopped = true }
      for thread in threads { pthread_join(thread, nil) }
    }
    // One more than can be on their way: the encoder holds on to the last one.
    for _ in 0...window {
      let frame = try encoder.makeFrame()
      monitor.update { $0.free.append(frame) }
    }
    for _ in 0..<jobs {
      guard let thread = Threads.start({ self.draw() }) else { break }
      threads.append(thread)
    }
    guard !threads.isEmpty else {
      throw RenderingError("the system allows no more threads; run fewer jobs at once")
    }
    return try encode(progress)
  }

  // MARK: The encoding thread

  private func encode(_ progress: (Int) throws -> Void) throws -> MovieReport {
    var report = MovieReport(frameCount: frameCount, drawnCount: 0, frameHashes: [], frameHash: "")
    var current: (frame: Encoder.Frame, hash: UInt64)?
    var hash: UInt64 = 0
    for index in 0..<frameCount {
      try Task.checkCancellation()
      let done = try monitor.wait { state throws -> Done? in
        // Of several failures the first frame's is reported, as if they were drawn in order.
        if let failure = state.error, failure.index <= index { throw failure.error }
        return state.done.removeValue(forKey: index)
      }
      var isRepeated = true
      if case .drawn(let frame, let frameHash) = done {
        // Other pictures may come to the same pixels.
        isRepeated = frameHash == current?.hash
        if let old = current?.frame { monitor.update { $0.free.append(old) } }
        current = (frame, frameHash)
        report.drawnCount += 1
      }
      guard let current else { throw RenderingError("frame 0 equals no frame before it") }
      try encoder.encode(current.frame, index: index, isRepeated: isRepeated)
      report.frameHashes.append(current.hash)
      hash = withUnsafeBytes(of: current.hash.littleEndian) {
        cvideo_hash($0.bindMemory(to: UInt8.self).baseAddress, 8, hash)
      }
      monitor.update { $0.encoded = index + 1 }
      try progress(index + 1)
    }
    let digits = String(hash, radix: 16)
    report.frameHash = String(repeating: "0", count: 16 - digits.count) + digits
    return report
  }

  // MARK: The drawing threads

  private func draw() {
    var index = 0
    do {
      let painter = FramePainter(size: encoder.size, isTransparent: encoder.isTransparent)
      while let next = nextIndex() {
        index = next
        let fresh = try frame(index)
        guard let before = before(index) else { return }
        let picture = before.picture.map(fresh.sharing) ?? fresh
        monitor.update { state in
          if index + 1 < frameCount { state.pictures[index] = picture }
        }
        let done =
          picture == before.picture
          ? Done.sameAsBefore : try drawn(picture, painter)
        monitor.update { $0.done[index] = done }
      }
    } catch {
      monitor.update { state in
        if state.error.map({ index < $0.index }) ?? true { state.error = (index, error) }
      }
    }
  }

  /// Waits until a frame may be begun; `nil` when there are no more.
  private func nextIndex() -> Int? {
    monitor.wait { state -> Int?? in
      if state.isStopped || state.error != nil || state.next >= frameCount { return .some(nil) }
      guard state.next < state.encoded + window else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Waits for the picture before a frame's; `nil` if it will never come.
  private func before(_ index: Int) -> Before? {
    guard index > 0 else { return .nothing }
    return monitor.wait { state -> Before?? in
      if let before = state.pictures.removeValue(forKey: index - 1) { return .picture(before) }
      // Frames before a failed one are still finished: the first failure is the one to report.
      let isMissing = state.error.map { $0.index < index } ?? false
      return state.isStopped || isMissing ? .some(nil) : nil
    }
  }

  private func drawn(_ picture: Picture, _ painter: FramePainter) throws -> Done {
    try painter.draw(picture)
    // At most `window` frames are on their way, so one is always free.
    let frame = monitor.wait { $0.free.popLast() }
    try encoder.convert(painter, into: frame)
    return .drawn(frame, hash: painter.hash)
  }
}

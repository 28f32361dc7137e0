import Learning
import Synchronization

/// Where a script computes: the source of its random keys, the place to report progress, and the
/// memory of what long computations have found so far.
public struct Lab: Sendable {
  private let root: Key
  private let report: @Sendable (Double) -> Void
  private let memory: Memory?

  /// Where pieces of the computation are kept, and what was asked for.
  fileprivate final class Memory: Sendable {
    struct State {
      var names: Set<String> = []
      /// The pieces of an earlier run that were used.
      var kept = 0
      var hasComputed = false
      /// The last that was heard of the progress.
      var fraction = 0.0
    }

    let store: any EvidenceStore
    let key: EvidenceKey
    let state = Mutex(State())

    init(_ store: any EvidenceStore, _ key: EvidenceKey) {
      self.store = store
      self.key = key
    }
  }

  /// - Parameters:
  ///   - seed: the value of the script's parameter `seed`, or 0.
  ///   - script: the script's number or name; scripts never share random numbers by accident.
  ///   - report: receives the fraction of the work that is done.
  public init(
    seed: Int = 0, script: String, report: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    self.init(seed: seed, script: script, store: nil, report: report)
  }

  /// - Parameter store: where pieces are kept, and the key of the whole computation.
  init(
    seed: Int, script: String, store: (any EvidenceStore, EvidenceKey)?,
    report: @escaping @Sendable (Double) -> Void
  ) {
    root = Key(seed: seed).fold(script)
    self.report = report
    memory = store.map { Memory($0.0, $0.1) }
  }

  /// The random key of that name. The same name always gives the same key, in whatever order keys
  /// are asked for.
  public func key(_ name: String) -> Key { root.fold(name) }

  /// Tells how much of the computation is done, from 0 to 1.
  public func progress(_ fraction: Double) {
    let fraction = min(max(fraction, 0), 1)
    memory?.state.withLock { $0.fraction = fraction }
    report(fraction)
  }

  /// A piece of a long computation that is kept as soon as it is there, so that a run that was
  /// stopped goes on where it was:
  ///
  ///     let errors = try widths.map { width in
  ///       try lab.remember("width \(width)") { try train(width, key: lab.key("width \(width)")) }
  ///     }
  ///
  /// What the piece depends on beside the script's parameters, such as `width` here, belongs in its
  /// name. It is computed anew when the code or a parameter has changed, and with `--no-cache`.
  ///
  /// - Throws: what `compute` throws, and a `ScriptError` for a name that was given twice.
  public func remember<Piece: Codable & Sendable>(
    _ name: String, _ compute: () throws -> Piece
  ) throws -> Piece {
    guard let memory else { return try compute() }
    guard memory.state.withLock({ $0.names.insert(name).inserted }) else {
      throw ScriptError(
        "\(memory.key.script) remembers two things as \"\(name)\"; give each a name of its own")
    }
    let piece = try memory.piece(name, compute)
    TrainingLog.current?.add(piece.trainings)
    return piece.value
  }
}

extension Lab.Memory {
  /// What is kept under that name, or else the result of `compute`, which is kept from then on.
  fileprivate func piece<Piece: Codable & Sendable>(
    _ name: String, _ compute: () throws -> Piece
  ) throws -> Recalled<Piece> {
    let key = key.piece(name)
    if let known = store.recall(Piece.self, key) {
      state.withLock { $0.kept += 1 }
      return known
    }
    let earlier = state.withLock { state in
      defer { state.hasComputed = true }
      return state.hasComputed || state.kept == 0 ? nil : state
    }
    if let earlier {
      let pieces = earlier.kept == 1 ? "1 piece" : "\(earlier.kept) pieces"
      let share = (100 * earlier.fraction).formatted(atMost: 1)
      store.tell("\(key.script)  goes on where it was: \(pieces) kept, \(share) % done")
    }
    let fresh = try Recalled(measuring: compute)
    store.keep(fresh, key)
    return fresh
  }
}

/// What a run of a script is given: its seed, and the memory of earlier runs.
struct RunContext {
  private let script: String
  private let seed: Int
  private let store: (any EvidenceStore)?
  private let key: EvidenceKey
  private let report: @Sendable (Double) -> Void

  /// - Parameter fingerprint: tells versions of the code that computes apart.
  init(
    script: String, parameters: [ParameterDescription], fingerprint: String,
    store: (any EvidenceStore)?, report: @escaping @Sendable (Double) -> Void
  ) {
    self.script = script
    self.store = store
    self.report = report
    seed = parameters.first { $0.name == "seed" }.flatMap { Int($0.value) } ?? 0
    let settings = parameters.map { "\($0.name)=\($0.value)" }
    key = EvidenceKey(
      script: script,
      text: (["script \(script)", "code \(fingerprint)"] + settings).joined(separator: "\n"))
  }

  /// What `compute` gives in this run, from the store if it is there and the type is `Codable`.
  func recall<Evidence: Sendable>(
    _ type: Evidence.Type, _ compute: (Lab) throws -> Evidence
  ) throws -> Recalled<Evidence> {
    let lab = Lab(seed: seed, script: script, store: store.map { ($0, key) }, report: report)
    if let store, let codable = type as? any (Codable & Sendable).Type,
      let recalled = try recall(codable, store, lab, compute)
    {
      return recalled
    }
    return try Recalled(measuring: { try compute(lab) })
  }

  /// The same where the compiler knows that the type is `Codable`.
  private func recall<Evidence: Sendable, Stored: Codable & Sendable>(
    _ type: Stored.Type, _ store: any EvidenceStore, _ lab: Lab,
    _ compute: (Lab) throws -> Evidence
  ) throws -> Recalled<Evidence>? {
    // The two types are one and the same, which only the caller knows.
    if let known = store.recall(type, key), let evidence = known.value as? Evidence {
      return Recalled(value: evidence, seconds: known.seconds, trainings: known.trainings)
    }
    let fresh = try Recalled(measuring: { try compute(lab) })
    if let stored = fresh.value as? Stored {
      store.keep(
        Recalled(value: stored, seconds: fresh.seconds, trainings: fresh.trainings), key)
    }
    return fresh
  }
}

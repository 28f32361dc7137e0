import Learning

/// What a computation depends on: its script, parameters and seed, and the code that runs.
public struct EvidenceKey: Hashable, Sendable {
  /// The number or name of the script.
  public let script: String
  /// Everything that the computation depends on, line by line.
  public let text: String

  public init(script: String, text: String) {
    self.script = script
    self.text = text
  }

  /// The key of a named part of the computation.
  func piece(_ name: String) -> EvidenceKey {
    EvidenceKey(script: script, text: text + "\npiece \(name)")
  }
}

/// Where evidence is kept between runs. It may forget whatever it likes whenever it likes.
public protocol EvidenceStore: Sendable {
  /// What was last written under exactly this key, if it is still there and whole.
  func read(_ key: EvidenceKey) -> [UInt8]?

  /// Keeps the bytes. A store that can't leaves things as they were and lets the run go on.
  func write(_ bytes: [UInt8], for key: EvidenceKey)

  /// Passes a line on to whoever started the run, such as that it goes on where it was stopped.
  func tell(_ line: String)
}

extension EvidenceStore {
  public func tell(_ line: String) {}
}

/// Evidence with what it took to compute.
struct Recalled<Value> {
  var value: Value
  /// Seconds.
  var seconds: Double
  var trainings: [TrainingLog.Entry]
}

extension Recalled {
  /// Computes, and notes how long that takes and what is trained meanwhile.
  init(measuring compute: () throws -> Value) rethrows {
    let log = TrainingLog()
    let started = ContinuousClock.now
    value = try TrainingLog.$current.withValue(log) { try compute() }
    seconds = (ContinuousClock.now - started).inSeconds
    trainings = log.trainings
  }
}

extension EvidenceStore {
  func recall<Value: Decodable>(_ type: Value.Type, _ key: EvidenceKey) -> Recalled<Value>? {
    guard let bytes = read(key) else { return nil }
    let kept = try? EvidenceCoding.decode(Kept<Value>.self, from: bytes[...])
    return kept.map {
      Recalled(value: $0.evidence, seconds: $0.seconds, trainings: $0.trainings)
    }
  }

  /// Keeps evidence that can be encoded.
  func keep<Value: Encodable>(_ recalled: Recalled<Value>, _ key: EvidenceKey) {
    let kept = Kept(
      seconds: recalled.seconds, trainings: recalled.trainings, evidence: recalled.value)
    if let bytes = try? EvidenceCoding.encode(kept) { write(bytes, for: key) }
  }
}

/// What is written.
private struct Kept<Evidence> {
  var seconds: Double
  var trainings: [TrainingLog.Entry]
  var evidence: Evidence
}

extension Kept: Encodable where Evidence: Encodable {}
extension Kept: Decodable where Evidence: Decodable {}

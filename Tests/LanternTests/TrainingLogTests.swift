import Drawing
import Gallery
import Lantern
import Testing

/// What a run says that it trained.
@Suite struct TrainingLogTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func trainings(
    _ type: any Script.Type, store: (any EvidenceStore)? = nil
  ) throws -> [String] {
    guard case .figure(let run) = try registration(type).run(store: store) else { return [] }
    return run.trainings.map { "\($0.count) of \($0.parameters), \($0.steps)" }
  }

  @Test func trainingsOfOneSizeAreCountedTogether() throws {
    #expect(try trainings(Trained.self) == ["3 of 1, 5", "1 of 4, 7"])
    #expect(try trainings(Sample.self).isEmpty)
  }

  @Test func theyAreKeptWithTheEvidence() throws {
    let cache = EvidenceCache(folder: folder.file("cache"))
    for _ in 0..<2 {
      #expect(try trainings(Trained.self, store: cache) == ["3 of 1, 5", "1 of 4, 7"])
    }
    #expect(cache.usage.files == 1)
  }

  /// Also those of pieces that an earlier run has computed.
  @Test func piecesAreCounted() throws {
    let cache = EvidenceCache(folder: folder.file("cache"))
    #expect(throws: ScriptError.self) {
      try registration(Remembering.self).run(settings: ["fails": "1"], store: cache)
    }
    for _ in 0..<2 {
      #expect(try trainings(Remembering.self, store: cache) == ["1 of 1, 3", "1 of 1, 4"])
    }
    #expect(try trainings(Remembering.self) == ["1 of 1, 3", "1 of 1, 4"])
  }

  @Test func trainingsOutsideOfARunAreListedNowhere() throws {
    #expect(TrainingLog.current == nil)
    _ = try line(steps: 2, lab: Lab(script: "a"), "a")
    let log = TrainingLog()
    _ = try TrainingLog.$current.withValue(log) {
      try line(steps: 2, lab: Lab(script: "a"), "a")
    }
    #expect(log.trainings.map(\.steps) == [2])
  }
}

/// The slope of a line after some steps.
private func line(steps: Int, lab: Lab, _ name: String) throws -> Double {
  let model = FunctionModel(["slope"]) { x, p in p[0] * x }
  let training = Training(
    model, loss: .sumOfSquares, on: Examples(x: [1, 2], y: [1, 2]), optimizer: .sgd(0.01))
  return try training.run(steps: steps, key: lab.key(name), from: [0]).losses.last ?? 0
}

private struct Trained: Figure {
  static let entry = Entry("1.11", "Trainings", alt: "Nothing.", width: .half)

  func compute(in lab: Lab) throws -> [Double] {
    let network = MLP([1, 1, 1])
    let lines = try ["a", "b"].map { try line(steps: 5, lab: lab, $0) }
    _ = try Training(
      network, loss: .sumOfSquares, on: Examples(x: [1, 2], y: [1, 2]), optimizer: .sgd(0.01)
    ).run(steps: 7, key: lab.key("network"))
    return lines + [try line(steps: 5, lab: lab, "c")]
  }

  func page(_ evidence: [Double]) -> some Drawing { Text("a") }
}

/// Remembers its pieces; evidence itself can't be kept.
private struct Remembering: Figure {
  static let entry = Entry("1.12", "Pieces", alt: "Nothing.", width: .half)
  @Parameter("Whether it fails, but for what it remembers", in: 0...1) var fails = 0

  struct Evidence: Sendable { var losses: [Double] }

  func compute(in lab: Lab) throws -> Evidence {
    let losses = try [3, 4].map { steps in
      try lab.remember("\(steps)") { try line(steps: steps, lab: lab, "\(steps)") }
    }
    if fails == 1 { throw ScriptError("it fails") }
    return Evidence(losses: losses)
  }

  func page(_ evidence: Evidence) -> some Drawing { Text("a") }
}

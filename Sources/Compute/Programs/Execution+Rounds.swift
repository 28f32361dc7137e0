import CNumerics

/// A part of a round of a run that has several routines.
public enum Phase: Hashable, Sendable {
  /// A routine runs so many times.
  case steps(Int, of: String)
  /// A routine runs once in every k-th round to keep its records; it is no step.
  case record(String, every: Int)

  fileprivate var routine: String {
    switch self {
    case .steps(_, let name), .record(let name, _): name
    }
  }
  fileprivate var steps: Int {
    if case .steps(let count, _) = self { count } else { 0 }
  }
  fileprivate var every: Int {
    if case .record(_, let every) = self { max(1, every) } else { 1 }
  }
}

extension Execution {
  /// Runs `rounds` rounds of the phases in turn, without leaving the replay between them; then one
  /// more up to its recording, so that the last state is recorded too. `records[name]` has one row
  /// for each of `recordedSteps`, which counts rounds.
  ///
  ///     try run.run(rounds: 1000, of: [
  ///       .steps(5, of: "discriminator"), .record("networks", every: 50),
  ///       .steps(1, of: "generator"),
  ///     ])
  ///
  /// - Precondition: exactly one phase records.
  /// - Throws: `NumericalError` when a checked quantity is no longer finite.
  public func run(rounds: Int, of phases: [Phase]) throws {
    let phases = phases.filter { phase in
      if case .steps(let count, _) = phase { count > 0 } else { true }
    }
    let recorders = phases.indices.filter { phases[$0].steps == 0 }
    precondition(recorders.count == 1, "rounds: exactly one phase must record")
    let recorder = recorders[0]
    let indices = phases.map { index(of: $0.routine) }
    let codes = zip(phases, indices).map { phase, index in
      LNPhase(
        code: self.codes[index].instructions, count: Int64(self.codes[index].count),
        steps: Int64(phase.steps), every: Int64(phase.every))
    }
    recordedSteps = Execution.rows(every: phases[recorder].every, upTo: rounds)
    context.round = 0
    context.row = 0

    // The steps of a round, for looking a failure up.
    let round = zip(phases, indices).flatMap { repeatElement($1, count: $0.steps) }
    let stretch = max(1, Execution.stretch / max(1, round.count))
    try recording(indices[recorder], every: 0) {
      var left = rounds
      while left > 0 {
        let checkpoint = snapshot()
        let count = min(left, stretch)
        let failed = ln_rounds(codes, Int64(codes.count), &context, Int64(count))
        if failed >= 0 {
          throw diagnosis(
            of: indices[Int(failed)], since: checkpoint,
            replaying: (0..<count).lazy.flatMap { _ in round })
        }
        left -= count
      }
      let checkpoint = snapshot()
      for phase in 0...recorder {
        var code = codes[phase]
        code.every = 1
        if ln_rounds(&code, 1, &context, 1) >= 0 {
          throw diagnosis(of: indices[phase], since: checkpoint, replaying: round)
        }
      }
    }
  }
}

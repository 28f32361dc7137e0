import Learning

/// Learning from tables: the slippery 4 × 4 grid of UDL chapter 19.
enum Tabular {
  /// The generator that all programs of the benchmark share.
  private struct Draws: UniformSource {
    var random: LinearCongruential
    mutating func next24Bits() -> UInt32 { UInt32(random.bits()) }
  }

  private static func grid() throws -> MarkovDecisionProcess {
    try IceGrid(holes: [9, 10, 14], fish: [15], rewardTime: .onArrival).process(discount: 0.9)
  }

  /// The seconds of a value iteration, and Q-learning's steps a second.
  static func measure() throws -> (sweeps: Double, steps: Double) {
    let process = try grid()
    let solution = try process.valueIteration(tolerance: 1e-8)
    precondition(
      solution.sweeps == 103 && abs(solution.values[0] + 0.268953509) < 1e-9
        && abs(solution.values[13] + 1.711174335) < 1e-9, "value iteration gives other values")
    let sweepsSeconds =
      try median { for _ in 0..<1000 { _ = try process.valueIteration(tolerance: 1e-8) } } / 1000

    let learning = QLearning(behavior: .epsilonGreedy(0.1))
    var draws = Draws(random: LinearCongruential(19))
    let end = learning.run(on: process, steps: 100_000, source: &draws)[0]
    precondition(
      end.episodes == 3221 && abs(end.values.stateValues[0] + 0.315281316) < 5e-10,
      "Q-learning gives other values")
    let steps = 5_000_000
    let seconds = median {
      var draws = Draws(random: LinearCongruential(19))
      _ = learning.run(on: process, steps: steps, source: &draws)
    }
    return (sweepsSeconds, Double(steps) / seconds)
  }

  /// CPU seconds, the median of seven runs.
  private static func median(_ body: () throws -> Void) rethrows -> Double {
    try (0..<7).map { _ in
      let start = cpuSeconds()
      try body()
      return cpuSeconds() - start
    }.sorted()[3]
  }
}

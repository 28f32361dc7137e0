#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What an agent does in each state: a probability `π[a|s]` for every action (UDL, section 19.1.5).
public struct Policy: Hashable, Codable, Sendable {
  public let stateCount: Int
  public let actionCount: Int
  /// State by state; those of a state sum to 1.
  public let probabilities: [Double]

  /// The deterministic policy that takes `actions[s]` in state `s`.
  public init(actions: [Int], actionCount: Int) {
    precondition(
      actions.allSatisfy { (0..<actionCount).contains($0) }, "an action outside 0..<\(actionCount)")
    stateCount = actions.count
    self.actionCount = actionCount
    probabilities = actions.flatMap { chosen in
      (0..<actionCount).map { $0 == chosen ? 1 : 0 }
    }
  }

  /// A stochastic policy from `probabilities[s][a]`, which sum to 1 in every state.
  public init(probabilities rows: [[Double]]) {
    actionCount = rows.first?.count ?? 0
    for row in rows {
      precondition(row.count == actionCount, "every state needs the same number of actions")
      precondition(
        row.allSatisfy { $0 >= 0 } && abs(row.reduce(0, +) - 1) < 1e-9,
        "the probabilities of a state sum to 1")
    }
    stateCount = rows.count
    probabilities = rows.flatMap { $0 }
  }

  /// The policy to which every action is equally likely.
  public static func uniform(stateCount: Int, actionCount: Int) -> Policy {
    Policy(
      probabilities: Array(
        repeating: Array(repeating: 1 / Double(actionCount), count: actionCount), count: stateCount)
    )
  }

  /// The policy `π[a|s] ∝ exp[q[s, a] / temperature]`, which prefers better actions smoothly.
  public static func boltzmann(_ values: ActionValues, temperature: Double) -> Policy {
    precondition(temperature > 0, "the temperature must be positive")
    return Policy(
      probabilities: (0..<values.stateCount).map { state in
        let best = values[state].reduce(-.infinity, max)
        let weights = values[state].map { exp(($0 - best) / temperature) }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
      })
  }

  /// The probability of `action` in `state`.
  public subscript(state: Int, action: Int) -> Double {
    probabilities[state * actionCount + action]
  }

  /// The most probable action in each state; the first of those that are equally probable.
  public var actions: [Int] {
    (0..<stateCount).map { state in
      var best = 0
      for action in 1..<max(actionCount, 1) where self[state, action] > self[state, best] {
        best = action
      }
      return best
    }
  }
}

import Compute

/// One walk through a decision process.
public struct Episode: Hashable, Codable, Sendable {
  /// The states visited, from the start.
  public internal(set) var states: [Int]
  /// What was done in each state but the last.
  public internal(set) var actions: [Int] = []
  /// What was received after each action.
  public internal(set) var rewards: [Double] = []
  /// The value of the terminal state at the end; 0 if the walk was broken off.
  public internal(set) var terminalValue = 0.0
  /// Whether the walk ended in a terminal state.
  public internal(set) var isFinished = false

  /// The discounted sum of all that followed each state (UDL, equation 19.1), the last included.
  public func returns(discount: Double) -> [Double] {
    var total = terminalValue
    var returns = [total]
    for reward in rewards.reversed() {
      total = reward + discount * total
      returns.append(total)
    }
    return returns.reversed()
  }
}

extension MarkovDecisionProcess {
  /// Follows `policy` from `start` until a terminal state or for `maximumSteps`.
  ///
  /// The same key gives the same walk. For many walks fold their numbers into the key.
  public func episode(
    from start: Int, policy: Policy, maximumSteps: Int = 1000, key: Key
  ) -> Episode {
    var source = KeyedUniforms(key)
    return episode(from: start, policy: policy, maximumSteps: maximumSteps, source: &source)
  }

  package func episode(
    from start: Int, policy: Policy, maximumSteps: Int, source: inout some UniformSource
  ) -> Episode {
    precondition((0..<stateCount).contains(start), "state \(start) of \(stateCount)")
    let sampler = TransitionSampler(self)
    var episode = Episode(states: [start])
    var state = start
    while terminalValues[state] == nil && episode.actions.count < maximumSteps {
      var action = 0
      var rest = source.nextUnit() - policy[state, 0]
      while rest >= 0 && action + 1 < actionCount {
        action += 1
        rest -= policy[state, action]
      }
      let outcome = sampler.outcome(row: state * actionCount + action, source.nextUnit())
      state = outcome.state
      episode.actions.append(action)
      episode.rewards.append(outcome.reward)
      episode.states.append(state)
    }
    if let value = terminalValues[state] {
      episode.terminalValue = value
      episode.isFinished = true
    }
    return episode
  }
}

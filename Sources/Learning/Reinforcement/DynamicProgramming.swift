/// State values found by dynamic programming, the policy that goes with them, and how good they
/// are.
public struct MarkovSolution: Hashable, Codable, Sendable {
  /// The value of each state.
  public let values: [Double]
  public let policy: Policy
  /// How many times all states were updated.
  public let sweeps: Int
  /// By how much the values miss the Bellman equation where they miss it most.
  public let residual: Double
}

extension MarkovDecisionProcess {
  /// The values that one step of `policy` gives to all states at once (UDL, section 19.3.1).
  public func sweep(_ values: [Double], policy: Policy) -> [Double] {
    require(policy)
    return (0..<stateCount).map { state in
      if let value = terminalValues[state] { return value }
      var sum = 0.0
      for action in 0..<actionCount where policy[state, action] > 0 {
        sum += policy[state, action] * actionValue(state: state, action: action, values: values)
      }
      return sum
    }
  }

  /// The values that one step of the best actions gives to all states at once.
  public func optimalSweep(_ values: [Double]) -> [Double] {
    (0..<stateCount).map { state in
      if let value = terminalValues[state] { return value }
      var best = -Double.infinity
      for action in 0..<actionCount {
        best = max(best, actionValue(state: state, action: action, values: values))
      }
      return best
    }
  }

  /// How far `values` are from satisfying the Bellman equation of the best policy.
  public func bellmanResidual(_ values: [Double]) -> Double {
    Self.change(values, optimalSweep(values))
  }

  /// The values of `policy`, by sweeps until none changes by `tolerance` or more.
  public func evaluate(
    _ policy: Policy, from start: [Double]? = nil, tolerance: Double = 1e-13,
    maximumSweeps: Int = 100_000
  ) throws -> MarkovSolution {
    require(policy)
    return try iterate(from: start, tolerance: tolerance, maximumSweeps: maximumSweeps) {
      sweep($0, policy: policy)
    } policy: { _ in
      policy
    }
  }

  /// The optimal values and policy, by sweeps with the best actions until no value changes by
  /// `tolerance` or more.
  public func valueIteration(
    from start: [Double]? = nil, tolerance: Double = 1e-13, maximumSweeps: Int = 100_000
  ) throws -> MarkovSolution {
    try iterate(from: start, tolerance: tolerance, maximumSweeps: maximumSweeps) {
      optimalSweep($0)
    } policy: {
      actionValues(for: $0).greedyPolicy
    }
  }

  /// The optimal values and policy, by evaluating a policy and making it greedy in turn until it
  /// stays the same (UDL, section 19.3.1).
  public func policyIteration(
    from start: Policy? = nil, tolerance: Double = 1e-13
  ) throws -> MarkovSolution {
    var policy = start ?? .uniform(stateCount: stateCount, actionCount: actionCount)
    var values = initialValues
    var sweeps = 0
    // Every round but the last improves the policy, and there are finitely many.
    for _ in 0..<10_000 {
      let evaluated = try evaluate(policy, from: values, tolerance: tolerance)
      values = evaluated.values
      sweeps += evaluated.sweeps
      let improved = actionValues(for: values).greedyPolicy
      if improved == policy {
        return MarkovSolution(
          values: values, policy: policy, sweeps: sweeps, residual: bellmanResidual(values))
      }
      policy = improved
    }
    throw MarkovError("The policy still changed after 10000 improvements; is the discount 1?")
  }

  /// The state of affairs after each round of figure 19.10's scheme: one sweep with the policy,
  /// then the greedy policy of the new values.
  ///
  /// The first entry is the start: `policy`, and values of zero everywhere. The first sweep brings
  /// in rewards and the values of terminal states.
  public func alternation(from policy: Policy, rounds: Int) -> [(values: [Double], policy: Policy)]
  {
    var history = [(values: [Double](repeating: 0, count: stateCount), policy: policy)]
    for _ in 0..<rounds {
      let current = history[history.count - 1]
      let values = sweep(current.values, policy: current.policy)
      history.append((values, actionValues(for: values).greedyPolicy))
    }
    return history
  }

  private func iterate(
    from start: [Double]?, tolerance: Double, maximumSweeps: Int,
    sweep: ([Double]) -> [Double], policy: ([Double]) -> Policy
  ) throws -> MarkovSolution {
    var values = start ?? initialValues
    precondition(values.count == stateCount, "\(values.count) values for \(stateCount) states")
    for sweeps in 1...maximumSweeps {
      let next = sweep(values)
      let change = Self.change(values, next)
      values = next
      guard change.isFinite else { break }
      if change < tolerance {
        return MarkovSolution(
          values: values, policy: policy(values), sweeps: sweeps,
          residual: Self.change(values, sweep(values)))
      }
    }
    throw MarkovError(
      "The values had not settled after \(maximumSweeps) sweeps; use a discount below 1.")
  }

  private static func change(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private func require(_ policy: Policy) {
    precondition(
      policy.stateCount == stateCount && policy.actionCount == actionCount,
      "a policy for \(policy.stateCount) states and \(policy.actionCount) actions can't act in a "
        + "process of \(stateCount) and \(actionCount)")
  }
}

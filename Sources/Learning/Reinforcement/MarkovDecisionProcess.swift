/// A world with finitely many states and actions: a tabular Markov decision process (UDL, section
/// 19.1.3).
///
/// States and actions are numbered from 0. In a terminal state an episode ends; its value is given.
public struct MarkovDecisionProcess: Hashable, Codable, Sendable {
  /// One thing that may happen when an action is taken.
  public struct Transition: Hashable, Codable, Sendable {
    /// The state that follows.
    public let state: Int
    public let probability: Double
    /// What is received on the way.
    public let reward: Double

    public init(to state: Int, probability: Double, reward: Double = 0) {
      self.state = state
      self.probability = probability
      self.reward = reward
    }
  }

  public let stateCount: Int
  public let actionCount: Int
  /// The factor γ by which a reward loses worth with every step.
  public let discount: Double
  /// The given value of each terminal state, and `nil` for the others.
  public let terminalValues: [Double?]

  /// All transitions; those of action `a` in state `s` begin at `starts[s * actionCount + a]`.
  let transitions: [Transition]
  let starts: [Int]

  /// A process in which `transitions(state, action)` lists what may happen.
  ///
  /// - Parameters:
  ///   - discount: From 0 to 1.
  ///   - terminalValues: The states in which an episode ends, with their values.
  ///   - transitions: Called for every state that is not terminal; the probabilities sum to 1.
  public init(
    stateCount: Int, actionCount: Int, discount: Double, terminalValues: [Int: Double] = [:],
    transitions: (_ state: Int, _ action: Int) throws -> [Transition]
  ) throws {
    guard stateCount > 0, actionCount > 0 else {
      throw MarkovError("A decision process needs at least one state and one action.")
    }
    guard (0...1).contains(discount) else {
      throw MarkovError("The discount must lie between 0 and 1; it is \(discount).")
    }
    if let state = terminalValues.keys.sorted().first(where: { !(0..<stateCount).contains($0) }) {
      throw MarkovError("Terminal state \(state) is not one of the \(stateCount) states.")
    }
    self.stateCount = stateCount
    self.actionCount = actionCount
    self.discount = discount
    self.terminalValues = (0..<stateCount).map { terminalValues[$0] }
    var all: [Transition] = []
    var starts = [0]
    for state in 0..<stateCount {
      for action in 0..<actionCount {
        if terminalValues[state] == nil {
          let outcomes = try transitions(state, action)
          try Self.validate(outcomes, of: action, in: state, stateCount: stateCount)
          all += outcomes
        }
        starts.append(all.count)
      }
    }
    self.transitions = all
    self.starts = starts
  }

  /// What may happen when `action` is taken in `state`; nothing in a terminal state.
  public func transitions(from state: Int, action: Int) -> ArraySlice<Transition> {
    let index = state * actionCount + action
    return transitions[starts[index]..<starts[index + 1]]
  }

  public func isTerminal(_ state: Int) -> Bool { terminalValues[state] != nil }

  /// The values at the start of dynamic programming: 0, and the given ones in terminal states.
  public var initialValues: [Double] { terminalValues.map { $0 ?? 0 } }

  /// The value of taking `action` in `state` and being in a state worth `values[s]` after it (UDL,
  /// section 19.2.3).
  public func actionValue(state: Int, action: Int, values: [Double]) -> Double {
    var sum = 0.0
    for outcome in transitions(from: state, action: action) {
      sum += outcome.probability * (outcome.reward + discount * values[outcome.state])
    }
    return sum
  }

  /// The values of all actions in all states; in a terminal state that of the state.
  public func actionValues(for values: [Double]) -> ActionValues {
    precondition(values.count == stateCount, "\(values.count) values for \(stateCount) states")
    var table = ActionValues(stateCount: stateCount, actionCount: actionCount)
    for state in 0..<stateCount {
      for action in 0..<actionCount {
        table[state, action] =
          terminalValues[state] ?? actionValue(state: state, action: action, values: values)
      }
    }
    return table
  }

  private static func validate(
    _ outcomes: [Transition], of action: Int, in state: Int, stateCount: Int
  ) throws {
    let place = "Action \(action) in state \(state)"
    for outcome in outcomes {
      guard (0..<stateCount).contains(outcome.state) else {
        throw MarkovError("\(place) leads to state \(outcome.state) of \(stateCount).")
      }
      guard outcome.probability >= 0, outcome.reward.isFinite else {
        throw MarkovError(
          "\(place) has a transition with probability \(outcome.probability) and reward "
            + "\(outcome.reward).")
      }
    }
    let total = outcomes.reduce(0) { $0 + $1.probability }
    guard abs(total - 1) < 1e-9 else {
      throw MarkovError("\(place): the probabilities sum to \(total), not 1.")
    }
  }
}

/// Why a decision process can't be made or solved, in one line.
public struct MarkovError: Error, Hashable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

import Compute

/// Tabular Q-learning: action values learned from single steps through the world (UDL, section
/// 19.3.3).
///
///     q[s, a] ← q[s, a] + α (r + γ max q[s', ·] - q[s, a])
///
/// In a terminal state the given value takes the place of the maximum, and a new episode begins.
public struct QLearning: Hashable, Sendable {
  /// How the agent chooses its actions while it learns.
  public enum Behavior: Hashable, Sendable {
    /// All actions are equally likely.
    case random
    /// A random action with this probability, else the first best by the current table.
    case epsilonGreedy(Double)
  }

  /// Where episodes begin.
  public enum Start: Hashable, Sendable {
    case state(Int)
    /// Any state that is not terminal.
    case random
  }

  /// The table at one moment of learning.
  public struct Snapshot: Hashable, Codable, Sendable {
    /// How many steps had been made.
    public let step: Int
    /// How many episodes had ended.
    public let episodes: Int
    /// The state in which the agent was.
    public let state: Int
    public let values: ActionValues
  }

  public var learningRate: Double
  public var behavior: Behavior
  public var start: Start
  /// An episode is broken off after this many steps.
  public var maximumEpisodeLength: Int

  public init(
    learningRate: Double = 0.1, behavior: Behavior = .epsilonGreedy(0.1),
    start: Start = .state(0), maximumEpisodeLength: Int = .max
  ) {
    self.learningRate = learningRate
    self.behavior = behavior
    self.start = start
    self.maximumEpisodeLength = maximumEpisodeLength
  }

  /// Makes `steps` steps from a table of zeros and returns the tables at the steps in `record` and
  /// at the end, in the order of the steps.
  ///
  /// Takes some 25 ns a step on a grid of 4 × 4 cells.
  public func run(
    on process: MarkovDecisionProcess, steps: Int, recording record: [Int] = [], key: Key
  ) -> [Snapshot] {
    var source = KeyedUniforms(key)
    return run(on: process, steps: steps, recording: record, source: &source)
  }

  package func run(
    on process: MarkovDecisionProcess, steps: Int, recording record: [Int] = [],
    source: inout some UniformSource
  ) -> [Snapshot] {
    var learner = Learner(self, process)
    var snapshots: [Snapshot] = []
    learner.beginEpisode(&source)
    for target in Set(record + [steps]).filter({ (0...steps).contains($0) }).sorted() {
      learner.advance(to: target, source: &source)
      snapshots.append(learner.snapshot)
    }
    return snapshots
  }
}

/// The moving parts of a run.
private struct Learner {
  let learningRate: Double
  let discount: Double
  /// The probability of a random action.
  let epsilon: Double
  let start: QLearning.Start
  let maximumEpisodeLength: Int
  let sampler: TransitionSampler
  let stateCount: Int
  let actionCount: Int
  let isTerminal: [Bool]
  let freeStates: [Int]
  /// State by state. The rows of terminal states hold their given value and are never updated.
  var table: [Double]
  var state = 0
  var step = 0
  var stepsOfEpisode = 0
  var episodes = 0

  init(_ settings: QLearning, _ process: MarkovDecisionProcess) {
    learningRate = settings.learningRate
    discount = process.discount
    epsilon =
      switch settings.behavior {
      case .random: 1
      case .epsilonGreedy(let epsilon): epsilon
      }
    start = settings.start
    maximumEpisodeLength = settings.maximumEpisodeLength
    sampler = TransitionSampler(process)
    stateCount = process.stateCount
    actionCount = process.actionCount
    isTerminal = process.terminalValues.map { $0 != nil }
    freeStates = isTerminal.indices.filter { !process.isTerminal($0) }
    table = process.terminalValues.flatMap { value in
      [Double](repeating: value ?? 0, count: process.actionCount)
    }
    precondition(!freeStates.isEmpty, "every state is terminal: there is nothing to learn")
    if case .state(let first) = start {
      precondition(
        (0..<stateCount).contains(first) && !isTerminal[first], "episodes can't begin in \(first)")
    }
  }

  var snapshot: QLearning.Snapshot {
    var values = ActionValues(stateCount: stateCount, actionCount: actionCount)
    values.values = table
    return QLearning.Snapshot(step: step, episodes: episodes, state: state, values: values)
  }

  @inline(__always)
  mutating func beginEpisode(_ source: inout some UniformSource) {
    stepsOfEpisode = 0
    switch start {
    case .state(let first): state = first
    case .random: state = freeStates[source.next(below: freeStates.count)]
    }
  }

  mutating func advance(to target: Int, source: inout some UniformSource) {
    // The table leaves the learner while it is written to, so that nothing is copied or checked.
    var table: [Double] = []
    swap(&table, &self.table)
    table.withUnsafeMutableBufferPointer { table in
      sampler.outcomes.withUnsafeBufferPointer { outcomes in
        while step < target { makeStep(table, outcomes, &source) }
      }
    }
    swap(&table, &self.table)
  }

  @inline(__always)
  private mutating func makeStep(
    _ table: UnsafeMutableBufferPointer<Double>,
    _ outcomes: UnsafeBufferPointer<TransitionSampler.Outcome>, _ source: inout some UniformSource
  ) {
    // Choose an action.
    var action: Int
    if source.nextUnit() < epsilon {
      action = source.next(below: actionCount)
    } else {
      action = 0
      var best = table[state * actionCount]
      for other in 1..<actionCount {
        let value = table[state * actionCount + other]
        action = value > best ? other : action
        best = max(best, value)
      }
    }
    // Let the world answer.
    let row = state * actionCount + action
    let outcome = outcomes.outcome(row: row, width: sampler.width, source.nextUnit())
    let next = outcome.state
    // Learn from the answer.
    var future = table[next * actionCount]
    for other in 1..<actionCount { future = max(future, table[next * actionCount + other]) }
    table[row] += learningRate * (outcome.reward + discount * future - table[row])
    state = next
    step += 1
    stepsOfEpisode += 1
    if isTerminal[next] {
      episodes += 1
      beginEpisode(&source)
    } else if stepsOfEpisode == maximumEpisodeLength {
      beginEpisode(&source)
    }
  }
}

/// A table of the value `q[s, a]` of every action in every state (UDL, section 19.2).
public struct ActionValues: Hashable, Codable, Sendable {
  public let stateCount: Int
  public let actionCount: Int
  /// State by state.
  public internal(set) var values: [Double]

  /// A table of zeros.
  public init(stateCount: Int, actionCount: Int) {
    self.stateCount = stateCount
    self.actionCount = actionCount
    values = [Double](repeating: 0, count: stateCount * actionCount)
  }

  public subscript(state: Int, action: Int) -> Double {
    get { values[state * actionCount + action] }
    set { values[state * actionCount + action] = newValue }
  }

  /// The values of all actions in `state`.
  public subscript(state: Int) -> ArraySlice<Double> {
    values[state * actionCount..<(state + 1) * actionCount]
  }

  /// The value of the best action in each state.
  public var stateValues: [Double] {
    (0..<stateCount).map { self[$0].reduce(-.infinity, max) }
  }

  /// The best action in `state`; the first of those that are equal but for rounding.
  public func bestAction(in state: Int) -> Int {
    let row = self[state]
    let best = row.reduce(-.infinity, max)
    let margin = 1e-12 * max(1, abs(best))
    return (row.firstIndex { $0 >= best - margin } ?? row.startIndex) - row.startIndex
  }

  /// The policy that takes the best action everywhere.
  public var greedyPolicy: Policy {
    Policy(actions: (0..<stateCount).map(bestAction), actionCount: actionCount)
  }
}

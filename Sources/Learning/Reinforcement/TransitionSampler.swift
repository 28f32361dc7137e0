/// A decision process laid out for sampling: for each state and action a row of fixed width with the
/// cumulative probabilities of its outcomes.
struct TransitionSampler {
  let width: Int
  /// Rows padded with 2, which no uniform number reaches; the last outcome has 2 as well, so that
  /// rounding can't lead past it.
  let cumulative: [Double]
  let states: [Int]
  let rewards: [Double]

  init(_ process: MarkovDecisionProcess) {
    let rowCount = process.stateCount * process.actionCount
    width = (0..<rowCount).reduce(1) { max($0, process.starts[$1 + 1] - process.starts[$1]) }
    var cumulative = [Double](repeating: 2, count: rowCount * width)
    var states = [Int](repeating: 0, count: rowCount * width)
    var rewards = [Double](repeating: 0, count: rowCount * width)
    for row in 0..<rowCount {
      let range = process.starts[row]..<process.starts[row + 1]
      var total = 0.0
      for (offset, index) in range.enumerated() {
        let outcome = process.transitions[index]
        total += outcome.probability
        if index + 1 < range.upperBound { cumulative[row * width + offset] = total }
        states[row * width + offset] = outcome.state
        rewards[row * width + offset] = outcome.reward
      }
    }
    self.cumulative = cumulative
    self.states = states
    self.rewards = rewards
  }

  /// The index into `states` and `rewards` that the uniform number `u` draws from a row.
  @inline(__always)
  func outcome(row: Int, _ u: Double) -> Int {
    // Counting takes no branches that the processor would guess wrongly.
    var index = row * width
    for column in 0..<width where u >= cumulative[row * width + column] { index += 1 }
    return index
  }
}

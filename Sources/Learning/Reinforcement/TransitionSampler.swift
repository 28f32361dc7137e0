/// A decision process laid out for sampling: for each state and action a row of outcomes, all rows
/// equally long.
struct TransitionSampler {
  struct Outcome {
    /// The uniform number at which this outcome ends and the next begins.
    var bound: Double
    var reward: Double
    var state: Int
  }

  let width: Int
  /// Row by row. The last outcome of a row and what fills it up have a bound that no uniform number
  /// reaches, so that rounding can't lead past the end.
  let outcomes: [Outcome]

  init(_ process: MarkovDecisionProcess) {
    let rowCount = process.stateCount * process.actionCount
    let width = (0..<rowCount).reduce(1) { max($0, process.starts[$1 + 1] - process.starts[$1]) }
    var outcomes = [Outcome](
      repeating: Outcome(bound: 2, reward: 0, state: 0), count: rowCount * width)
    for row in 0..<rowCount {
      let range = process.starts[row]..<process.starts[row + 1]
      var total = 0.0
      for (offset, index) in range.enumerated() {
        let transition = process.transitions[index]
        total += transition.probability
        outcomes[row * width + offset] = Outcome(
          bound: index + 1 < range.upperBound ? total : 2, reward: transition.reward,
          state: transition.state)
      }
    }
    self.width = width
    self.outcomes = outcomes
  }

  /// What the uniform number `u` draws from a row.
  func outcome(row: Int, _ u: Double) -> Outcome {
    outcomes.withUnsafeBufferPointer { $0.outcome(row: row, width: width, u) }
  }
}

extension UnsafeBufferPointer<TransitionSampler.Outcome> {
  @inline(__always)
  func outcome(row: Int, width: Int, _ u: Double) -> Element {
    // Counting takes no branches that the processor would guess wrongly.
    var index = row * width
    for column in row * width..<(row + 1) * width { index += u >= self[column].bound ? 1 : 0 }
    return self[index]
  }
}

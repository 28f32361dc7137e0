import Compute
import Learning
import Testing

/// The linear congruential generator of published benchmark runs.
private struct Congruential: UniformSource {
  var state: UInt64
  mutating func next24Bits() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(state >> 40)
  }
}

/// Figure 19.10a's random policy.
private let erratic: [IceGrid.Action] = [
  .left, .left, .down, .left, .down, .down, .left, .right, .up, .up, .up, .right, .down, .up, .down,
  .up,
]

private func expectEqual(
  _ values: [Double], _ expected: [Double], within tolerance: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == expected.count, sourceLocation: sourceLocation)
  for (value, other) in zip(values, expected) {
    #expect(abs(value - other) < tolerance, sourceLocation: sourceLocation)
  }
}

@Suite struct ReinforcementTests {
  @Test func theIceIsAsSlipperyAsTheBookSays() throws {
    let grid = IceGrid.withHoles()
    // Cell 6 of figure 19.3: 1/2 to the chosen neighbour, 1/6 to each of the others.
    let middle = grid.outcomes(of: .right, in: 5)
    #expect(middle.map(\.cell) == [1, 4, 6, 9])
    expectEqual(middle.map(\.probability), [1 / 6.0, 1 / 6.0, 0.5, 1 / 6.0], within: 1e-15)
    let corner = grid.outcomes(of: .down, in: 0)
    #expect(corner.map(\.cell) == [1, 4] && corner.map(\.probability) == [0.25, 0.75])
    #expect(grid.outcomes(of: .up, in: 0).map(\.probability) == [0.5, 0.5])
    let edge = grid.outcomes(of: .up, in: 1)
    expectEqual(edge.map(\.probability), [1 / 3.0, 1 / 3.0, 1 / 3.0], within: 1e-15)
    // Walls hold the penguin back by the other rule.
    let slipping = IceGrid.withHoles(slip: .anyDirection)
    let wall = slipping.outcomes(of: .up, in: 0)
    #expect(wall.map(\.cell) == [0, 1, 4])
    expectEqual(wall.map(\.probability), [0.9, 0.05, 0.05], within: 1e-15)
  }

  @Test func figure19_7() throws {
    let process = try IceGrid.withFish().process()
    let policy = IceGrid.withFish().policy([
      .left, .left, .down, .left, .down, .down, .left, .right, .up, .right, .up, .right, .down, .up,
      .down, .right,
    ])
    let values = try process.evaluate(policy).values
    let expected = [
      0.089, 0.095, 0.115, 0.127, 0.103, 0.130, 0.144, 0.222, 0.120, 0.174, 0.231, 0.469, 0.152,
      0.218, 0.468, 0,
    ]
    expectEqual(values, expected, within: 0.0006)
    // Policy improvement theorem: the greedy policy is nowhere worse.
    let greedy = process.actionValues(for: values).greedyPolicy
    let improved = try process.evaluate(greedy).values
    #expect(zip(improved, values).allSatisfy { $0 >= $1 - 1e-12 })
  }

  @Test func theAlternationOfFigure19_10() throws {
    let grid = IceGrid.withHoles()
    let process = try grid.process()
    let history = process.alternation(from: grid.policy(erratic), rounds: 400)
    #expect(history[0].values == [Double](repeating: 0, count: 16))
    expectEqual(
      history[2].values,
      [0, 0, 0, 0, 0, -0.30, -0.30, 0, -0.45, -2.30, -2.60, 0.90, 0, -0.9, -1.10, 3],
      within: 1e-12)
    expectEqual(
      history[16].values,
      [
        -0.247, -0.171, 0.034, 0.307, -0.503, -0.659, -0.235, 0.428, -1.178, -3.031, -2.304, 0.933,
        -1.119, -1.538, -1.507, 3,
      ], within: 0.0006)
    let last = history[400]
    expectEqual(
      last.values,
      [
        -0.242, -0.185, 0.038, 0.299, -0.521, -0.655, -0.245, 0.430, -1.177, -3.048, -2.303, 0.929,
        -1.141, -1.540, -1.515, 3,
      ], within: 0.0006)
    let route: [IceGrid.Action?] = [
      .right, .right, .right, .down, .up, .up, .right, .down, .up, nil, nil, .down, .up, .left, nil,
      nil,
    ]
    for (cell, action) in route.enumerated() {
      if let action { #expect(last.policy.actions[cell] == action.rawValue) }
    }
    #expect(process.bellmanResidual(last.values) < 1e-9)
  }

  @Test func everyStartLeadsToTheSamePolicy() throws {
    let process = try IceGrid.withHoles().process()
    let optimum = try process.valueIteration()
    var source = Congruential(state: 5)
    for _ in 0..<100 {
      let actions = (0..<16).map { _ in Int(source.next24Bits() % 4) }
      let history = process.alternation(
        from: Policy(actions: actions, actionCount: 4), rounds: 300)
      #expect(history[300].policy == optimum.policy)
      // Once the policy is fixed a sweep is a contraction by the discount.
      let settled = history.lastIndex { $0.policy != optimum.policy } ?? 0
      func change(_ round: Int) -> Double {
        zip(history[round].values, history[round - 1].values).map { abs($0 - $1) }.max() ?? 0
      }
      for round in settled + 3...60 {
        #expect(change(round) <= 0.9 * change(round - 1) + 1e-14)
      }
    }
  }

  @Test(arguments: [IceGrid.Slip.toNeighbors, .anyDirection, .never])
  func optimalValuesSatisfyTheBellmanEquation(slip: IceGrid.Slip) throws {
    for time in [IceGrid.RewardTime.onLeaving, .onArrival] {
      let process = try IceGrid.withHoles(slip: slip, rewardTime: time).process()
      let byValues = try process.valueIteration()
      #expect(byValues.residual < 1e-9)
      // The equation, written out.
      for state in 0..<15 {
        let best = (0..<4).map { action in
          process.transitions(from: state, action: action).reduce(0) {
            $0 + $1.probability * ($1.reward + 0.9 * byValues.values[$1.state])
          }
        }.max()
        #expect(abs(try #require(best) - byValues.values[state]) < 1e-9)
      }
      let byPolicies = try process.policyIteration()
      expectEqual(byPolicies.values, byValues.values, within: 1e-10)
      #expect(byPolicies.policy == byValues.policy)
    }
  }

  @Test func valueIterationDoesTheWorkOfTheBenchmark() throws {
    let process = try IceGrid.withHoles(rewardTime: .onArrival).process()
    let solution = try process.valueIteration(tolerance: 1e-8)
    #expect(solution.sweeps == 103)
    #expect(abs(solution.values[0] + 0.268953509) < 5e-10)
    #expect(abs(solution.values[13] + 1.711174335) < 5e-10)
  }

  @Test func qLearningDoesTheWorkOfTheBenchmark() throws {
    let process = try IceGrid.withHoles(rewardTime: .onArrival).process()
    var source = Congruential(state: 19)
    let run = QLearning().run(
      on: process, steps: 100_000, recording: [0, 500, 200_000], source: &source)
    #expect(run.map(\.step) == [0, 500, 100_000])
    #expect(run[0].values.values.allSatisfy { $0 == 0 })
    #expect(run[2].episodes == 3221)
    #expect(abs(run[2].values.stateValues[0] + 0.315281316) < 5e-10)
  }

  @Test func recordingDoesNotDisturbLearning() throws {
    let process = try IceGrid.withHoles(slip: .anyDirection).process()
    let learning = QLearning(behavior: .random, start: .random, maximumEpisodeLength: 100)
    var (a, b) = (Congruential(state: 1), Congruential(state: 1))
    let whole = learning.run(on: process, steps: 5000, source: &a)
    let parts = learning.run(
      on: process, steps: 5000, recording: Array(stride(from: 0, to: 5000, by: 7)), source: &b)
    #expect(whole.last == parts.last)
  }

  @Test func walksFollowTheirPolicyAndTheirKey() throws {
    let grid = IceGrid.withHoles()
    let process = try grid.process()
    let optimum = try process.valueIteration()
    let key = Key(seed: 4)
    let walk = process.episode(from: 0, policy: optimum.policy, key: key)
    #expect(walk == process.episode(from: 0, policy: optimum.policy, key: key))
    #expect(walk != process.episode(from: 0, policy: optimum.policy, key: key.fold(1)))
    #expect(walk.states.count == walk.actions.count + 1 && walk.states.first == 0)
    #expect(walk.isFinished && walk.states.last == 15 && walk.terminalValue == 3)
    for (state, action) in zip(walk.states, walk.actions) {
      #expect(optimum.policy.actions[state] == action)
    }
    // G_t = r_{t+1} + γ G_{t+1} along the walk.
    let returns = walk.returns(discount: 0.9)
    for (step, reward) in walk.rewards.enumerated() {
      #expect(abs(returns[step] - reward - 0.9 * returns[step + 1]) < 1e-12)
    }
    let cut = process.episode(from: 0, policy: optimum.policy, maximumSteps: 2, key: key)
    #expect(cut.actions.count == 2 && !cut.isFinished && cut.terminalValue == 0)
  }

  @Test func simulatedReturnsMatchTheValues() throws {
    let process = try IceGrid.withHoles().process()
    let optimum = try process.valueIteration()
    let key = Key(seed: 8)
    for start in [0, 8, 13] {
      let returns = (0..<20_000).map { number in
        process.episode(from: start, policy: optimum.policy, key: key.fold(start).fold(number))
          .returns(discount: 0.9)[0]
      }
      let mean = returns.reduce(0, +) / 20_000
      let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
      #expect(abs(mean - optimum.values[start]) < 4 * (variance / 20_000).squareRoot())
    }
  }

  @Test func aStochasticPolicyIsFollowedInProportion() throws {
    let process = try IceGrid.withHoles(slip: .never).process()
    let policy = Policy(
      probabilities: Array(repeating: [0.1, 0.2, 0.3, 0.4], count: 16))
    let walk = process.episode(from: 0, policy: policy, maximumSteps: 1, key: Key(seed: 0))
    #expect(walk.actions.count == 1)
    var counts = [0.0, 0, 0, 0]
    for number in 0..<20_000 {
      let key = Key(seed: 5).fold(number)
      counts[process.episode(from: 5, policy: policy, maximumSteps: 1, key: key).actions[0]] += 1
    }
    expectEqual(counts.map { $0 / 20_000 }, [0.1, 0.2, 0.3, 0.4], within: 0.015)
  }

  @Test func qLearningFindsGoodPolicies() throws {
    // Figure 19.12's claim: the greedy policy's values are close to the optimum in 9 of 10 seeds.
    let process = try IceGrid.withHoles(slip: .anyDirection, rewardTime: .onArrival).process()
    let optimum = try process.valueIteration()
    let learning = QLearning(behavior: .random)
    let gaps = try (0..<10).map { seed in
      let run = learning.run(on: process, steps: 20_000, key: Key(seed: seed))
      let learned = try #require(run.last).values.greedyPolicy
      let values = try process.evaluate(learned).values
      return zip(optimum.values, values).reduce(0) { $0 + $1.0 - $1.1 } / 15
    }
    #expect(gaps.filter { $0 < 0.1 }.count >= 9)
    #expect(gaps.allSatisfy { $0 > -1e-9 })
  }

  @Test func qLearningApproachesTheOptimalValues() throws {
    let process = try IceGrid.withHoles().process()
    let optimum = try process.valueIteration()
    let learning = QLearning(learningRate: 0.0005, behavior: .random, start: .random)
    let run = learning.run(
      on: process, steps: 4_000_000, recording: [40_000, 400_000], key: Key(seed: 1))
    let errors = run.map { snapshot in
      zip(snapshot.values.stateValues, optimum.values).map { abs($0 - $1) }.max() ?? 0
    }
    #expect(errors[0] > errors[1] && errors[1] > errors[2] && errors[2] < 0.05)
    // Actions that are almost equally good may still be mistaken for each other.
    let values = try process.evaluate(try #require(run.last).values.greedyPolicy).values
    #expect(zip(values, optimum.values).allSatisfy { $0 > $1 - 0.02 })
  }

  @Test func badWorldsAreExplained() {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message {
        _ = try MarkovDecisionProcess(stateCount: 2, actionCount: 1, discount: 0.9) { _, _ in
          [.init(to: 1, probability: 0.5)]
        }
      } == "Action 0 in state 0: the probabilities sum to 0.5, not 1.")
    #expect(
      message {
        _ = try MarkovDecisionProcess(stateCount: 2, actionCount: 1, discount: 0.9) { _, _ in
          [.init(to: 2, probability: 1)]
        }
      } == "Action 0 in state 0 leads to state 2 of 2.")
    #expect(
      message { _ = try IceGrid.withHoles().process(discount: 1.5) }
        == "The discount must lie between 0 and 1; it is 1.5.")
    #expect(
      message { _ = try IceGrid(rows: 2, columns: 2, holes: [4]) }
        == "Cell 4 is not in a grid of 2 x 2 cells.")
    #expect(
      message { _ = try IceGrid(holes: [3], fish: [3]) }
        == "Cell 3 can't be a hole and hold fish.")
    #expect(
      message {
        let treadmill = try MarkovDecisionProcess(stateCount: 1, actionCount: 1, discount: 1) {
          _, _ in [.init(to: 0, probability: 1, reward: 1)]
        }
        _ = try treadmill.valueIteration(maximumSweeps: 100)
      } == "The values had not settled after 100 sweeps; use a discount below 1.")
  }
}

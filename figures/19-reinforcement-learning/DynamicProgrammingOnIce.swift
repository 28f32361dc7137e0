import Lantern

/// Values spread from the fish and the holes while the policy turns towards what is worth more.
struct DynamicProgrammingOnIce: Figure {
  static let entry = Entry(
    "19.10", "Dynamic programming",
    alt: """
      Three grids of ice with three holes and a fish. In the first a random policy and values of \
      zero. In the second, after two iterations, values have spread to the cells beside holes and \
      fish. In the third, after convergence, the policy leads along the top row and down the right \
      column to the fish.
      """)

  @Parameter("Discount factor, γ", in: 0.5...0.99) var discount = 0.9
  @Parameter("Iterations", in: 2...500) var iterations = 200

  struct Evidence: Sendable {
    struct Stage: Sendable {
      var values: [Double]
      var policy: Policy
    }

    var grid: IceGrid
    /// The state of affairs after each iteration, from the start.
    var stages: [Stage]
    var bellmanResidual: Double
    /// How many of 100 random first policies end in the same one.
    var agreeingStarts: Int
  }

  func compute(in lab: Lab) throws -> Evidence {
    let grid = IceGrid.withHoles()
    let process = try grid.process(discount: discount)
    let start = grid.policy([
      .left, .left, .down, .left, .down, .down, .left, .right,
      .up, .up, .up, .right, .down, .up, .down, .up,
    ])
    let stages = process.alternation(from: start, rounds: iterations).map {
      Evidence.Stage(values: $0.values, policy: $0.policy)
    }
    let final = stages[iterations]
    let agreeing = (0..<100).count { trial in
      let actions = lab.key("first policies").fold(trial)
        .integers(count: grid.cellCount, in: 0..<4)
      let first = Policy(actions: actions, actionCount: 4)
      let last = process.alternation(from: first, rounds: iterations)[iterations].policy
      return last.actions == final.policy.actions
    }
    return Evidence(
      grid: grid, stages: stages, bellmanResidual: process.bellmanResidual(final.values),
      agreeingStarts: agreeing)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 9) {
      panel("a", evidence, after: 0)
      panel("b", evidence, after: 2)
      panel("c", evidence, after: iterations)
    }
  }

  private func panel(_ letter: String, _ evidence: Evidence, after iteration: Int) -> some Drawing {
    let stage = evidence.stages[iteration]
    return Panel(letter) {
      GridWorld(evidence.grid)
        .values(stage.values)
        .policy(stage.policy)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the values satisfy the Bellman equation", in: 0...1e-8) { $0.bellmanResidual }
    Claim("all of 100 random first policies end in the same one", equals: 100) {
      Double($0.agreeingStarts)
    }
  }
}

import Lantern

/// A penguin walks at random over slippery ice; from what it meets, values and a safe policy grow.
struct PenguinLearns: Scene {
  static let entry = Entry(
    scene: "penguin-learns", "The penguin learns",
    alt: """
      A grid of ice with three holes and a fish. While the penguin walks at random, numbers in the \
      cells change and colours spread from the fish and the holes; triangles turn until they lead \
      around the holes. Then the penguin follows them, slips now and then, and reaches the fish.
      """)

  static let exemptions = [
    Exemption(
      from: .contrast, because: "The line of a walk runs over numbers of cells while it grows.")
  ]

  @Parameter("Learning rate, α", in: 0.01...0.5, scale: .logarithmic) var learningRate = 0.1
  @Parameter("Steps", in: 1000...100_000, scale: .logarithmic) var steps = 20_000
  @Parameter("Seed", in: 0...99) var seed = 2

  struct Evidence: Codable, Sendable {
    var grid: IceGrid
    /// The table of action values after more and more steps.
    var tables: [QLearning.Snapshot]
    /// What the greedy policy of each table is worth from the first cell, computed exactly.
    var worths: [Double]
    var optimum: Double
    /// The first steps, which the penguin is seen to make.
    var firstWalk: [Int]
    /// Walks with the learned policy.
    var walks: [[Int]]
  }

  private static let said = [
    "Now it knows its way round the holes.", "The ice has its say: no two walks are alike.",
    "Once more, from the start.",
  ]

  func compute(in lab: Lab) throws -> Evidence {
    let grid = IceGrid.withHoles(slip: .anyDirection, rewardTime: .onArrival)
    let process = try grid.process()
    let learner = QLearning(learningRate: learningRate, behavior: .random, start: .random)
    // Moments at equal ratios: early changes are large, late ones small.
    let moments = geometricSteps(360, to: steps)
    let tables = learner.run(
      on: process, steps: steps, recording: moments, key: lab.key("learning"))
    let solution = try process.valueIteration()
    let policy = tables[tables.count - 1].values.greedyPolicy
    let behavior = Policy.uniform(stateCount: grid.cellCount, actionCount: 4)
    return Evidence(
      grid: grid, tables: tables,
      worths: try tables.map { try process.evaluate($0.values.greedyPolicy).values[0] },
      optimum: solution.values[0],
      firstWalk: process.episode(
        from: 0, policy: behavior, maximumSteps: 14, key: lab.key("first walk")).states,
      walks: (0..<3).map {
        process.episode(
          from: 0, policy: policy, maximumSteps: 40, key: lab.key("walks").fold($0)).states
      })
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let last = evidence.tables.count - 1
    Shot(
      "A slippery world", lasting: .seconds(5),
      caption: "The penguin walks at random, slips, and knows nothing yet",
      narration: "A fish, three holes, and ice that does not do what one wants."
    ) { time in
      let progress = time.progress(from: 0.4, to: 4.8, easing: .linear)
      slide(
        evidence, at: 0,
        world: GridWorld(evidence.grid)
          .walk(evidence.firstWalk, progress: progress)
          .penguin(on: evidence.firstWalk, progress: progress))
    }
    Shot(
      "Learning", lasting: .seconds(12),
      caption: "Each step corrects one value: what is good or bad spreads from cell to cell",
      narration: """
        At first only the cells beside the fish and the holes know anything. What they know passes \
        on to their neighbours, step by step, and the triangles turn away from the holes.
        """
    ) { time in
      let index = Int(time.progress(from: 0.3, to: 11.6, easing: .linear) * Double(last))
      slide(evidence, at: index, world: learned(evidence, index))
    }
    for (number, walk) in evidence.walks.enumerated() {
      Shot(
        "Walk \(number + 1)", lasting: .milliseconds(300 * walk.count + 900),
        caption: "Now it does what is worth most in each cell",
        narration: Self.said[number]
      ) { time in
        let progress = time.progress(from: 0.2, to: 0.2 + 0.3 * Double(walk.count), easing: .linear)
        slide(
          evidence, at: last,
          world: learned(evidence, last)
            .walk(walk, progress: progress)
            .penguin(on: walk, progress: progress))
      }
    }
  }

  private func learned(_ evidence: Evidence, _ index: Int) -> GridWorld {
    let table = evidence.tables[index].values
    return GridWorld(evidence.grid)
      .heat(table.stateValues, limit: 3)
      .policy(table.greedyPolicy)
  }

  private func slide(_ evidence: Evidence, at index: Int, world: GridWorld) -> some Drawing {
    Slide(share: 0.48) {
      world
        .frame(width: 260, height: 260)
    } beside: {
      worth(evidence, upTo: index)
        .frame(height: 190)
      Text("Step \(evidence.tables[index].step)").font(.title)
      Text("\(evidence.tables[index].episodes) times at the fish")
    }
  }

  private func worth(_ evidence: Evidence, upTo index: Int) -> some Drawing {
    Chart {
      RuleMark(y: evidence.optimum).foregroundStyle(.slate)
      TextMark(
        "best possible", at: Point(1, evidence.optimum), anchor: .bottomLeading, spacing: 3,
        font: .caption
      )
      .foregroundStyle(.slate)
      LineMark(
        x: evidence.tables[...index].map { Double($0.step + 1) },
        y: Array(evidence.worths[...index])
      )
      .foregroundStyle(.teal)
    }
    .chartXScale(domain: 1...Double(steps + 1), type: .log)
    .chartYScale(domain: -1.5...2)
    .chartXAxisLabel("Steps")
    .chartYAxisLabel("Worth of the policy")
  }
}

import Learning
import Testing

@Suite struct MinimizationTests {
  /// Rosenbrock's function of two parameters, whose minimum is at (1, 1).
  static let valley = FunctionModel(["a", "b"]) { x, p in
    x * 0 + (1 - p[0]).squared() + 100 * (p[1] - p[0].squared()).squared()
  }
  static let height = Loss("height") { y, _ in y.sum([-1]) }

  @Test func curvatureLeadsThroughTheValley() throws {
    let examples = Examples(x: [0], y: [0])
    let start: Tensor = [-1.2, 1]
    let bent = try Minimization(Self.valley, loss: Self.height, on: examples)
      .run(steps: 60, key: Key(seed: 1), from: start)
    #expect(bent.parameters(bent.steps.count - 1).allSatisfy { abs($0 - 1) < 1e-2 })
    let straight = try Minimization(
      Self.valley, loss: Self.height, on: examples, method: .descent
    ).run(steps: 60, key: Key(seed: 1), from: start)
    #expect(straight.losses.last ?? 0 > 100 * (bent.losses.last ?? 1))
    for run in [bent, straight] {
      #expect(zip(run.losses, run.losses.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  @Test func linearRegressionIsSolvedInAFewSteps() throws {
    let x = Key(seed: 1).normal([50, 4]), weights = Key(seed: 2).normal([4, 1])
    let run = try Minimization(
      Dense(4, 1), loss: .leastSquares, on: Examples(inputs: x, targets: x.matmul(weights) + 0.5)
    ).run(steps: 25, key: Key(seed: 3))
    let found = run.fitted["weights"].transposed()
    #expect(zip(found.elements, weights.elements).allSatisfy { abs($0 - $1) < 1e-3 })
    #expect(run.losses.last ?? 1 < 1e-6)
  }

  @Test func badStartsAreRefused() throws {
    let error = #expect(throws: NumericalError.self) {
      try Minimization(Self.valley, loss: Self.height, on: Examples(x: [0], y: [0]))
        .run(steps: 3, key: Key(seed: 1), from: Tensor([Float.infinity, 0]))
    }
    #expect(error?.description.contains("start elsewhere") == true)
  }
}

import Lantern

/// The fit of the second figure, as a film of its training.
struct WaveFinder: Scene {
  static let entry = Entry(
    scene: "wave-finder", "A network finds a wave",
    alt: """
      Points about a wave appear one after the other. A curve of straight pieces, flat at first, \
      bends until it runs through their midst, while a number beside it counts the steps.
      """)

  @Parameter("Hidden units in each layer", in: 2...40) var hiddenUnits = 10
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var steps: [Int]
    /// The model after each of these steps.
    var fits: [PiecewiseLinearCurve]
    var losses: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = try NoisyWave().compute(in: lab)
    let run = try Training(
      MLP([1, hiddenUnits, hiddenUnits, 1]), loss: .leastSquares, on: data.examples,
      optimizer: .adam(0.004)
    ).run(steps: 1500, key: lab.key("training"))
    return Evidence(
      data: data, steps: run.steps,
      fits: try run.steps.indices.map { try ReLUNetwork(run.fitted($0)).curves(on: -1...1)[0] },
      losses: run.losses)
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    Shot("Data", lasting: .seconds(3), narration: "Thirty points from a wave.") { time in
      slide(evidence, at: 0, appearance: time.progress(from: 0.3, to: 2.5))
    }
    Shot(
      "Training", lasting: .seconds(9),
      narration: "Wherever the curve bends, a hidden unit switches."
    ) { time in
      let playback = Playback(losses: evidence.losses, pace: .byLoss(share: 0.5))
      slide(evidence, at: Int(playback.row(at: time.progress(from: 0.3, to: 8, easing: .linear))))
    }
  }

  private func slide(_ evidence: Evidence, at row: Int, appearance: Double = 1) -> some Drawing {
    Slide("A network finds a wave", caption: "Step \(evidence.steps[row])") {
      Chart {
        LineMark(evidence.fits[row].vertices)
          .foregroundStyle(.teal)
          .lineStyle(width: 2.6)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .foregroundStyle(.orange)
          .outline(.ground)
          .symbolSize(6)
          .appear(appearance)
      }
      .chartXScale(domain: -1...1)
      .chartYScale(domain: -2...2)
      .chartXAxisLabel("Input, $x$")
      .chartYAxisLabel("Output, $y$")
      .chartPlotSize(width: 430, height: 220)
    }
  }
}

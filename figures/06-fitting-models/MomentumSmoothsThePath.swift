import Lantern

/// Momentum averages over the noise of small batches, so that the path becomes smooth.
struct MomentumSmoothsThePath: Figure {
  static let entry = Entry(
    "6.7", "Stochastic gradient descent with momentum",
    alt: """
      Two heat maps of the same loss, each with two paths from the same two starts at the lower \
      edge. Without momentum the paths are jagged and turn back on themselves again and again. With \
      momentum they run in smooth arcs.
      """)

  @Parameter("Learning rate", in: 0.05...1, scale: .logarithmic) var learningRate = 0.6
  @Parameter("Momentum β", in: 0...0.95) var beta = 0.8
  @Parameter("Batch size", in: 1...30) var batchSize = 5
  @Parameter("Steps", in: 5...80) var steps = 80
  @Parameter("Seed", in: 0...99) var seed = 92

  struct Evidence: Sendable {
    var surface: LossSurface
    /// A pair of paths: without and with momentum, on the same batches.
    typealias Pair = (plain: Trajectory, smooth: Trajectory)
    var shown: [Pair]
    /// Pairs of 80 steps from both starts, 40 times each.
    var trials: [Pair]
    /// Pairs of 80 steps from the start of the book's notebook, 40 times.
    var notebook: [Pair]
  }

  private let starts = [Point(-2.46, 6.15), Point(2, 5.05)]

  func compute(in lab: Lab) throws -> Evidence {
    func pair(from start: Point, steps: Int, _ key: Key) throws -> Evidence.Pair {
      func path(_ optimizer: Optimizer) throws -> Trajectory {
        try GaborModel.path(
          from: start, steps: steps, batch: .random(batchSize), optimizer: optimizer, key: key)
      }
      return (
        try path(.sgd(learningRate)), try path(.momentum(learningRate, beta: Float(beta)))
      )
    }
    let trials = (0..<40).map { lab.key("trials").fold($0) }
    return Evidence(
      surface: GaborModel.surface(),
      shown: try starts.enumerated().map { number, start in
        try pair(from: start, steps: steps, lab.key("batches").fold(number))
      },
      trials: try starts.flatMap { start in
        try trials.map { try pair(from: start, steps: 80, $0) }
      },
      notebook: try trials.map { try pair(from: Point(-1.5, 6.5), steps: 80, $0) })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let landscape: [any ChartContent] = [
      HeatmapMark(evidence.surface), ContourMark(evidence.surface, count: 14),
    ]
    return HStack(spacing: 8) {
      Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        valley(landscape, evidence.shown.map(\.plain), note: "No momentum")
          .chartYAxisLabel(#"$\phi_1$"#)
      }
      Panel("b", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        valley(landscape, evidence.shown.map(\.smooth), note: "Momentum")
          .chartYAxis(.ticks)
      }
    }
    .chartXAxis(values: [-10, 0, 10], decimals: 1)
    .chartYAxis(values: [2.5, 12.5, 22.5], decimals: 1)
    .chartXAxisLabel(#"$\phi_0$"#)
    .chartPlotAspectRatio(193 / 188)
  }

  private func valley(
    _ landscape: [any ChartContent], _ paths: [Trajectory], note: String
  ) -> some Drawing {
    Chart {
      landscape
      for (path, tone) in zip(paths, [Tone.teal, .paper]) {
        TrajectoryMark(path)
          .lineStyle(width: 1.1)
          .foregroundStyle(tone)
      }
      CornerLabel(note, in: [.bottomLeading], font: .body)
        .foregroundStyle(.paper)
    }
    .chartXScale(domain: -10...10)
    .chartYScale(domain: 2.5...22.5)
  }

  private func meanTurn(_ paths: [Trajectory]) -> Double {
    let means = paths.map { $0.turningAngles.reduce(0, +) / Double(max($0.turningAngles.count, 1)) }
    return means.reduce(0, +) / Double(max(means.count, 1))
  }

  private func share(below loss: Double, _ paths: [Trajectory]) -> Double {
    Double(paths.count { ($0.lastValue ?? .infinity) < loss }) / Double(max(paths.count, 1))
  }

  var claims: [Claim<Evidence>] {
    Claim("without momentum a path turns by about 95 degrees in each step", in: 85...105) {
      meanTurn($0.trials.map(\.plain))
    }
    Claim("momentum turns by less than half of that", atMost: 0.5) {
      meanTurn($0.trials.map(\.smooth)) / meanTurn($0.trials.map(\.plain))
    }
    Claim("at least 95 % of the paths are shorter with momentum", atLeast: 0.95) { evidence in
      let shorter = evidence.trials.count { $0.smooth.length < $0.plain.length }
      return Double(shorter) / Double(evidence.trials.count)
    }
    Claim(
      "of all runs from (-1.5, 6.5) momentum brings 10 % more below a loss of 2", atLeast: 0.1,
      over: .median
    ) { evidence in
      share(below: 2, evidence.notebook.map(\.smooth))
        - share(below: 2, evidence.notebook.map(\.plain))
    }
  }
}

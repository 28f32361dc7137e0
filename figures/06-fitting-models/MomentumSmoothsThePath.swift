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
  @Parameter("Momentum β", in: 0...0.9) var beta = 0.8
  @Parameter("Batch size", in: 2...12) var batchSize = 5
  @Parameter("Steps", in: 20...80) var steps = 80
  @Parameter("Seed", in: 0...99) var seed = 92

  /// Two paths on the same batches, without and with momentum, or what is known of them.
  struct Pair<Path: Codable & Sendable>: Codable, Sendable {
    var plain: Path
    var smooth: Path

    func map<Other: Codable & Sendable>(_ transform: (Path) -> Other) -> Pair<Other> {
      Pair<Other>(plain: transform(plain), smooth: transform(smooth))
    }
  }

  struct Evidence: Codable, Sendable {
    var surface: LossSurface
    var shown: [Pair<Trajectory>]
    /// Pairs of 80 steps from both starts, 200 times each, with the chosen β and with 0.6.
    var trials: [Pair<Trajectory.Course>]
    var gentleTrials: [Pair<Trajectory.Course>]
    /// Pairs of 80 steps from the start of the book's notebook, 200 times.
    var notebook: [Pair<Trajectory.Course>]
  }

  private let starts = [Point(-2.46, 6.15), Point(2, 5.05)]

  func compute(in lab: Lab) throws -> Evidence {
    func pair(
      from start: Point, steps: Int, _ key: Key, beta: Double
    ) throws -> Pair<Trajectory> {
      func path(_ optimizer: Optimizer) throws -> Trajectory {
        try GaborModel.path(
          from: start, steps: steps, batch: .random(batchSize), optimizer: optimizer, key: key)
      }
      return Pair(
        plain: try path(.sgd(learningRate)),
        smooth: try path(.momentum(learningRate, beta: Float(beta))))
    }
    let keys = (0..<200).map { lab.key("trials").fold($0) }
    func trials(from starts: [Point], beta: Double) throws -> [Pair<Trajectory.Course>] {
      try starts.flatMap { start in
        try keys.map { try pair(from: start, steps: 80, $0, beta: beta).map(\.course) }
      }
    }
    return Evidence(
      surface: GaborModel.surface(),
      shown: try starts.enumerated().map { number, start in
        try pair(from: start, steps: steps, lab.key("batches").fold(number), beta: beta)
      },
      trials: try trials(from: starts, beta: beta),
      gentleTrials: try trials(from: starts, beta: 0.6),
      notebook: try trials(from: [Point(-1.5, 6.5)], beta: beta))
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

  private func meanTurn(_ paths: [Trajectory.Course]) -> Double {
    paths.reduce(0) { $0 + $1.turn } / Double(max(paths.count, 1))
  }

  private func shareOfShorter(_ pairs: [Pair<Trajectory.Course>]) -> Double {
    Double(pairs.count { $0.smooth.length < $0.plain.length }) / Double(max(pairs.count, 1))
  }

  private func share(below loss: Double, _ paths: [Trajectory.Course]) -> Double {
    Double(paths.count { $0.lastLoss < loss }) / Double(max(paths.count, 1))
  }

  var claims: [Claim<Evidence>] {
    Claim("without momentum a path turns by about 95 degrees in each step", in: 85...105) {
      meanTurn($0.trials.map(\.plain))
    }
    Claim("momentum turns by less than half of that", atMost: 0.5) {
      meanTurn($0.trials.map(\.smooth)) / meanTurn($0.trials.map(\.plain))
    }
    Claim("at least 95 % of the paths are shorter with momentum", atLeast: 0.95) {
      shareOfShorter($0.trials)
    }
    // In single runs sometimes fewer.
    Claim("with β = 0.6 at least 95 % of them are", atLeast: 0.95, over: .median) {
      shareOfShorter($0.gentleTrials)
    }
    Claim("with β = 0.6 a path turns by about 50 degrees in each step", in: 40...60) {
      meanTurn($0.gentleTrials.map(\.smooth))
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

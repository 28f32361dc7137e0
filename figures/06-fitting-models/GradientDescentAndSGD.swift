import Lantern

/// Gradient descent stays in the valley where it starts; noise lets stochastic descent leave it.
struct GradientDescentAndSGD: Figure {
  static let entry = Entry(
    "6.5", "Gradient descent and stochastic gradient descent",
    alt: """
      Two heat maps of the same loss. In the first, three paths run downhill; two end in the deep \
      central valley, one in a local minimum on the right. In the second, two paths wander; the one \
      that starts where gradient descent was trapped crosses the ridge, and both end in the central \
      valley.
      """)

  @Parameter("Learning rate of gradient descent", in: 0.001...0.2, scale: .logarithmic, gallery: 9)
  var learningRate = 0.1
  @Parameter("First learning rate of SGD", in: 0.01...1.5, scale: .logarithmic, gallery: 9)
  var stochasticRate = 1.0
  @Parameter("Batch size", in: 1...8) var batchSize = 1
  @Parameter("Steps of SGD", in: 10...1000) var steps = 400
  @Parameter("Seed", in: 0...99) var seed = 42

  struct Evidence: Codable, Sendable {
    var surface: LossSurface
    var descents: [Trajectory]
    var stochastic: [Trajectory]
    /// Losses at the ends of 40 stochastic runs from start 2.
    var finalLosses: [Double]
  }

  private let starts = [Point(-2, 20), Point(3, 10), Point(2.5, 10)]

  func compute(in lab: Lab) throws -> Evidence {
    let descent = Optimizer.sgd(learningRate)
    let stochastic = Optimizer.sgd(
      .geometric(from: stochasticRate, to: 0.05 * stochasticRate, over: steps))
    func noisyPath(from start: Point, _ key: Key) throws -> Trajectory {
      try GaborModel.path(
        from: start, steps: steps, batch: .random(batchSize), optimizer: stochastic, key: key)
    }
    return Evidence(
      surface: GaborModel.surface(),
      descents: try starts.map { start in
        try GaborModel.path(
          from: start, steps: 500, optimizer: descent, key: lab.key("descent"))
      },
      stochastic: try starts.prefix(2).enumerated().map { number, start in
        try noisyPath(from: start, lab.key("batches").fold(number))
      },
      finalLosses: try (0..<40).map { trial in
        try noisyPath(from: starts[1], lab.key("trials").fold(trial)).lastValue ?? .infinity
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        valley("Gradient descent", evidence.surface, evidence.descents, width: 1.6)
      }
      Panel("b", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        valley(
          "Stochastic\ngradient descent", evidence.surface, evidence.stochastic, width: 1.1,
          hasLabels: false)
      }
    }
  }

  private func valley(
    _ name: String, _ surface: LossSurface, _ paths: [Trajectory], width: Double,
    hasLabels: Bool = true
  ) -> some Drawing {
    let tones: [Tone] = [.midTeal, .teal, .steel]
    return Chart {
      HeatmapMark(surface)
      ContourMark(surface, count: 14)
      for (path, tone) in zip(paths, tones) {
        TrajectoryMark(path)
          .lineStyle(width: width)
          .foregroundStyle(tone)
          .outline(.slate)
      }
      PointLabels(
        Array(starts.prefix(paths.count)), labels: paths.indices.map { "\($0 + 1)" },
        avoiding: paths.map(\.points),
        tones: paths.map { ColorMap.brown.labelTone(at: surface.share(of: $0.values[0])) })
      CornerLabel(name, in: [.bottomLeading, .bottomTrailing], font: .body)
      .foregroundStyle(.paper)
    }
    .chartXAxis(#"$\phi_0$"#, spanning: [-10, 0, 10], decimals: 1)
    .chartYAxis(spanning: [2.5, 12.5, 22.5], decimals: 1)
    .chartYAxis(hasLabels ? .automatic : .ticks)
    .chartYAxisLabel(hasLabels ? #"$\phi_1$"# : nil)
    .chartPlotAspectRatio(193 / 188)
  }

  var claims: [Claim<Evidence>] {
    Claim("gradient descent from start 2 ends with a loss above 5", atLeast: 5) {
      $0.descents[1].lastValue ?? 0
    }
    Claim("at least a quarter of 40 stochastic runs from start 2 end below 2", in: 0.25...1) {
      Double($0.finalLosses.count { $0 < 2 }) / 40
    }
  }
}

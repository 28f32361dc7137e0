import Lantern

/// A generator with one parameter slides its samples onto the data, and the discriminator gives up.
struct OneParameterGAN: Figure {
  static let entry = Entry(
    "15.1", "A generative adversarial network with one parameter",
    alt: """
      Three plots of the probability that a value is real. Arrows mark ten real and ten \
      synthesized values. In the first the two groups are apart and the discriminator's curve \
      between them is steep. In the second they overlap, in the third they are mixed and the curve \
      is shallow.
      """)

  @Parameter("Learning rate of the generator", in: 0.001...0.05, scale: .logarithmic)
  var generatorRate = 0.01
  @Parameter("Learning rate of the discriminator", in: 0.001...0.05, scale: .logarithmic)
  var discriminatorRate = 0.01
  @Parameter("Rounds", in: 12...200) var rounds = 40
  @Parameter("Seed", in: 0...99) var seed = 4

  /// The generator's parameter and the discriminator's slope in one round.
  struct Round: Codable, Sendable {
    var theta: Double
    var slope: Double
  }

  /// A round as the figure shows it.
  struct Stage: Codable, Sendable {
    var theta: Double
    var real: [Double]
    var synthesized: [Double]
    /// The discriminator's probability that a value is real.
    var discriminator: [Point]
  }

  struct Evidence: Codable, Sendable {
    var rounds: [Round]
    var stages: [Stage]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let run = try AdversarialTraining(
      generator: FunctionModel(["theta"]) { z, theta in z + theta[0] },
      discriminator: FunctionModel(["phi0", "phi1"]) { x, phi in phi[0] + phi[1] * x },
      data: .sampled { trace, count, key in trace.normal([count, 1], key: key) + 7.5 },
      latent: 1, batch: 10,
      generatorOptimizer: .sgd(generatorRate), discriminatorOptimizer: .sgd(discriminatorRate),
      objective: .saturating, discriminatorSteps: 300, generatorSteps: 20, averages: false
    ).run(
      rounds: rounds, key: lab.key("training"), generatorStart: Tensor([3]),
      discriminatorStart: Tensor([-2, 1]))
    let history = run.rounds.indices.map { row in
      Round(
        theta: run.generator(row).parameters.doubles[0],
        slope: run.discriminator(row).parameters.doubles[1])
    }
    let x = Tensor.linspace(0...10, count: 101)
    func nearest(to theta: Double, among rows: some Sequence<Int>) -> Int {
      rows.min { abs(history[$0].theta - theta) < abs(history[$1].theta - theta) } ?? 0
    }
    // On its first way up θ overshoots the data. The third stage is from when it has come back and
    // the discriminator has little left to tell the groups apart by.
    let half = history.count / 2
    let settling = history.indices.dropFirst(half).filter { history[$0].slope > 0 }
    let rows = [
      0, nearest(to: 4.9, among: history.indices.prefix(half)), nearest(to: 6.7, among: settling),
    ]
    let stages = rows.map { row in
      let key = lab.key("examples").fold(row)
      let probability = run.discriminator(row)(x.reshaped([101, 1])).sigmoid()
      return Stage(
        theta: history[row].theta,
        real: key.fold("real").normal(count: 10, mean: 7.5),
        synthesized: key.fold("synthesized").normal(count: 10, mean: history[row].theta),
        discriminator: zip(x.doubles, probability.doubles).map { Point($0, $1) })
    }
    return Evidence(rounds: history, stages: stages)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 7) {
      for (letter, stage) in zip(["a", "b", "c"], evidence.stages) {
        Panel(letter, title: #"$\theta = \#(stage.theta.formatted(decimals: 1))$"#) {
          chart(stage, isFirst: letter == "a")
            .chartYAxis(letter == "a" ? .automatic : .ticks)
            .chartYAxisLabel(letter == "a" ? "$Pr($real$)$" : nil)
        }
      }
    }
    .chartXScale(domain: 0...10)
    .chartYScale(domain: 0...1)
    .chartXAxis(values: [0, 10], subdivisions: 5, decimals: 1)
    .chartYAxis(values: [0, 1], subdivisions: 5, decimals: 1)
    .chartXAxisLabel("Data, $x$")
    .chartPlotAspectRatio(1.22)
  }

  private func chart(_ stage: Stage, isFirst: Bool) -> some Drawing {
    Chart {
      LineMark(stage.discriminator)
        .foregroundStyle(.lightGray)
      SegmentMark(stage.real.map { (Point($0, 0), Point($0, 0.36)) })
        .foregroundStyle(.teal)
        .lineStyle(width: 1)
        .arrowHeads()
      SegmentMark(stage.synthesized.map { (Point($0, 0), Point($0, 0.36)) })
        .foregroundStyle(.orange)
        .lineStyle(width: 1)
        .arrowHeads()
      if isFirst {
        TextMark("Synthesized", at: Point(2.2, 0.39), anchor: .bottom)
          .foregroundStyle(.deepOrange)
        TextMark("Real", at: Point(8.2, 0.39), anchor: .bottom)
          .foregroundStyle(.deepTeal)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the generator ends close to the data's mean", in: 0...0.4, over: .median) {
      abs($0.rounds[$0.rounds.count - 1].theta - 7.5)
    }
    Claim("the discriminator's slope falls to a fifth of its maximum", in: 0...0.2, over: .median) {
      let slopes = $0.rounds.map { abs($0.slope) }
      return slopes[slopes.count - 1] / (slopes.max() ?? 1)
    }
  }
}

import Lantern

/// Where there are two answers, one normal density must lie between them; a mixture follows both.
struct TwoAnswers: Figure {
  static let entry = Entry(
    "5.14", "Data with two answers, and mixtures of two normals",
    alt: """
      Left: thirty points on a ring over inputs from minus one to one, on the shading of the \
      density that a mixture network predicts; near zero it has two branches, above and below. \
      Middle: a mixture density with two peaks and its two dashed components. Right: a mixture \
      whose narrow and broad components overlap and form one skewed peak.
      """)

  @Parameter("Hidden units", in: 2...32) var width = 16
  @Parameter("Training steps", in: 100...4000) var steps = 1000
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    /// The density that the mixture network predicts over inputs and outputs.
    var density: Surface
    var mixtures: [NormalMixture]
    /// Mean negative log likelihoods of the two networks on the data.
    var normalLoss: Double
    var mixtureLoss: Double
    /// The distance between the means of the mixture's components at x = 0.
    var separation: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = RingData.trainingData
    func fit(_ loss: Loss, _ name: String, biases: [Float]) throws -> Recording<MLP> {
      // The biases of the outputs, which lie last, start with given values.
      let network = MLP([1, width, biases.count], activation: .tanh)
      let drawn = network.initialized(lab.key(name)).parameters.elements
      return try Training(
        network, loss: loss, on: data.examples, optimizer: .adam(0.01)
      ).run(
        steps: steps, key: lab.key(name), from: Tensor(drawn.dropLast(biases.count) + biases),
        recordEvery: steps)
    }
    let normal = try fit(.heteroscedastic, "normal", biases: [0, 0])
    // Two logits, two means, two log standard deviations; the means start apart from each other.
    let mixture = try fit(
      .mixture(components: 2), "mixture", biases: [0, 0, 2, -2, 0, 0])

    let columns = 121
    let x = Tensor.linspace(-1...1, count: columns)
    let outputs = mixture.fitted(x.reshaped([columns, 1])).doubles
    let predicted = (0..<columns).map {
      NormalMixture(outputs: Array(outputs[(6 * $0)..<(6 * $0 + 6)]))
    }
    let middle = predicted[columns / 2].components
    return Evidence(
      data: data,
      density: Surface(x: -1...1, y: -5...5, columns: columns, rows: 121) { point in
        predicted[Int(((point.x + 1) / 2 * Double(columns - 1)).rounded())].probability(of: point.y)
      },
      mixtures: [
        NormalMixture(
          weights: [0.6, 0.4],
          components: [
            NormalDistribution(mean: -1.5, standardDeviation: 1),
            NormalDistribution(mean: 1, standardDeviation: 0.5),
          ]),
        NormalMixture(
          weights: [0.25, 0.75],
          components: [
            NormalDistribution(mean: -0.75, standardDeviation: 0.5),
            NormalDistribution(mean: 0.25, standardDeviation: 1.5),
          ]),
      ],
      normalLoss: try normal.losses(on: data.examples)[normal.steps.count - 1],
      mixtureLoss: try mixture.losses(on: data.examples)[mixture.steps.count - 1],
      separation: abs(middle[0].mean - middle[1].mean))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 6) {
      Panel("a") {
        Chart {
          HeatmapMark(evidence.density, colorMap: .clearToTeal, range: 0...0.8)
          PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
            .symbolSize(4.7)
            .outline(.brown)
        }
        .chartXAxis(values: [-1, 0, 1], decimals: 1)
        .chartYAxis(values: [-5, 5], decimals: 1)
        .chartXAxisLabel("Input, $x$")
        .chartYAxisLabel("Output, $y$")
      }
      Panel("b") { density(evidence.mixtures[0]).chartYAxisLabel("$Pr(z)$") }
      Panel("c") { density(evidence.mixtures[1]).chartYAxis(.ticks) }
    }
    .chartPlotAspectRatio(1)
  }

  private func density(_ mixture: NormalMixture) -> some Drawing {
    Chart {
      LineMark(over: -5...5, of: mixture.probability)
        .lineStyle(width: 2.83)
      for (k, tone) in [Tone.steel, .orange].enumerated() {
        LineMark(over: -5...5) { mixture.weights[k] * mixture.components[k].probability(of: $0) }
          .foregroundStyle(tone)
          .lineStyle(width: 1.42, dash: [3.4, 1.7])
      }
    }
    .chartXAxis("$z$", spanning: [-5, 0, 5], decimals: 1)
    .chartYAxis(spanning: [0, 0.4], subdivisions: 4, decimals: 1)
  }

  var claims: [Claim<Evidence>] {
    Claim("the mixture has the lower loss on the data", atLeast: 1e-3) {
      $0.normalLoss - $0.mixtureLoss
    }
    Claim("at x = 0 its two means differ by more than 2.5", atLeast: 2.5) {
      $0.separation
    }
  }
}

import Lantern

/// Test error has three sources: noise in the data, a model that cannot bend enough, and a training
/// set that happened to be this one.
struct NoiseBiasVariance: Figure {
  static let entry = Entry(
    "8.5", "Noise, bias and variance as sources of test error",
    alt: """
      Three plots of a black wave over inputs from 0 to 1. Noise: test points scattered within a \
      grey band around the wave. Bias: the best line of three straight pieces, with the area \
      between it and the wave in grey; it misses the crest. Variance: orange training points, the \
      three-piece line fitted to them, and a grey band that shows where fits to other training \
      sets lie, widest at the ends and where the pieces meet.
      """)

  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Linear regions of the model", in: 1...8) var regions = 3
  @Parameter("Training points", in: 6...100) var count = 10
  @Parameter("Seed of the data; 0: the book's training points", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var problem: ToyRegression
    var testData: RegressionData
    var trainingData: RegressionData
    var best: FixedJointNetwork
    var fit: FixedJointNetwork
    /// Fits to 1000 training sets.
    var parts: BiasVariance
  }

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression.shown(noise: noise)
    let isBooks = seed == 0 && count == 10 && noise == 0.3
    let trainingData =
      isBooks ? ToyRegression.tenPoints : problem.examples(count, key: lab.key("training data"))
    return Evidence(
      problem: problem, testData: problem.examples(10, key: lab.key("test data")),
      trainingData: trainingData,
      best: try .best(for: problem.callAsFunction, hiddenCount: regions),
      fit: .leastSquares(trainingData, hiddenCount: regions),
      parts: BiasVariance(
        of: problem, trainingOn: count, trials: 1000, testCount: 100, key: lab.key("trials")
      ) { FixedJointNetwork.leastSquares($0, hiddenCount: regions).callAsFunction })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let parts = evidence.parts
    PanelGrid(3, titles: ["Noise", "Bias", "Variance"], horizontalSpacing: 4) { number in
      Chart {
        switch number {
        case 0:
          BandMark(over: 0...1, halfWidth: 2 * evidence.problem.noise) { evidence.problem($0) }
          truth(evidence)
          PointMark(x: evidence.testData.inputs, y: evidence.testData.outputs)
            .symbolSize(4.8)
            .foregroundStyle(.slate)
        case 1:
          BandMark(over: 0...1, between: { evidence.problem($0) }, and: { evidence.best($0) })
          truth(evidence)
          LineMark(evidence.best.curve.vertices)
        default:
          BandMark(
            x: parts.places, center: parts.places.map { evidence.fit($0) },
            halfWidth: parts.deviation.map { 2 * $0 })
          truth(evidence)
          PointMark(x: evidence.trainingData.inputs, y: evidence.trainingData.outputs)
            .symbolSize(4.8)
          LineMark(evidence.fit.curve.vertices)
        }
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
  }

  private func truth(_ evidence: Evidence) -> some ChartContent {
    LineMark(over: 0...1) { evidence.problem($0) }
      .foregroundStyle(.ink)
  }

  var claims: [Claim<Evidence>] {
    Claim(
      "the test error measured over 1000 training sets is noise + bias + variance within 3 %",
      in: 0.97...1.03
    ) { $0.parts.testError / $0.parts.expectedError }
    Claim("the squared bias is 0.0154 within a tenth", in: 0.0139...0.0169) {
      $0.parts.squaredBias
    }
    Claim("the variance is 0.0111 within a fifth", in: 0.0089...0.0133) { $0.parts.variance }
  }
}

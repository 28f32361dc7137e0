import Lantern

/// A model with more regions can come closer to the truth, but depends more on its data.
struct MoreCapacityLessBias: Figure {
  static let entry = Entry(
    "8.7", "More capacity, less bias and more variance",
    alt: """
      Six plots in three columns for models with 3, 5 and 10 linear regions. Upper row: a black \
      wave and the best possible model, with the area between them in grey; the area is large for \
      3 regions, small for 5 and hardly visible for 10. Lower row: the wave and a grey band of two \
      standard deviations of models fitted to fifteen noisy points; it grows and becomes ragged as \
      regions are added.
      """)

  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Training points", in: 15...100) var count = 15
  @Parameter("Linear regions of the last model", in: 7...12) var mostRegions = 10
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    struct Model: Codable, Sendable {
      var regions: Int
      var best: FixedJointNetwork
      /// Of the best model, in units of the unscaled problem.
      var squaredBias: Double
      /// Fits to 1000 training sets.
      var parts: BiasVariance
    }

    var problem: ToyRegression
    var models: [Model]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression.shown(noise: noise)
    let models = try [3, 5, mostRegions].map { regions in
      let best = try FixedJointNetwork.best(for: problem.callAsFunction, hiddenCount: regions)
      return Evidence.Model(
        regions: regions, best: best,
        squaredBias: problem.squaredError(of: best.callAsFunction)
          / (problem.scale * problem.scale),
        parts: BiasVariance(of: problem, trainingOn: count, trials: 1000, key: lab.key("trials")) {
          FixedJointNetwork.leastSquares($0, hiddenCount: regions).callAsFunction
        })
    }
    return Evidence(problem: problem, models: models)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    PanelGrid(
      6, titles: evidence.models.map { "\($0.regions) regions" }, horizontalSpacing: 4,
      verticalSpacing: 4
    ) { number in
      let model = evidence.models[number % 3]
      Chart {
        if number < 3 {
          BandMark(over: 0...1, between: { evidence.problem($0) }, and: { model.best($0) })
          truth(evidence)
          LineMark(model.best.curve.vertices)
        } else {
          BandMark(
            x: model.parts.places, center: model.parts.mean,
            halfWidth: model.parts.deviation.map { 2 * $0 })
          truth(evidence)
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
    Claim("five regions divide the squared bias of three by more than 4", in: 4...(.infinity)) {
      $0.models[0].squaredBias / $0.models[1].squaredBias
    }
    Claim("ten regions divide that of five by more than 4", in: 4...(.infinity)) {
      $0.models[1].squaredBias / $0.models[2].squaredBias
    }
    Claim("the variance with five regions exceeds that with three", in: 1.1...(.infinity)) {
      $0.models[1].parts.variance / $0.models[0].parts.variance
    }
    Claim("the variance with ten regions is more than twice that with five", in: 2...(.infinity)) {
      $0.models[2].parts.variance / $0.models[1].parts.variance
    }
  }
}

import Lantern

/// The model with more regions follows the noise: closer to its data, farther from the truth.
struct OverfittingModel: Figure {
  static let entry = Entry(
    "8.8", "Overfitting of the model with more capacity",
    alt: """
      Six plots of a black wave with fifteen noisy points; each column has another set of points. \
      In the upper row a model of three regions passes through the middle of the points. In the \
      lower row a model of ten regions bends towards single points, and in the second set swings \
      far away from the wave between them.
      """)

  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Linear regions of the simple model", in: 1...5) var fewRegions = 3
  @Parameter("Linear regions of the other", in: 6...12) var manyRegions = 10
  @Parameter("Seed of the data; 0: the book's points", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    /// What a model's fits to 1000 training sets come to.
    struct Errors: Codable, Sendable {
      var training: [Double] = []
      /// The mean squared distance from the true function.
      var truth: [Double] = []
    }

    var problem: ToyRegression
    var samples: [RegressionData]
    /// The fits of the simple model, and of the other.
    var fits: [[FixedJointNetwork]]
    var errors: [Errors]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression.shown(noise: noise)
    let samples =
      seed == 0 && noise == 0.3
      ? ToyRegression.fifteenPoints
      : lab.key("samples").split(3).map { problem.examples(15, key: $0) }
    let trials = lab.key("trials").split(1000).map { problem.examples(15, key: $0) }
    let models = [fewRegions, manyRegions].map { regions in
      { (data: RegressionData) in
        FixedJointNetwork.leastSquares(data, hiddenCount: regions)
      }
    }
    return Evidence(
      problem: problem, samples: samples, fits: models.map { samples.map($0) },
      errors: models.map { fit in
        trials.reduce(into: Evidence.Errors()) { errors, data in
          let model = fit(data)
          errors.training.append(model.loss(on: data) / Double(data.count))
          errors.truth.append(problem.squaredError(of: model.callAsFunction))
        }
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    PanelGrid(6, horizontalSpacing: 4, verticalSpacing: 4) { number in
      let data = evidence.samples[number % 3]
      Chart {
        LineMark(over: 0...1) { evidence.problem($0) }
          .foregroundStyle(.ink)
        PointMark(x: data.inputs, y: data.outputs)
          .symbolSize(4.8)
        LineMark(evidence.fits[number / 3][number % 3].curve.vertices)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
  }

  var claims: [Claim<Evidence>] {
    // Its functions do not include those of the smaller one, so now and then there is an exception.
    Claim(
      "the larger model has the lower training error on 995 of 1000 training sets at least",
      in: 0.995...1
    ) { evidence in
      let pairs = zip(evidence.errors[0].training, evidence.errors[1].training)
      return Double(pairs.count { $1 < $0 }) / 1000
    }
    Claim(
      "its mean squared distance from the truth is the larger one, in mean over them",
      in: 1.1...(.infinity)
    ) { evidence in
      let means = evidence.errors.map { $0.truth.reduce(0, +) / 1000 }
      return means[1] / means[0]
    }
  }
}

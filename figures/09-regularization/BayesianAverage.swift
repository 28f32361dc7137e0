import Lantern

/// A Bayesian fit keeps all parameters that the data allow, weighted; its prior sets how smooth.
struct BayesianAverage: Figure {
  static let entry = Entry(
    "9.11", "Bayesian fits with three prior variances",
    alt: """
      Two rows of three plots of fifteen noisy points and the true curve, for prior variances of \
      1000, 100 and 10. In the upper row a few functions drawn from the posterior zigzag strongly \
      on the left and are smooth on the right. The lower row shows the mean function inside a grey \
      band of two standard deviations, which bulges between the points on the left and is narrow \
      and even on the right.
      """)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Assumed standard deviation of the noise", in: 0.05...1) var noise = 0.3
  @Parameter("Hidden units", in: 4...30) var hiddenUnits = 14
  @Parameter("Functions drawn", in: 1...4) var samples = 2
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var posteriors: [FixedJointPosterior]
  }

  static let priorVariances = [1000.0, 100, 10]

  func compute(in lab: Lab) throws -> Evidence {
    let truth = ToyRegression.unscaled
    let data =
      data == .book
      ? ToyRegression.pointsToRegularize : truth.examples(15, key: lab.key("data"))
    let freshSets = lab.key("fresh data").split(100).map { truth.examples(15, key: $0) }
    return Evidence(
      data: data, truth: truth,
      posteriors: Self.priorVariances.map { variance in
        FixedJointPosterior(
          of: data, truth: truth, freshSets: freshSets, hiddenCount: hiddenUnits,
          noiseVariance: noise * noise, priorVariance: variance, samples: samples,
          key: lab.key("samples"))
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let titles = Self.priorVariances.map {
      #"$\sigma^2_\phi = \#($0.formatted(decimals: 0))$"#
    }
    PanelGrid(6, titles: titles) { number in
      if number < 3 {
        drawn(evidence.posteriors[number], evidence)
      } else {
        average(evidence.posteriors[number - 3], evidence)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 1.5, 4], subdivisions: 5, decimals: 1)
    .chartPlotAspectRatio(1.24)
  }

  private func drawn(_ posterior: FixedJointPosterior, _ evidence: Evidence) -> some Drawing {
    let tones: [Tone] = [.teal, .steel.mixed(with: .ground, 0.45), .brown, .slate]
    return Chart {
      truth(evidence)
      for (curve, tone) in zip(posterior.samples, tones) {
        LineMark(curve.vertices)
          .foregroundStyle(tone)
          .lineStyle(width: 1.42)
      }
      points(evidence)
    }
  }

  private func average(_ posterior: FixedJointPosterior, _ evidence: Evidence) -> some Drawing {
    Chart {
      AreaMark(
        x: posterior.places, yStart: zip(posterior.mean, posterior.deviation).map { $0 - 2 * $1 },
        yEnd: zip(posterior.mean, posterior.deviation).map { $0 + 2 * $1 })
        .foregroundStyle(.band)
      truth(evidence)
      LineMark(x: posterior.places, y: posterior.mean)
        .foregroundStyle(.teal)
      points(evidence)
    }
  }

  private func truth(_ evidence: Evidence) -> some ChartContent {
    LineMark(over: 0...1, of: evidence.truth.callAsFunction)
      .foregroundStyle(.ink)
  }

  private func points(_ evidence: Evidence) -> some ChartContent {
    PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
      .symbolSize(4.7)
  }

  private static func width(_ posterior: FixedJointPosterior) -> Double {
    4 * posterior.deviation.reduce(0, +) / Double(posterior.deviation.count)
  }

  var claims: [Claim<Evidence>] {
    Claim("the band is wider, on average, for a variance of 1000 than for 100, by the factor",
      atLeast: 1.1) { Self.width($0.posteriors[0]) / Self.width($0.posteriors[1]) }
    Claim("and for 100 than for 10", atLeast: 1.1) {
      Self.width($0.posteriors[1]) / Self.width($0.posteriors[2])
    }
    Claim("over fresh data the band covers the truth on the share of x, for 1000", atLeast: 0.95) {
      $0.posteriors[0].coverage
    }
    Claim("for 100", atLeast: 0.93) { $0.posteriors[1].coverage }
    Claim("for 10, where the prior is too narrow", in: 0.82...0.95) { $0.posteriors[2].coverage }
    Claim("the mean of a thousand functions drawn is the closed form, up to", atMost: 0.05) {
      $0.posteriors.map(\.sampleError).max() ?? 1
    }
  }
}

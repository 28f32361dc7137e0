import Lantern

/// Test error falls, rises to a peak where models can just fit their training data, and falls.
struct DoubleDescentSettings: Figure {
  static let entry = Entry(
    "8.10", "Double descent in four settings",
    alt: """
      Four plots of error over model size, with training error in teal and test error in orange. \
      First, a fully connected network on clean labels: training error reaches zero early, test \
      error goes on falling. Second, with 15 percent of the labels wrong: test error falls, rises \
      to a peak at a dashed line where there are as many parameters as training examples, and \
      falls again. Third, least squares on random features: a sharp spike at the dashed line. \
      Fourth, a residual network: with 20 percent label noise test error has a hump where \
      training error reaches zero, without noise it hardly has one.
      """, treatment: .analog)

  /// A second, a minute or two, or the book's hour or two; what was stopped goes on where it was.
  enum Size: String, CaseIterable, ParameterValue { case sketch, usual, book }

  @Parameter("Size of the experiment; book: one or two hours") var size = Size.usual
  @Parameter("Share of wrong labels in the second plot", in: 0.05...0.4) var labelNoise = 0.15
  @Parameter("Ridge of the random features", in: 5e-5...1e-2, scale: .logarithmic) var ridge = 1e-4
  @Parameter("Seed", in: 0...99) var seed = 0

  // A run takes minutes.
  static let claimSeeds = 3

  func compute(in lab: Lab) throws -> DoubleDescentExperiment.Results {
    let experiments: [Size: DoubleDescentExperiment] = [.sketch: .sketch, .book: .book]
    return try (experiments[size] ?? .usual).run(
      labelNoise: labelNoise, ridge: ridge, key: lab.key("experiment"),
      remember: { try lab.remember($0, $1) }, report: lab.progress)
  }

  func page(_ results: DoubleDescentExperiment.Results) -> some Drawing {
    let share = (100 * labelNoise).formatted(decimals: 0)
    Grid(horizontalSpacing: 8, verticalSpacing: 6) {
      GridRow {
        Panel("a", title: "MNIST-1D no label noise") {
          dense(results.clean, results)
            .chartYAxisLabel("Error (%)")
        }
        Panel("b", title: "MNIST-1D \(share)% label noise") { dense(results.noisy, results) }
      }
      GridRow {
        Panel("c", title: "Random features of MNIST-1D") { features(results) }
        Panel("d", title: "Residual networks on MNIST-1D") { residual(results) }
      }
    }
    .chartPlotAspectRatio(1.21)
  }

  private func dense(
    _ outcomes: [DoubleDescent.Outcome], _ results: DoubleDescentExperiment.Results
  ) -> some Drawing {
    let most = Double(outcomes.last?.width ?? 1)
    return Chart {
      RuleMark(x: results.threshold)
      curves(outcomes)
      name("Test", outcomes.testErrors, .below, from: 0.85 * most)
      name("Train", outcomes.trainErrors, .above, from: 0.85 * most)
    }
    .chartXScale(domain: 0...most)
    .chartYAxis(spanning: [0, 20, 40, 60, 80], subdivisions: 2)
    .chartXAxisLabel("Hidden layer size")
  }

  private func features(_ results: DoubleDescentExperiment.Results) -> some Drawing {
    // Ten outputs have a weight for each feature; in thousands.
    let sizes = results.featureCounts.map { 0.01 * Double($0) }
    let train = zip(sizes, results.features).map { Point($0, $1.train) }
    let test = zip(sizes, results.features).map { Point($0, $1.test) }
    let most = test.map(\.y).max() ?? 1
    return Chart {
      RuleMark(x: sizes[results.featurePeak])
      LineMark(train)
      LineMark(test)
        .foregroundStyle(.orange)
      name("Test", test, .above, from: 20)
      name("Train", train, .below, from: 0.1)
    }
    .chartXScale(domain: 0.1...100, type: .log)
    .chartYScale(domain: 0...(1.1 * most))
    .chartXAxisLabel(#"Number of parameters $\times 10^3$"#)
    .chartYAxisLabel("Squared error")
  }

  private func residual(_ results: DoubleDescentExperiment.Results) -> some Drawing {
    let (clean, noisy) = (results.cleanResidual, results.noisyResidual)
    let most = Double(noisy.last?.width ?? 1)
    return Chart {
      RuleMark(x: results.residualPeak.map { Double(noisy[$0].width) } ?? .nan)
      curves(clean)
      curves(noisy)
      name("Test 20% noise", noisy.testErrors, .above, from: 0.65 * most)
      name("Test no noise", clean.testErrors, .below, from: 0.65 * most)
      name("Train", clean.trainErrors, .above, from: 0.85 * most)
      if let place = noisy.trainErrors.first(where: { $0.y < 20 }) {
        AnnotationMark("20% noise", at: place, distance: 8...40)
          .foregroundStyle(.deepTeal)
      }
    }
    .chartXScale(domain: 0...most)
    .chartYAxis(spanning: [0, 20, 40, 60, 80, 100], subdivisions: 2)
    .chartXAxisLabel("Channels of a layer")
  }

  @ChartContentBuilder
  private func curves(_ outcomes: [DoubleDescent.Outcome]) -> [any ChartContent] {
    LineMark(outcomes.trainErrors)
    LineMark(outcomes.testErrors)
      .foregroundStyle(.orange)
  }

  /// The name of a curve beside the part of it that begins at `x`.
  private func name(
    _ name: String, _ curve: [Point], _ side: CurveLabel.Side, from x: Double
  ) -> some ChartContent {
    CurveLabel(name, beside: curve, side: side, x: x...(.infinity))
      .foregroundStyle(name.hasPrefix("Test") ? .brown : .deepTeal)
  }

  var claims: [Claim<DoubleDescentExperiment.Results>] {
    Claim(
      "with label noise, test error where parameters match examples is 4 points or more above the"
        + " least of smaller networks", in: 4...100
    ) { $0.noisy.rise(to: $0.peak) }
    Claim("and 6 points or more above that of the largest", in: 6...100) {
      $0.noisy.fall(from: $0.peak)
    }
    Claim("without label noise the largest network has the least test error", in: 0...100) {
      -$0.clean.rise(to: $0.clean.count - 1)
    }
    Claim(
      "with as many random features as examples, test error is more than 4 times the least with"
        + " fewer", in: 4...1000
    ) { $0.riseOfFeatures }
    Claim("and more than 4 times that with eight times as many", in: 4...1000) {
      $0.fallOfFeatures
    }
    Claim(
      "with label noise, the test error of residual networks rises by 2 points or more after it"
        + " fell", in: 2...100
    ) { $0.noisyResidual.greatestRise }
    Claim(
      "and with the first that fits its training data it is 5 points or more above that of the"
        + " largest", in: 5...100
    ) { $0.fallOfResidual }
  }
}

import Lantern

/// Training goes on and on: first the fit comes close to the truth, then it recites the noise.
struct FittingAndOverfitting: Scene {
  static let entry = Entry(
    scene: "fitting-and-overfitting", "Fitting and overfitting",
    alt: """
      Fifteen noisy points lie about a wave. A flat line is fitted to them by gradient descent. It \
      bends towards the wave, then on towards the single points. Beside it, on a logarithmic \
      clock, the error on the data falls without end, while the distance to the wave falls, \
      reaches its lowest value, and rises again.
      """)

  @Parameter("Hidden units", in: 4...16) var hiddenUnits = 14
  @Parameter("Learning rate", in: 0.002...0.02, scale: .logarithmic) var learningRate = 0.015
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var steps: [Int]
    /// The network after each of these steps.
    var networks: [FixedJointNetwork]
    /// Mean squared errors on the data and to the true function, after each of these steps.
    var dataErrors: [Double]
    var trueErrors: [Double]
    /// The row in which the fit is closest to the truth.
    var best: Int
  }

  private let lastStep = 200_000

  func compute(in lab: Lab) throws -> Evidence {
    let truth = ToyRegression.unscaled
    let data = ToyRegression.pointsToRegularize
    let start = FixedJointNetwork(
      parameters: lab.key("start").normal(count: hiddenUnits + 1, standardDeviation: 0.1))
    let steps = Array(Set(geometricSteps(900, to: lastStep)).sorted())
    let networks = try FixedJointDescent(learningRate: learningRate)
      .run(from: start, on: data, recordAt: steps, key: lab.key("training"))
    let trueErrors = networks.map { truth.squaredError(of: $0.callAsFunction) }
    return Evidence(
      data: data, truth: truth, steps: steps, networks: networks,
      dataErrors: networks.map { $0.loss(on: data) / Double(data.count) }, trueErrors: trueErrors,
      best: trueErrors.indices.min { trueErrors[$0] < trueErrors[$1] } ?? 0)
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let last = evidence.steps.count - 1
    Shot(
      "Noisy points", lasting: .seconds(4),
      caption: "Noisy points about a wave that the model does not know",
      narration: "The model is given the points. The wave is ours to see, not its."
    ) { time in
      slide(evidence, at: 0, appearance: time.progress(from: 0.3, to: 3))
    }
    Shot(
      "Fitting", lasting: .seconds(9),
      caption: "At first, what brings the fit closer to the data brings it closer to the truth",
      narration: "Both errors fall together, as if learning the points were learning the wave."
    ) { time in
      let progress = time.progress(from: 0.4, to: 8.6, easing: .linear)
      slide(evidence, at: row(from: 0, to: evidence.best, progress, evidence))
    }
    Shot(
      "Overfitting", lasting: .seconds(9),
      caption: "Then it bends towards single points, and away from the truth",
      narration: """
        From here on the two part. The data error goes on falling, while the curve takes every \
        accident of the noise for a rule.
        """
    ) { time in
      let progress = time.progress(from: 0.6, to: 8.4, easing: .linear)
      slide(evidence, at: row(from: evidence.best, to: last, progress, evidence), marksBest: true)
    }
    Shot(
      "Stop early", lasting: .seconds(5),
      caption: "Training that stops after \(evidence.steps[evidence.best]) steps has the better fit",
      narration: "The best model was already there; it was trained away."
    ) { time in
      slide(evidence, at: last, marksBest: true, comparison: time.progress(from: 0.5, to: 1.5))
    }
  }

  /// The clock runs evenly in the logarithm of the step, as the recorded rows do but at the start.
  private func row(from: Int, to: Int, _ progress: Double, _ evidence: Evidence) -> Int {
    func clock(_ row: Int) -> Double { log(Double(evidence.steps[row]) + 10) }
    let now = clock(from) + progress * (clock(to) - clock(from))
    return (evidence.steps.indices.last { clock($0) <= now + 1e-9 }) ?? from
  }

  private func slide(
    _ evidence: Evidence, at row: Int, appearance: Double = 1, marksBest: Bool = false,
    comparison: Double = 0
  ) -> some Drawing {
    Slide {
      Chart {
        LineMark(over: 0...1, of: evidence.truth.callAsFunction)
          .foregroundStyle(.ink)
          .lineStyle(width: 1.6)
        LineMark(evidence.networks[row].curve.vertices)
          .foregroundStyle(.teal)
          .lineStyle(width: 2.6)
          .opacity(1 - 0.65 * comparison)
        LineMark(evidence.networks[evidence.best].curve.vertices)
          .foregroundStyle(.teal)
          .lineStyle(width: 2.6)
          .opacity(comparison)
        PointMark(evidence.data)
          .foregroundStyle(.orange)
          .outline(.ground)
          .symbolSize(6.5)
          .appear(appearance)
      }
      .chartXAxis("Input, $x$", over: 0...1)
      .chartYAxis("Output, $y$", over: -0.6...3.4)
    } beside: {
      errors(evidence, upTo: row, marksBest: marksBest)
      Text("Step \(evidence.steps[row])").font(.title)
      Text("Error on the data: \(evidence.dataErrors[row].formatted(decimals: 3))")
        .foregroundStyle(.orange)
      Text("Distance to the truth: \(evidence.trueErrors[row].formatted(decimals: 3))")
        .foregroundStyle(.teal)
    }
  }

  private func errors(_ evidence: Evidence, upTo row: Int, marksBest: Bool) -> some Drawing {
    let steps = evidence.steps.map { $0 + 10 }
    return Chart {
      if marksBest { RuleMark(x: Double(steps[evidence.best])) }
      LineMark(evidence.dataErrors, at: steps, upTo: row)
        .foregroundStyle(.orange)
        .lineStyle(width: 2.2)
      LineMark(evidence.trueErrors, at: steps, upTo: row)
        .foregroundStyle(.teal)
        .lineStyle(width: 2.2)
    }
    .chartXAxis("Step", over: 10...Double(lastStep + 10), type: .log, values: [10, 1000, 100_000])
    .chartYAxis("Squared error", over: 0.005...5, type: .log, values: [0.01, 0.1, 1])
  }
}

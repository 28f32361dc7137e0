import Lantern

/// Whatever kind of thing is predicted, a network can give a distribution over it.
struct PredictedDistributions: Figure {
  static let entry = Entry(
    "5.1", "A model as a predictor of distributions",
    alt: """
      Four scatter plots of outputs of different kind: real numbers, four classes, counts and \
      directions. Below each, the distributions that a fitted network predicts at inputs of two \
      and of seven, turned on their sides: bell curves, bars over classes, bars over counts, and \
      bell curves that leave at the top and come in again at the bottom.
      """)

  @Parameter("Hidden units in each of two layers", in: 4...32) var width = 6
  @Parameter("Training steps", in: 200...8000) var steps = 500
  @Parameter("Seed", in: 0...99) var seed = 0

  /// Data of one kind, with what the network says of it.
  struct Kind: Codable, Sendable {
    var data: RegressionData
    /// The probability of each outcome of a list, at x = 2 and at x = 7.
    var predictions: [[Point]]
    /// By how much the mean negative log likelihood is lower than that of the best distribution
    /// that does not look at x.
    var gain: Double
  }

  struct Evidence: Codable, Sendable {
    var reals: Kind
    var classes: Kind
    var counts: Kind
    var directions: Kind
  }

  private let inputs = [2.0, 7.0]

  func compute(in lab: Lab) throws -> Evidence {
    let classes = OutcomeExamples.classes.outputs.map { Int($0) }
    let counts = OutcomeExamples.counts.outputs.map { Int($0) }
    let frequencies = CategoricalDistribution(
      probabilities: (1...4).map { k in Double(classes.count { $0 == k }) })
    let rate = Double(counts.reduce(0, +)) / Double(counts.count)
    return Evidence(
      reals: try kind(
        OutcomeExamples.reals, .heteroscedastic, outputs: 2, lab.key("reals"),
        outcomes: -2...2, best: NormalDistribution(fittedTo: OutcomeExamples.reals.outputs)
      ) { NormalDistribution(outputs: $0) },
      classes: try kind(
        OutcomeExamples.classes, .classes, outputs: 4, lab.key("classes"),
        outcomes: Array(1...4), best: frequencies
      ) { CategoricalDistribution(logits: $0) },
      counts: try kind(
        OutcomeExamples.counts, .poisson, outputs: 1, lab.key("counts"),
        outcomes: Array(0...9), best: PoissonDistribution(rate: rate)
      ) { PoissonDistribution(outputs: $0) },
      directions: try kind(
        OutcomeExamples.directions, .vonMisesVector, outputs: 2, lab.key("directions"),
        outcomes: -.pi ... .pi,
        best: VonMisesDistribution(fittedTo: OutcomeExamples.directions.outputs)
      ) { VonMisesDistribution(outputs: $0) })
  }

  private func kind<D: Distribution>(
    _ data: RegressionData, _ loss: Loss, outputs: Int, _ key: Key, outcomes: [D.Outcome],
    value: (D.Outcome) -> Double, outcome: (Double) -> D.Outcome, best: D,
    head: ([Double]) -> D
  ) throws -> Kind {
    // The input between -1 and 1
    func scaled(_ x: [Double]) -> [Double] { x.map { $0 / 5 - 1 } }
    let network = try Training(
      MLP([1, width, width, outputs], activation: .tanh), loss: loss,
      on: Examples(x: scaled(data.inputs), y: data.outputs), optimizer: .adam(0.01)
    ).run(steps: steps, key: key, recordEvery: steps).fitted
    func predict(_ x: [Double]) -> [D] {
      let values = network(Tensor(scaled(x), shape: [x.count, 1])).doubles
      return x.indices.map { head(Array(values[($0 * outputs)..<(($0 + 1) * outputs)])) }
    }
    let observed = data.outputs.map(outcome)
    let fitted = zip(predict(data.inputs), observed).reduce(0) { sum, pair in
      sum - pair.0.logProbability(of: pair.1) / Double(data.count)
    }
    return Kind(
      data: data,
      predictions: predict(inputs).map { distribution in
        outcomes.map { Point(distribution.probability(of: $0), value($0)) }
      },
      gain: best.meanNegativeLogLikelihood(of: observed) - fitted)
  }

  private func kind<D: Distribution>(
    _ data: RegressionData, _ loss: Loss, outputs: Int, _ key: Key, outcomes: ClosedRange<Double>,
    best: D, head: ([Double]) -> D
  ) throws -> Kind where D.Outcome == Double {
    try kind(
      data, loss, outputs: outputs, key,
      outcomes: [Point](over: outcomes) { $0 }.map(\.x), value: { $0 }, outcome: { $0 }, best: best,
      head: head)
  }

  private func kind<D: Distribution>(
    _ data: RegressionData, _ loss: Loss, outputs: Int, _ key: Key, outcomes: [Int], best: D,
    head: ([Double]) -> D
  ) throws -> Kind where D.Outcome == Int {
    try kind(
      data, loss, outputs: outputs, key, outcomes: outcomes, value: { Double($0) },
      outcome: { Int($0) }, best: best, head: head)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 16, verticalSpacing: 10) {
      GridRow {
        Panel("a") {
          plot(evidence.reals, "Output, $y$", -2...2, [-2, 0, 2], ["\u{2212}2.0", "", "2.0"])
        }
        Panel("b") {
          plot(
            evidence.classes, "Class, $y$", 0.4...4.6, [1, 2, 3, 4], isDiscrete: true)
        }
      }
      GridRow {
        Panel("c") {
          plot(
            evidence.counts, "Count, $y$", -0.8...9.8, (0...9).map(Double.init), isDiscrete: true)
        }
        Panel("d") {
          plot(
            evidence.directions, "Direction, $y$", -.pi ... .pi, [-.pi, 0, .pi],
            [#"$-\pi$"#, "", #"$\pi$"#])
        }
      }
    }
  }

  private func plot(
    _ kind: Kind, _ title: String, _ domain: ClosedRange<Double>, _ values: [Double],
    _ labels: [String]? = nil, isDiscrete: Bool = false
  ) -> some Drawing {
    Chart {
      if isDiscrete {
        for value in values { RuleMark(y: value).lineStyle(width: 0.5, dash: [2.1, 2.1]) }
      }
      PointMark(x: kind.data.inputs, y: kind.data.outputs)
        .symbolSize(3.6)
        .outline(.brown)
    }
    .section(x: inputs[0]) { section(kind, 0, domain, values, labels, isDiscrete) }
    .section(x: inputs[1]) { section(kind, 1, domain, values, labels, isDiscrete) }
    .chartXScale(domain: 0...10)
    .chartXAxis(values: [0, 10])
    .chartXAxisLabel("Input, $x$")
    .chartYScale(domain: domain)
    .chartYAxis(values: values, subdivisions: isDiscrete ? 1 : 2, labels: labels)
    .chartYAxisLabel(title)
    .chartPlotSize(width: 160, height: 90)
  }

  private func section(
    _ kind: Kind, _ number: Int, _ domain: ClosedRange<Double>, _ values: [Double],
    _ labels: [String]?, _ isDiscrete: Bool
  ) -> some Drawing {
    let points = kind.predictions[number]
    let most = kind.predictions.joined().map(\.x).max() ?? 1
    return Chart {
      if isDiscrete {
        BarMark(y: points.map(\.y), length: points.map(\.x), width: 0.76)
          .foregroundStyle(Tone.teal.opacity(0.48))
          .outline(.teal)
      } else {
        AreaMark(y: points.map(\.y), xStart: points.map { _ in 0 }, xEnd: points.map(\.x))
          .outline(.teal)
      }
    }
    .chartXScale(domain: 0...(1.15 * most))
    .chartXAxis(.hidden)
    .chartXAxisLabel("$Pr(y|x = \(Int(inputs[number])))$")
    .chartYScale(domain: domain)
    .chartYAxis(values: values, subdivisions: isDiscrete ? 1 : 2, labels: labels)
    .chartYAxisLabel("$y$")
    .chartPlotSize(width: 38, height: 90)
    .font(.callout)
  }

  var claims: [Claim<Evidence>] {
    Claim("the normal head gains 0.2 nats per point by looking at x", atLeast: 0.2) {
      $0.reals.gain
    }
    Claim("so does the categorical head", atLeast: 0.2) { $0.classes.gain }
    Claim("so does the Poisson head", atLeast: 0.2) { $0.counts.gain }
    Claim("so does the von Mises head", atLeast: 0.2) { $0.directions.gain }
  }
}

extension Loss {
  /// The cross-entropy with classes numbered from 1, one number a row.
  fileprivate static let classes = Loss("cross-entropy of classes from 1") { outputs, targets in
    outputs.crossEntropy(classes: targets.sum([-1]) - 1)
  }
}

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
    var reals, classes, counts, directions: Kind
  }

  private let inputs = [2.0, 7.0]

  func compute(in lab: Lab) throws -> Evidence {
    let (classes, counts) = (OutcomeExamples.classes.outputs, OutcomeExamples.counts.outputs)
    return Evidence(
      reals: try kind(
        OutcomeExamples.reals, .normal, lab.key("reals"),
        Tensor.linspace(-2...2, count: 201).doubles,
        best: NormalDistribution(fittedTo: OutcomeExamples.reals.outputs)),
      classes: try kind(
        OutcomeExamples.classes, .categorical(classes: 4), lab.key("classes"), Array(1...4),
        best: CategoricalDistribution(
          probabilities: [1, 2, 3, 4].map { k in Double(classes.count { $0 == k }) })),
      counts: try kind(
        OutcomeExamples.counts, .poisson, lab.key("counts"), Array(0...9),
        best: PoissonDistribution(rate: counts.reduce(0, +) / Double(counts.count))),
      directions: try kind(
        OutcomeExamples.directions, .vonMises, lab.key("directions"),
        Tensor.linspace(-.pi ... .pi, count: 201).doubles,
        best: VonMisesDistribution(fittedTo: OutcomeExamples.directions.outputs)))
  }

  /// - Parameters:
  ///   - outcomes: those whose probabilities are shown.
  ///   - best: the best distribution that does not look at x.
  func kind<D: Distribution>(
    _ data: RegressionData, _ head: DistributionHead<D>, _ key: Key, _ outcomes: [D.Outcome],
    best: D
  ) throws -> Kind where D.Outcome: NumericOutcome {
    let predictor = try DistributionPredictor(
      head, fittedTo: data, over: 0...10, hidden: [width, width], steps: steps, key: key)
    return Kind(
      data: data,
      predictions: inputs.map { x in
        let distribution = predictor(x)
        return outcomes.map { Point(distribution.probability(of: $0), $0.number) }
      },
      gain: best.meanNegativeLogLikelihood(of: data.outputs.map(D.Outcome.init(outcome:)))
        - predictor.meanNegativeLogLikelihood(of: data))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 16, verticalSpacing: 2) {
      GridRow {
        Panel("a") {
          plot(evidence.reals, "Output, $y$", -2...2, [-2, 0, 2], ["\u{2212}2.0", "", "2.0"])
        }
        Panel("b") {
          plot(evidence.classes, "Class, $y$", 0.4...4.6, [1, 2, 3, 4])
        }
      }
      GridRow {
        Panel("c") {
          plot(evidence.counts, "Count, $y$", -0.8...9.8, (0...9).map(Double.init))
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
    _ labels: [String]? = nil
  ) -> some Drawing {
    // Outcomes that can be counted have a line each.
    let isDiscrete = labels == nil
    func onAxis(_ chart: some Drawing) -> some Drawing {
      chart
        .chartYScale(domain: domain)
        .chartYAxis(values: values, subdivisions: isDiscrete ? 1 : 2, labels: labels)
    }
    let plot = Chart {
      for value in isDiscrete ? values : [] {
        RuleMark(y: value).lineStyle(width: 0.5, dash: [2.1, 2.1])
      }
      PointMark(x: kind.data.inputs, y: kind.data.outputs)
        .symbolSize(3.6).outline(.brown)
    }
    .section(x: inputs[0]) { onAxis(section(kind, 0, isDiscrete: isDiscrete)) }
    .section(x: inputs[1]) { onAxis(section(kind, 1, isDiscrete: isDiscrete)) }
    return onAxis(plot)
      .chartXAxis("Input, $x$", spanning: [0, 10])
      .chartYAxisLabel(title)
      .chartPlotSize(width: 160, height: 90)
  }

  private func section(_ kind: Kind, _ number: Int, isDiscrete: Bool) -> some Drawing {
    let points = kind.predictions[number]
    let most = kind.predictions.joined().map(\.x).max() ?? 1
    return Chart {
      if isDiscrete {
        BarMark(y: points.map(\.y), length: points.map(\.x), width: 0.76)
          .foregroundStyle(Tone.teal.opacity(0.48)).outline(.teal)
      } else {
        AreaMark(y: points.map(\.y), xStart: points.map { _ in 0 }, xEnd: points.map(\.x))
          .outline(.teal)
      }
    }
    .chartXScale(domain: 0...(1.15 * most))
    .chartXAxis(.hidden)
    .chartXAxisLabel("$Pr(y|x = \(Int(inputs[number])))$")
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

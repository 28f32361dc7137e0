import Lantern

/// Training that stops early ends with a smoother function than training that goes on.
struct EarlyStopping: Figure {
  static let entry = Entry(
    "9.6", "Early stopping",
    alt: """
      Six plots of the same fifteen noisy points, the true curve and a fitted curve, after growing \
      numbers of training steps, with the loss written in each. At first the fit is a flat line \
      far below the points. After some thousand steps it follows the true curve closely. After two \
      hundred thousand it bends through the single points.
      """)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Learning rate", in: 0.005...0.06, scale: .logarithmic) var learningRate = 0.05
  @Parameter("Hidden units", in: 4...16) var hiddenUnits = 14
  @Parameter("Batch size", in: 1...7) var batch = 5
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    /// The network at the steps that are shown.
    var shown: [FixedJointNetwork]
    /// The loss over all data at these steps, and averaged over the 200 steps from there on.
    var losses: [Double]
    var meanLosses: [Double]
    /// The step between 0 and the last at which the fit is closest to the truth.
    var bestStep: Int
    /// The error to the truth there, and at the last step.
    var bestError: Double
    var lastError: Double
  }

  static let steps = [0, 1000, 5000, 10_000, 50_000, 200_000]

  func compute(in lab: Lab) throws -> Evidence {
    let truth = ToyRegression.unscaled
    let data =
      data == .book
      ? ToyRegression.pointsToRegularize : truth.examples(15, key: lab.key("data"))
    let start = FixedJointNetwork(
      parameters: lab.key("start").normal(count: hiddenUnits + 1, standardDeviation: 0.1))
    let moments = geometricSteps(150, to: 200_000)
    let recorded = Set(moments + Self.steps.flatMap { Array($0..<($0 + 200)) }).sorted()
    let run = try FixedJointDescent(learningRate: learningRate, batch: batch)
      .run(from: start, on: data, recordAt: recorded, key: lab.key("training"))
    let networks = Dictionary(uniqueKeysWithValues: zip(recorded, run))
    func network(_ step: Int) -> FixedJointNetwork { networks[step] ?? start }
    func error(_ step: Int) -> Double { truth.squaredError(of: network(step).callAsFunction) }
    let best = moments.min { error($0) < error($1) } ?? 0
    return Evidence(
      data: data, truth: truth, shown: Self.steps.map(network),
      losses: Self.steps.map { network($0).loss(on: data) },
      meanLosses: Self.steps.map { step in
        (step..<(step + 200)).reduce(0) { $0 + network($1).loss(on: data) } / 200
      },
      bestStep: best, bestError: error(best), lastError: error(200_000))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    PanelGrid(6) { number in
      Chart {
        LineMark(over: 0...1, of: evidence.truth.callAsFunction)
          .foregroundStyle(.ink)
        LineMark(evidence.shown[number].curve.vertices)
          .foregroundStyle(.teal)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(4.7)
      }
      .overlay(alignment: .topTrailing) {
        let loss = evidence.losses[number].formatted(decimals: 2)
        Text("Iter = \(Self.steps[number])\nLoss = \(loss)")
          .font(.callout.scaled(by: 0.9))
          .multilineTextAlignment(.leading)
          .padding(EdgeInsets(top: 2.5, trailing: 3))
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(values: [0, 1.5, 3], subdivisions: 3, decimals: 1)
    .chartYAxisLabel("Output, $y$")
    .chartYScale(domain: -0.5...3.5)
    .chartPlotAspectRatio(1.24)
  }

  var claims: [Claim<Evidence>] {
    Claim("the loss falls from each number of steps to the next, at least by the factor",
      atLeast: 1.01, over: .share(0.8)) { evidence in
        zip(evidence.meanLosses, evidence.meanLosses.dropFirst()).map { $0 / $1 }.min() ?? 0
      }
    Claim("the fit is closest to the truth after a number of steps between 1000 and 50000",
      in: 1001...49_999, over: .share(0.8)) { Double($0.bestStep) }
    Claim("later it is further away again, in squared error by the factor", atLeast: 1.3,
      over: .share(0.8)) { $0.lastError / $0.bestError }
  }
}

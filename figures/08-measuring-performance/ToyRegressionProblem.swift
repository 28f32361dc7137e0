import Lantern

/// A smooth function seen with noise at a few places: the problem that chapter 8 measures by.
struct ToyRegressionProblem: Figure {
  static let entry = Entry(
    "8.3", "The toy regression problem",
    alt: """
      A thick black wave over inputs from 0 to 1 that rises to a crest near 0.25 and falls to a \
      flat trough near 0.75, in the middle of a grey band of constant height. Ten orange training \
      points are scattered around the wave, nearly all within the band.
      """, width: .half)

  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Training points", in: 2...100) var count = 10
  @Parameter("Seed of the data; 0: the book's points", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var problem: ToyRegression
    var data: RegressionData
    /// The share of 10,000 new samples in the band.
    var coverage: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression.shown(noise: noise)
    let isBooks = seed == 0 && count == 10 && noise == 0.3
    let fresh = problem.examples(10_000, key: lab.key("coverage"))
    return Evidence(
      problem: problem,
      data: isBooks
        ? ToyRegression.tenPoints : problem.examples(count, key: lab.key("training data")),
      coverage: Double(fresh.count { abs($0.y - problem($0.x)) <= 2 * problem.noise }) / 10_000)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Chart {
      BandMark(over: 0...1, halfWidth: 2 * evidence.problem.noise) { evidence.problem($0) }
      LineMark(over: 0...1) { evidence.problem($0) }
        .foregroundStyle(.ink)
      PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
        .symbolSize(4.8)
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.38)
  }

  var claims: [Claim<Evidence>] {
    Claim("of 10,000 new samples 95.4 ± 1 % fall in the band", in: 0.944...0.964) { $0.coverage }
  }
}

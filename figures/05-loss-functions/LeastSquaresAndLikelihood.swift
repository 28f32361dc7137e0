import Lantern

/// With normal noise of fixed width, the most likely line is the line of least squares.
///
/// Longer than other scripts because two kinds of plot share one page, and each has its own marks.
struct LeastSquaresAndLikelihood: Figure {
  static let entry = Entry(
    "5.4", "Least squares equals maximum likelihood with Gaussian noise",
    alt: """
      Four plots of twelve points. In the upper row a line through the points has a sum of squares \
      of 0.20, a falling line one of 10.28. In the lower row the same lines carry normal \
      densities, turned on their sides, at two inputs. With the good line both data points lie \
      where the density is high; with the bad one they lie far out, and the negative log \
      likelihood is large.
      """)

  @Parameter("Standard deviation of the noise, σ", in: 0.05...0.4) var deviation = 0.1
  @Parameter("Intercept of the bad line", in: 0...2) var badIntercept = 1.6
  @Parameter("Slope of the bad line", in: -1...1) var badSlope = -0.8

  struct Evidence: Sendable {
    var data: RegressionData
    /// The good line and the bad one.
    var lines: [LineModel]
    var sumsOfSquares: [Double]
    var logLikelihoods: [Double]
    /// Sum of squares and negative log likelihood of many lines.
    var grid: [(squares: Double, negativeLogLikelihood: Double)]
  }

  /// The two pairs whose likelihood is shown.
  private let chosen = [3, 7]

  func compute(in lab: Lab) throws -> Evidence {
    let data = LineModel.trainingData
    func negativeLogLikelihood(_ line: LineModel) -> Double {
      data.reduce(0) { sum, pair in sum - noise(around: line(pair.x)).logProbability(of: pair.y) }
    }
    let lines = [
      LineModel(intercept: 0.82, slope: 0.52),
      LineModel(intercept: badIntercept, slope: badSlope),
    ]
    let grid = (0...40).flatMap { row in
      (0...40).map { LineModel(intercept: 0.05 * Double($0), slope: -1 + 0.05 * Double(row)) }
    }
    return Evidence(
      data: data, lines: lines, sumsOfSquares: lines.map { $0.loss(on: data) },
      logLikelihoods: lines.map(negativeLogLikelihood),
      grid: grid.map { ($0.loss(on: data), negativeLogLikelihood($0)) })
  }

  private func noise(around mean: Double) -> NormalDistribution {
    NormalDistribution(mean: mean, standardDeviation: deviation)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let squares = evidence.sumsOfSquares.map { $0.formatted(decimals: 2) }
    let likelihoods = evidence.logLikelihoods.map { $0.formatted(decimals: 2) }
    let likelihood = #"Pr(y_i|\text{f}[x_i, \boldsymbol\phi], \sigma^2)"#
    return Grid(horizontalSpacing: 13, verticalSpacing: 6) {
      GridRow {
        for (number, letter) in ["a", "b"].enumerated() {
          let title = #"$\sum_i (y_i - \text{f}[x_i, \boldsymbol\phi])^2 = \#(squares[number])$"#
          panel(letter, title, evidence, number) { misses(evidence, number) }
        }
      }
      GridRow {
        for (number, letter) in ["c", "d"].enumerated() {
          let title = #"$-\sum_i \log\bigl[\#(likelihood)\bigr] = \#(likelihoods[number])$"#
          panel(letter, title, evidence, number) { densities(evidence, number) }
        }
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [0, 1, 2], decimals: 1)
    .chartPlotAspectRatio(1)
  }

  private func panel(
    _ letter: String, _ title: String, _ evidence: Evidence, _ number: Int,
    @ChartContentBuilder marks: () -> [any ChartContent]
  ) -> some Drawing {
    Panel(letter, title: title) {
      Chart {
        marks()
        LineMark(over: 0...2, of: evidence.lines[number].callAsFunction)
          .foregroundStyle(number == 0 ? .darkTeal : .lightGray)
        for (pairs, tone) in parts(of: evidence.data) {
          PointMark(x: pairs.inputs, y: pairs.outputs)
            .foregroundStyle(tone)
            .outline(tone == .orange ? .brown : nil)
            .symbolSize(5.8)
        }
      }
      .chartYAxisLabel(number == 0 ? "Output, $y$" : nil)
    }
  }

  /// The pairs in the background and those whose likelihood is shown, with their tones.
  private func parts(of data: RegressionData) -> [(RegressionData, Tone)] {
    let others = data.indices.filter { !chosen.contains($0) }
    return [
      (data.subset(others), .orange.mixed(with: .ground, 0.5)), (data.subset(chosen), .orange),
    ]
  }

  /// How far the line misses the data.
  @ChartContentBuilder private func misses(
    _ evidence: Evidence, _ number: Int
  ) -> [any ChartContent] {
    let line = evidence.lines[number]
    for (pairs, tone) in parts(of: evidence.data) {
      SegmentMark(pairs.map { (Point($0.x, $0.y), Point($0.x, line($0.x))) })
        .foregroundStyle(tone)
        .lineStyle(width: 0.75, dash: [2.1, 2.1])
    }
    if number == 0 {
      CurveLabel(
        #"$\text{f}[x, \boldsymbol\phi]$"#,
        beside: [Point](over: 0...2, of: line.callAsFunction), side: .below, isParallel: true
      )
      .foregroundStyle(.deepTeal)
    }
  }

  /// The densities of outputs at two inputs, on their sides, with the likelihoods of the data.
  @ChartContentBuilder private func densities(
    _ evidence: Evidence, _ number: Int
  ) -> [any ChartContent] {
    for pair in evidence.data.subset(chosen) {
      let mean = evidence.lines[number](pair.x)
      let density = [Point](over: 0...2, of: noise(around: mean).probability)
      AreaMark(
        y: density.map(\.x), xStart: density.map { _ in pair.x },
        xEnd: density.map { pair.x + 0.1 * $0.y }
      )
      .outline(.teal)
      for (y, tone) in [(mean, Tone.teal), (pair.y, .orange)] {
        RuleMark(y: y, x: pair.x...(pair.x + 0.1 * noise(around: mean).probability(of: y)))
          .foregroundStyle(tone)
          .lineStyle(width: 1, dash: tone == .teal ? [1, 1] : [2.1, 2.1])
      }
      PointMark([Point(pair.x, mean)])
        .symbolSize(4)
        .foregroundStyle(.darkTeal)
      if number == 0 {
        let x = pair.x.formatted(decimals: 2)
        CurveLabel(
          #"$Pr(y|\text{f}[\#(x), \boldsymbol\phi], \sigma^2)$"#,
          beside: [Point(pair.x, 0), Point(pair.x, mean)], side: .on,
          font: .callout.scaled(by: 0.9)
        )
        .foregroundStyle(.deepTeal)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("both measures put a grid of lines in the same order", equals: 0) { evidence in
      let bySquares = evidence.grid.indices.sorted {
        evidence.grid[$0].squares < evidence.grid[$1].squares
      }
      let ordered = bySquares.map { evidence.grid[$0].negativeLogLikelihood }
      return Double(zip(ordered, ordered.dropFirst()).count { $0 > $1 + 1e-9 })
    }
    Claim("the likelihood follows from the sum of squares", in: 0...1e-6) { evidence in
      let variance = deviation * deviation
      return evidence.grid.map {
        abs(6 * log(2 * .pi * variance) + $0.squares / (2 * variance) - $0.negativeLogLikelihood)
      }.max() ?? 1
    }
  }
}

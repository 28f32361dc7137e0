import Lantern

/// With normal noise of fixed width, the most likely line is the line of least squares.
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
    Grid(horizontalSpacing: 13, verticalSpacing: 6) {
      GridRow {
        squares("a", evidence, 0)
        squares("b", evidence, 1).chartYAxisLabel(nil)
      }
      GridRow {
        likelihood("c", evidence, 0)
        likelihood("d", evidence, 1).chartYAxisLabel(nil)
      }
    }
    .chartXScale(domain: 0...2)
    .chartYScale(domain: 0...2)
    .chartXAxis(values: [0, 1, 2], decimals: 1)
    .chartYAxis(values: [0, 1, 2], decimals: 1)
    .chartXAxisLabel("Input, $x$")
    .chartYAxisLabel("Output, $y$")
    .chartPlotAspectRatio(1)
  }

  private func squares(_ letter: String, _ evidence: Evidence, _ number: Int) -> some Drawing {
    let line = evidence.lines[number]
    let sum = evidence.sumsOfSquares[number].formatted(decimals: 2)
    return Panel(
      letter, title: #"$\sum_i (y_i - \text{f}[x_i, \boldsymbol\phi])^2 = \#(sum)$"#
    ) {
      Chart {
        for (index, pair) in evidence.data.enumerated() {
          SegmentMark([(Point(pair.x, pair.y), Point(pair.x, line(pair.x)))])
            .foregroundStyle(tone(of: index))
            .lineStyle(width: 0.75, dash: [2.1, 2.1])
        }
        model(evidence, number)
        points(evidence)
        if number == 0 {
          CurveLabel(
            #"$\text{f}[x, \boldsymbol\phi]$"#,
            beside: [Point](over: 0...2, of: line.callAsFunction), side: .below, isParallel: true
          )
          .foregroundStyle(.deepTeal)
        }
      }
    }
  }

  private func likelihood(_ letter: String, _ evidence: Evidence, _ number: Int) -> some Drawing {
    let line = evidence.lines[number]
    let sum = evidence.logLikelihoods[number].formatted(decimals: 2)
    let likelihood = #"Pr(y_i|\text{f}[x_i, \boldsymbol\phi], \sigma^2)"#
    return Panel(letter, title: #"$-\sum_i \log\bigl[\#(likelihood)\bigr] = \#(sum)$"#) {
      Chart {
        model(evidence, number)
        for index in chosen {
          let pair = evidence.data[index]
          density(at: pair, line(pair.x))
        }
        points(evidence)
        if number == 0 {
          for pair in chosen.map({ evidence.data[$0] }) {
            CurveLabel(
              #"$Pr(y|\text{f}[\#(pair.x.formatted(decimals: 2)), \boldsymbol\phi], \sigma^2)$"#,
              beside: [Point(pair.x, 0), Point(pair.x, line(pair.x))], side: .on,
              font: .callout.scaled(by: 0.9)
            )
            .foregroundStyle(.deepTeal)
          }
        }
      }
    }
  }

  private func model(_ evidence: Evidence, _ number: Int) -> some ChartContent {
    LineMark(over: 0...2, of: evidence.lines[number].callAsFunction)
      .foregroundStyle(number == 0 ? .darkTeal : .lightGray)
  }

  @ChartContentBuilder private func points(_ evidence: Evidence) -> [any ChartContent] {
    for (index, pair) in evidence.data.enumerated() {
      PointMark([Point(pair.x, pair.y)])
        .foregroundStyle(tone(of: index))
        .outline(chosen.contains(index) ? .brown : nil)
    }
  }

  /// The density of outputs at one input, turned on its side, with the likelihood of the datum.
  @ChartContentBuilder private func density(
    at pair: RegressionData.Pair, _ mean: Double
  ) -> [any ChartContent] {
    let noise = noise(around: mean)
    let scale = 0.1
    let y = [Point](over: 0...2, of: noise.probability)
    AreaMark(
      y: y.map(\.x), xStart: y.map { _ in pair.x }, xEnd: y.map { pair.x + scale * $0.y })
      .outline(.teal)
    RuleMark(y: mean, x: pair.x...(pair.x + scale * noise.probability(of: mean)))
      .foregroundStyle(.teal)
      .lineStyle(width: 1, dash: [1, 1])
    RuleMark(y: pair.y, x: pair.x...(pair.x + scale * noise.probability(of: pair.y)))
      .foregroundStyle(.orange)
      .lineStyle(width: 1, dash: [2.1, 2.1])
    PointMark([Point(pair.x, mean)])
      .symbolSize(3.4)
      .foregroundStyle(.darkTeal)
  }

  private func tone(of index: Int) -> Tone {
    chosen.contains(index) ? .orange : .orange.mixed(with: .ground, 0.5)
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

import Lantern

/// The loss adds up how far a line misses the data; the best line has the smallest.
struct LinesAndTheirLosses: Figure {
  static let entry = Entry(
    "2.2", "Data, three candidate lines and their losses",
    alt: """
      Four plots of the same twelve points, which rise from lower left to upper right. The first \
      has the points alone. In the second a line lies far below them, in the third a line falls \
      through them; dashed verticals from the points to the lines are long and the losses are 7.07 \
      and 10.28. In the fourth the line runs through the points, the verticals are short and the \
      loss is 0.20.
      """)

  @Parameter("Intercept in b", in: 0...2) var lowIntercept = 0.4
  @Parameter("Slope in b", in: -1...1) var lowSlope = 0.2
  @Parameter("Intercept in c", in: 0...2) var fallingIntercept = 1.6
  @Parameter("Slope in c", in: -1...1) var fallingSlope = -0.8

  struct Evidence: Sendable {
    var data: RegressionData
    /// The lines of panels b, c and d; the last is that of least squares.
    var lines: [LineModel]
    var losses: [Double]
    /// The lowest loss on a grid of parameters, 0.001 apart, around the best line.
    var lowestOnGrid: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = LineModel.trainingData
    let best = LineModel.leastSquares(data)
    let lines = [
      LineModel(intercept: lowIntercept, slope: lowSlope),
      LineModel(intercept: fallingIntercept, slope: fallingSlope),
      best,
    ]
    var lowest = Double.infinity
    for row in -250...250 {
      for column in -250...250 {
        let intercept = (best.intercept * 1000).rounded() / 1000 + Double(column) / 1000
        let slope = (best.slope * 1000).rounded() / 1000 + Double(row) / 1000
        lowest = min(lowest, LineModel(intercept: intercept, slope: slope).loss(on: data))
      }
    }
    return Evidence(
      data: data, lines: lines, losses: lines.map { $0.loss(on: data) }, lowestOnGrid: lowest)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 14, verticalSpacing: 6) {
      GridRow {
        Panel("a") { chart(evidence, line: nil, .teal, .deepTeal, .below) }
        Panel("b") { chart(evidence, line: 0, .teal, .deepTeal, .below).chartYAxisLabel(nil) }
      }
      GridRow {
        Panel("c") { chart(evidence, line: 1, .lightGray, .slate, .below) }
        Panel("d") { chart(evidence, line: 2, .darkTeal, .darkTeal, .below).chartYAxisLabel(nil) }
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [0, 1, 2], decimals: 1)
    .chartPlotSize(width: 146, height: 146)
  }

  private func chart(
    _ evidence: Evidence, line number: Int?, _ tone: Tone, _ textTone: Tone, _ side: CurveLabel.Side
  ) -> some Drawing {
    let line = number.map { evidence.lines[$0] }
    return Chart {
      if let line {
        SegmentMark(evidence.data.map { (Point($0.x, $0.y), Point($0.x, line($0.x))) })
          .foregroundStyle(.orange)
          .lineStyle(width: 0.75, dash: [2.1, 2.1])
        LineMark(over: 0...2, of: line.callAsFunction)
          .foregroundStyle(tone)
      }
      PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
      if let line {
        CurveLabel(
          line.formula(decimals: number == 2 ? 2 : 1),
          beside: [Point](over: 0...2, of: line.callAsFunction), side: side, isParallel: true
        )
        .foregroundStyle(textTone)
      }
    }
    .overlay(alignment: .top) {
      if let number {
        Text("Loss, $L = \(evidence.losses[number].formatted(decimals: 2))$")
          .foregroundStyle(.brown)
          .font(.callout)
          .padding(3)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the loss of the line in b is 7.068", in: 7.0675...7.0685) { $0.losses[0] }
    Claim("the loss of the line in c is 10.280", in: 10.2795...10.2805) { $0.losses[1] }
    Claim("the loss of the best line is 0.1999", in: 0.19985...0.19995) { $0.losses[2] }
    Claim("no line on a grid has a loss below 0.1998", atLeast: 0.1998) {
      $0.lowestOnGrid
    }
  }
}

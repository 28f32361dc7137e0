import Lantern

/// Lines are clipped by the ReLU, weighted and added: the sum bends where a unit switches.
struct ShallowBuildUp: Figure {
  static let entry = Entry(
    "3.3", "How a shallow network builds its output",
    alt: """
      Ten plots over an input from 0 to 2. First row: three straight lines. Second row: each is \
      cut off at zero. Third row: the cut lines are weighted, one of them flipped. Last: their \
      sum, of four straight pieces, with a grey band where the second unit is inactive and the \
      others active.
      """)

  @Parameter("Offset, φ₀", in: -1...1, gallery: 9) var phi0 = -0.23
  @Parameter("Weight of unit 1, φ₁", in: -2...2, gallery: 9) var phi1 = -1.3
  @Parameter("Weight of unit 2, φ₂", in: -2...2, gallery: 9) var phi2 = 1.3
  @Parameter("Weight of unit 3, φ₃", in: -2...2, gallery: 9) var phi3 = 0.66

  struct Evidence: Sendable {
    var lines: [PiecewiseLinearCurve]
    var weighted: [PiecewiseLinearCurve]
    var output: PiecewiseLinearCurve
    /// Where units 1 and 3 are active and unit 2 is not.
    var band: ClosedRange<Double>?
  }

  func compute(in lab: Lab) throws -> Evidence {
    let phi = [phi1, phi2, phi3]
    let network = try ReLUNetwork(
      weights: [[[0.4], [0.9], [-0.7]], [phi]], biases: [[-0.2, -0.9, 1.1], [phi0]])
    let lines = try network.curves(ofLayer: 0, on: 0...2)
    let piece = try network.pieces(on: 0...2).first { $0.pattern.description == "101" }
    return Evidence(
      lines: lines, weighted: zip(phi, lines).map { $0 * $1.rectified },
      output: try network.curves(on: 0...2)[0], band: piece?.interval)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 5) {
      Grid(horizontalSpacing: 3, verticalSpacing: 5) {
        GridRow { row(["a", "b", "c"], evidence.lines) { line($0) } }
        GridRow {
          row(["d", "e", "f"], evidence.lines.map(\.rectified)) {
            "h_\($0) = \\text{a}[\(line($0))]"
          }
        }
        GridRow { row(["g", "h", "i"], evidence.weighted) { "\\phi_\($0)h_\($0)" } }
          .chartXAxis(.automatic)
          .chartXAxisLabel("Input, $x$")
      }
      panel(
        "j", #"\phi_0 + \phi_1h_1 + \phi_2h_2 + \phi_3h_3"#, evidence.output, .steel, .steel,
        band: evidence.band
      )
      .chartYAxis(.automatic)
      .chartYAxisLabel("Output, $y$")
      .chartXAxis(.automatic)
      .chartXAxisLabel("Input, $x$")
    }
    .chartXAxis(spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotSize(width: 108, height: 87)
    .chartXAxis(.ticks)
    .chartYAxis(.ticks)
  }

  private func line(_ d: Int) -> String { #"\theta_{\#(d)0} + \theta_{\#(d)1}x"# }

  private func row(
    _ letters: [String], _ curves: [PiecewiseLinearCurve], formula: (Int) -> String
  ) -> Group {
    let tones: [(curve: Tone, text: Tone)] = [
      (.orange, .brown), (.teal, .deepTeal), (.slate, .slate),
    ]
    return ForEach(Array(letters.enumerated())) { index, letter in
      panel(letter, formula(index + 1), curves[index], tones[index].curve, tones[index].text)
        .chartYAxis(index == 0 ? .automatic : .ticks)
        .chartYAxisLabel(index == 0 ? "Output" : nil)
    }
  }

  private func panel(
    _ letter: String, _ formula: String, _ curve: PiecewiseLinearCurve, _ tone: Tone,
    _ textTone: Tone, band: ClosedRange<Double>? = nil
  ) -> some Drawing {
    Panel(letter) {
      Chart {
        if let band { RectangleMark(x: band) }
        RuleMark(y: 0)
          .foregroundStyle(.lightGray)
        LineMark(curve.vertices)
          .foregroundStyle(tone)
        CornerLabel("$\(formula)$", in: [.bottom, .top])
          .foregroundStyle(textTone)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the third slope is the sum of the first and the last", in: 0...1e-9) { evidence in
      let slopes = evidence.output.slopes
      return slopes.count == 4 ? abs(slopes[2] - slopes[0] - slopes[3]) : .infinity
    }
    Claim("the output is the sum of the weighted units and the offset", in: 0...1e-12) { evidence in
      (0...400).reduce(0) { worst, step in
        let x = Double(step) / 200
        let sum = evidence.weighted.reduce(phi0) { $0 + $1(x) }
        return max(worst, abs(sum - evidence.output(x)))
      }
    }
  }
}

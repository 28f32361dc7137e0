import Lantern

/// The three lines of figure 3.3 with the last one turned over, for problem 3.4.
struct ChangedThirdUnit: Figure {
  static let entry = Entry(
    "3.14", "The hidden units with the third one changed",
    alt: """
      Three plots of straight lines over an input from 0 to 2, all rising: the first slowly \
      through zero at 0.5, the second steeply through zero at 1, the third through zero at 1.57.
      """)

  @Parameter("Offset of the third line, θ₃₀", in: -2...2) var theta30 = -1.1
  @Parameter("Slope of the third line, θ₃₁", in: -2...2) var theta31 = 0.7

  struct Evidence: Sendable {
    var lines: [PiecewiseLinearCurve]
    /// Where the third line of figure 3.3 crosses zero.
    var formerJoint: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let layer = try ReLUNetwork(
      weights: [[[0.4], [0.9], [theta31]]], biases: [[-0.2, -0.9, theta30]])
    return Evidence(lines: try layer.curves(on: 0...2), formerJoint: 1.1 / 0.7)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 3) {
      panel("a", 1, evidence.lines[0], .orange, .brown)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output")
      panel("b", 2, evidence.lines[1], .teal, .deepTeal)
      panel("c", 3, evidence.lines[2], .slate, .slate)
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
    .chartYAxis(.ticks)
  }

  private func panel(
    _ letter: String, _ d: Int, _ line: PiecewiseLinearCurve, _ tone: Tone, _ textTone: Tone
  ) -> some Drawing {
    Panel(letter) {
      Chart {
        RuleMark(y: 0)
          .foregroundStyle(.lightGray)
        LineMark(line.vertices)
          .foregroundStyle(tone)
        CornerLabel(#"$\theta_{\#(d)0} + \theta_{\#(d)1}x$"#, in: [.bottom, .top])
          .foregroundStyle(textTone)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the third line rises", in: 0.01...10) { $0.lines[2].slopes[0] }
    Claim("it crosses zero where it did before", in: 0...1e-9) { evidence in
      abs((evidence.lines[2].preimages(of: 0).first ?? .infinity) - evidence.formerJoint)
    }
  }
}

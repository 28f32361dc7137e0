import Lantern

/// Zigzags of the first layer are clipped again, weighted and added: every clipping adds joints.
struct DeepBuildUp: Figure {
  static let entry = Entry(
    "4.5", "How a network with two hidden layers builds its output",
    alt: """
      Ten plots over an input from 0 to 2. First row: three zigzags with the same two joints. \
      Second row: each is cut off at zero, which adds joints. Third row: the cut zigzags are \
      weighted, one of them flipped. Last: their sum, of twelve straight pieces.
      """)

  @Parameter("Offset, φ′₀", in: -1...1) var phi0 = -0.44
  @Parameter("Weight of unit 1, φ′₁", in: -2...2) var phi1 = -1.0
  @Parameter("Weight of unit 2, φ′₂", in: -2...2) var phi2 = 1.5
  @Parameter("Weight of unit 3, φ′₃", in: -2...2) var phi3 = 0.755

  struct Evidence: Sendable {
    var inputs: [PiecewiseLinearCurve]
    var weighted: [PiecewiseLinearCurve]
    var output: PiecewiseLinearCurve
    var unitCount: Int
  }

  func compute(in lab: Lab) throws -> Evidence {
    let phi = [phi1, phi2, phi3]
    let network = try ReLUNetwork(
      weights: [
        [[1], [1], [1]], [[1.48, -3.93, 6.20], [0.68, -1.863, 3.733], [-0.79, 2.757, -4.867]],
        [phi],
      ],
      biases: [[0, -1, -1.6], [-0.73, -0.13, 0.55], [phi0]])
    let inputs = try network.curves(ofLayer: 1, on: 0...2)
    return Evidence(
      inputs: inputs, weighted: zip(phi, inputs).map { $0 * $1.rectified },
      output: try network.curves(on: 0...2)[0], unitCount: network.unitCount)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 5) {
      Grid(horizontalSpacing: 3, verticalSpacing: 5) {
        GridRow { row(["a", "b", "c"], evidence.inputs) { "$\(sum($0))$" } }
        GridRow {
          row(["d", "e", "f"], evidence.inputs.map(\.rectified)) {
            "$h'_\($0) =$\n$\\text{a}[\(sum($0))]$"
          }
        }
        GridRow { row(["g", "h", "i"], evidence.weighted) { "$\\phi'_\($0)h'_\($0)$" } }
          .chartXAxis(.automatic)
          .chartXAxisLabel("Input, $x$")
      }
      panel("j", #"$\phi'_0 + \phi'_1h'_1 + \phi'_2h'_2 + \phi'_3h'_3$"#, evidence.output, .steel)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output, $y'$")
        .chartXAxis(.automatic)
        .chartXAxisLabel("Input, $x$")
    }
    .chartXAxis(spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotSize(width: 108, height: 87)
    .chartXAxis(.ticks)
    .chartYAxis(.ticks)
  }

  private func sum(_ d: Int) -> String {
    #"\psi_{\#(d)0} + \psi_{\#(d)1}h_1 + \psi_{\#(d)2}h_2 + \psi_{\#(d)3}h_3"#
  }

  private func row(
    _ letters: [String], _ curves: [PiecewiseLinearCurve], formula: (Int) -> String
  ) -> Group {
    let tones: [Tone] = [.orange, .teal, .slate]
    return ForEach(Array(letters.enumerated())) { index, letter in
      panel(letter, formula(index + 1), curves[index], tones[index])
        .chartYAxis(index == 0 ? .automatic : .ticks)
        .chartYAxisLabel(index == 0 ? "Output" : nil)
    }
  }

  private func panel(
    _ letter: String, _ formula: String, _ curve: PiecewiseLinearCurve, _ tone: Tone
  ) -> some Drawing {
    // The formulas of the second row are too long for a heading, but the panels have room below.
    let isLong = formula.contains("\n")
    return Panel(letter, title: isLong ? nil : formula) {
      Chart {
        GuideMark(x: curve.joints).foregroundStyle(.lightGray)
        LineMark(curve.vertices)
          .foregroundStyle(tone)
        CornerLabel(isLong ? formula : "", in: [.bottomLeading])
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the output has twelve linear regions", equals: 12) { Double($0.output.pieceCount) }
    Claim("a shallow network with the same units has at most seven", equals: 7) {
      RegionCount.shallow(inputs: 1, units: $0.unitCount)
    }
    Claim("every joint is one of layer 1 or a zero of layer 2's inputs", in: 0...1e-9) { evidence in
      let sources = evidence.inputs.flatMap { $0.joints + $0.preimages(of: 0) }
      return evidence.output.joints.reduce(0) { worst, joint in
        max(worst, sources.map { abs($0 - joint) }.min() ?? .infinity)
      }
    }
  }
}

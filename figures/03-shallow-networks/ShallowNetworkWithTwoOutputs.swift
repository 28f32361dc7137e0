import Lantern

/// Two outputs of one network are different functions that bend in the same places.
struct ShallowNetworkWithTwoOutputs: Figure {
  static let entry = Entry(
    "3.6", "A shallow network with two outputs",
    alt: """
      The graph of a network with one input, four hidden units and two outputs. Beside it a plot \
      of both outputs over the input: two lines of five straight pieces, whose joints lie on the \
      same four dashed vertical lines.
      """)

  struct Evidence: Sendable {
    var network: ReLUNetwork
    var curves: [PiecewiseLinearCurve]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let network = try ReLUNetwork(
      weights: [
        [[1], [1], [1], [1]], [[-0.570, 1.180, 0.628, -0.857], [1.081, -1.570, -1.508, 3.188]],
      ],
      biases: [[-0.355, -1.094, -1.487, -1.780], [0.147, -0.439]])
    return Evidence(network: network, curves: try network.curves(on: 0...2))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 14) {
      Panel("a") {
        NetworkDiagram(evidence.network)
          .activationGlyphs(false)
          .spacing(layers: 80)
      }
      Panel("b") {
        Chart {
          for joint in evidence.curves[0].joints {
            RuleMark(x: joint)
          }
          for (number, tone) in [Tone.steel, .orange].enumerated() {
            LineMark(evidence.curves[number].vertices)
              .foregroundStyle(tone)
          }
          CurveLabel("$y_1$", beside: evidence.curves[0].vertices, side: .above)
            .foregroundStyle(.steel)
          CurveLabel("$y_2$", beside: evidence.curves[1].vertices, side: .below)
            .foregroundStyle(.brown)
        }
        .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
        .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
        .chartPlotSize(width: 155, height: 96)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("both outputs bend in the same four places", in: 0...1e-9) { evidence in
      let joints = [0, 1].map { evidence.network.scannedJoints(on: 0...2, output: $0) }
      guard joints[0].count == 4, joints[1].count == 4 else { return .infinity }
      return zip(joints[0], joints[1]).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    Claim("the network has 18 parameters", equals: 18) { evidence in
      Double(evidence.network.layers.reduce(0) { $0 + $1.weights.count + $1.biases.count })
    }
  }
}

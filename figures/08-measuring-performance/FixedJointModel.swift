import Lantern

/// A shallow network whose joints are fixed: only the offset and three weights are fitted.
struct FixedJointModel: Figure {
  static let entry = Entry(
    "8.4", "The simplified network with three hidden units and fixed joints",
    alt: """
      Top: a graph of a network with one input, three hidden units and one output. The arrows to \
      the hidden units are dashed, because their parameters are fixed; the four arrows to the \
      output bear the names beta and omega 1 to 3. Middle: the three activations over the input, \
      flat and then rising from 0, from one third, and from two thirds. Bottom: three outputs of \
      different parameters. Each is made of three straight pieces that meet at one third and at \
      two thirds, where dashed lines stand.
      """)

  @Parameter("Offset of the first output, β", in: -0.2...0.9) var beta = 0.44
  @Parameter("Its first weight, ω₁", in: -2...1.5) var omega1 = -0.30
  @Parameter("Its second weight, ω₂", in: -4...4) var omega2 = -1.59
  @Parameter("Its third weight, ω₃", in: -4...6) var omega3 = 2.46

  struct Evidence: Codable, Sendable {
    var models: [FixedJointNetwork]
    var network: ReLUNetwork
    var activations: [PiecewiseLinearCurve]
    var outputs: [PiecewiseLinearCurve]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let models = [
      FixedJointNetwork(offset: beta, weights: [omega1, omega2, omega3]),
      FixedJointNetwork(offset: -0.80, weights: [3.41, -3.97, -1.69]),
      FixedJointNetwork(offset: 0.66, weights: [0.46, -5.41, 9.26]),
    ]
    let networks = try models.map { try $0.network() }
    return Evidence(
      models: models, network: networks[0],
      activations: try networks[0].curves(ofLayer: 0, on: 0...1).map(\.rectified),
      outputs: try networks.map { try $0.curves(on: 0...1)[0] })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 6) {
      Panel("a") {
        NetworkDiagram(evidence.network)
          .offsets()
          .fixedParameters(ofLayer: 1)
          .parameterNames(["", #"\omega"#], offsets: ["", #"\beta"#])
      }
      Grid(horizontalSpacing: 4, verticalSpacing: 4) {
        GridRow { activations(evidence) }
        GridRow { outputs(evidence) }
      }
      .chartXAxis("Input, $x$", spanning: [0, 1], decimals: 1)
      .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
      .chartPlotAspectRatio(1.237)
    }
  }

  private func activations(_ evidence: Evidence) -> Group {
    let tones: [(curve: Tone, text: Tone)] = [
      (.orange, .brown), (.teal, .deepTeal), (.gray, .slate),
    ]
    return ForEach(Array(zip(["b", "c", "d"], tones).enumerated())) { index, style in
      panel(style.0, evidence.activations[index], style.1.curve, "Activation")
        .overlay(alignment: .bottom) {
          Text("$h_\(index + 1)$")
            .foregroundStyle(style.1.text)
            .padding(EdgeInsets(bottom: 3))
        }
    }
  }

  private func outputs(_ evidence: Evidence) -> Group {
    ForEach(Array(zip(["e", "f", "g"], evidence.outputs))) { letter, curve in
      panel(letter, curve, .steel, "Output, $y$")
    }
  }

  private func panel(
    _ letter: String, _ curve: PiecewiseLinearCurve, _ tone: Tone, _ label: String
  ) -> some Drawing {
    let isFirst = letter == "b" || letter == "e"
    return Panel(letter) {
      Chart {
        for joint in curve.joints { RuleMark(x: joint) }
        LineMark(curve.vertices)
          .foregroundStyle(tone)
      }
      .chartYAxis(isFirst ? .automatic : .ticks)
      .chartYAxisLabel(isFirst ? label : nil)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the outputs bend at 1/3 and 2/3 and nowhere else", in: 0...1e-12) { evidence in
      evidence.outputs.map(\.joints).reduce(0) { worst, joints in
        guard joints.count == 2 else { return .infinity }
        return max(worst, abs(joints[0] - 1.0 / 3), abs(joints[1] - 2.0 / 3))
      }
    }
    Claim("each output is the offset and the weighted sum of the activations", in: 0...1e-12) {
      evidence in
      zip(evidence.models, evidence.outputs).reduce(0) { worst, pair in
        (0...300).reduce(worst) { worst, step in
          let x = Double(step) / 300
          let sum = zip(pair.0.weights, evidence.activations)
            .reduce(pair.0.offset) { $0 + $1.0 * $1.1(x) }
          return max(worst, abs(sum - pair.1(x)))
        }
      }
    }
  }
}

import Lantern

/// The softmax turns several outputs into probabilities that are positive and add up to one.
struct MulticlassClassification: Figure {
  static let entry = Entry(
    "5.10", "Multiclass classification, softmax of three outputs",
    alt: """
      Left: three piecewise linear outputs of a network, which bend at the same three inputs. \
      Right: the three probabilities that the softmax makes of them; at every input they add up to \
      one, and the largest belongs to the largest output.
      """)

  struct Evidence: Sendable {
    var joints: [Double]
    var outputs: [[Point]]
    var probabilities: [[Point]]
  }

  @Parameter("Factor on all outputs", in: 0.1...3) var scale = 1.0

  func compute(in lab: Lab) throws -> Evidence {
    let x = [0, 0.6, 1.0, 1.6, 2.0]
    let heights = [
      [-1.3, 3.1, 1.15, 2.6, -1.2], [0.9, 1.65, 0.15, 0.9, -1.5], [-0.55, -2.05, -4.0, 0.4, 4.2],
    ]
    let network = try ReLUNetwork(knots: x, heights: heights.map { $0.map { scale * $0 } })
    let places = (0...400).map { 0.005 * Double($0) }
    let outputs = places.map { network([$0]) }
    let probabilities = outputs.map { CategoricalDistribution(logits: $0).probabilities }
    func curves(_ values: [[Double]]) -> [[Point]] {
      (0..<3).map { k in zip(places, values).map { Point($0, $1[k]) } }
    }
    return Evidence(
      joints: try network.breakpoints(on: 0...2).map(\.x), outputs: curves(outputs),
      probabilities: curves(probabilities))
  }

  private let tones: [(line: Tone, text: Tone)] = [
    (.orange, .orange.mixed(with: .brown, 0.5)), (.teal, .deepTeal),
    (.steel.mixed(with: .ground, 0.5), .steel),
  ]

  func page(_ evidence: Evidence) -> some Drawing {
    ZStack(alignment: .bottom) {
      HStack(spacing: 16) {
        Panel("a") {
          chart(evidence, evidence.outputs) { #"\text{f}_\#($0)[x, \boldsymbol\phi]"# }
            .chartYAxis(#"$\mathbf{f}[x, \boldsymbol\phi]$"#, spanning: [-5, 0, 5], decimals: 1)
        }
        Panel("b") {
          chart(evidence, evidence.probabilities) { #"\lambda_\#($0)"# }
            .chartYAxis("$Pr(y = k|x)$", spanning: [0, 0.5, 1], decimals: 1)
        }
      }
      .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
      .chartPlotAspectRatio(1.7)
      .padding(EdgeInsets(bottom: 8))
      FlowArrow(
        .trailing, label: #"$\text{softmax}\bigl[\mathbf{f}[x, \boldsymbol\phi]\bigr]$"#)
        .foregroundStyle(.deepOrange)
        .font(.callout)
    }
  }

  private func chart(
    _ evidence: Evidence, _ curves: [[Point]], label: (Int) -> String
  ) -> some Drawing {
    Chart {
      for x in evidence.joints {
        RuleMark(x: x).foregroundStyle(.slate).lineStyle(width: 0.75, dash: [1, 1.4])
      }
      for (curve, tone) in zip(curves, tones) {
        LineMark(curve).foregroundStyle(tone.line)
      }
      for (number, curve) in curves.enumerated() {
        CurveLabel("$\(label(number + 1))$", beside: curve)
          .foregroundStyle(tones[number].text)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the probabilities add up to 1 everywhere", in: 0...1e-12) { evidence in
      evidence.probabilities[0].indices.map { index in
        abs(evidence.probabilities.reduce(-1) { $0 + $1[index].y })
      }.max() ?? 1
    }
    Claim("the most probable class is that of the largest output", equals: 0) { evidence in
      Double(
        evidence.outputs[0].indices.count { index in
          largest(evidence.outputs, index) != largest(evidence.probabilities, index)
        })
    }
  }

  private func largest(_ curves: [[Point]], _ index: Int) -> Int? {
    curves.indices.max { curves[$0][index].y < curves[$1][index].y }
  }
}

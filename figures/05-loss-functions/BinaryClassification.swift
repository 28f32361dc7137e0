import Lantern

/// The sigmoid turns what a network gives into the probability of a one.
struct BinaryClassification: Figure {
  static let entry = Entry(
    "5.8", "Binary classification, network output to probability",
    alt: """
      Left: the output of a shallow network, four bends, between minus four and four. Middle: the \
      logistic sigmoid. Right: the output after the sigmoid, a probability lambda that is high \
      where the output is, and dashed its complement; they cross at one half where the output is \
      zero.
      """)

  struct Evidence: Sendable {
    var network: ReLUNetwork
    var joints: [Double]
    var output: [Point]
    var sigmoid: [Point]
    /// Pr(y = 1|x) and Pr(y = 0|x).
    var probabilities: [[Point]]
  }

  @Parameter("Offset of the output", in: -2...2) var offset = 0.0

  func compute(in lab: Lab) throws -> Evidence {
    let network = try ReLUNetwork(
      knots: [0, 0.4, 0.8, 1.1, 1.6, 2],
      heights: [[-2.5, -0.5, 3.5, 2, -3, 1].map { $0 + offset }])
    let output = [Point](over: 0...2, samples: 401) { network([$0])[0] }
    let ones = output.map { Point($0.x, sigmoid($0.y)) }
    return Evidence(
      network: network, joints: try network.breakpoints(on: 0...2).map(\.x), output: output,
      sigmoid: [Point](over: -5...5, of: sigmoid),
      probabilities: [ones, ones.map { Point($0.x, 1 - $0.y) }])
  }

  private func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      Panel("a") {
        Chart {
          rules(evidence)
          LineMark(evidence.output).foregroundStyle(.steel.mixed(with: .ground, 0.5))
        }
        .chartYAxis(#"$\text{f}[x, \boldsymbol\phi]$"#, spanning: [-4, 0, 4], decimals: 1)
      }
      Panel("b") { middle(evidence) }
      Panel("c") { probabilities(evidence) }
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartPlotSize(width: 124, height: 92)
  }

  private func middle(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 4) {
      Chart { LineMark(evidence.sigmoid).foregroundStyle(.orange) }
        .chartXScale(domain: -5...5)
        .chartYScale(domain: -0.05...1.05)
        .chartXAxis(.hidden)
        .chartYAxis(.hidden)
        .chartXAxisLabel(nil)
        .chartPlotSize(width: 50, height: 40)
      FlowArrow(
        .trailing, label: #"$\text{sig}\bigl[\text{f}[x, \boldsymbol\phi]\bigr]$"#, length: 44)
        .foregroundStyle(.deepOrange)
        .font(.callout)
    }
  }

  private func probabilities(_ evidence: Evidence) -> some Drawing {
    Chart {
      rules(evidence)
      LineMark(evidence.probabilities[0]).foregroundStyle(.steel.mixed(with: .ground, 0.5))
      LineMark(evidence.probabilities[1])
        .lineStyle(width: 1.42, dash: [3.6, 2.2])
      CurveLabel(#"$\lambda$"#, beside: evidence.probabilities[0])
        .foregroundStyle(.steel)
      CurveLabel(
        #"$1 - \lambda$"#, beside: evidence.probabilities[1], font: .callout.scaled(by: 0.9))
        .foregroundStyle(.deepTeal)
    }
    .chartYAxis("$Pr(y|x)$", spanning: [0, 0.5, 1], decimals: 1)
  }

  @ChartContentBuilder private func rules(_ evidence: Evidence) -> [any ChartContent] {
    for x in evidence.joints {
      RuleMark(x: x).foregroundStyle(.slate).lineStyle(width: 0.75, dash: [1, 1.4])
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the two probabilities add up to 1", in: 0...1e-12) { evidence in
      let (ones, zeros) = (evidence.probabilities[0], evidence.probabilities[1])
      return zip(ones, zeros).map { abs($0.y + $1.y - 1) }.max() ?? 1
    }
    Claim("they cross where the output crosses zero", equals: 0) { evidence in
      Double(
        zip(evidence.output, evidence.probabilities[0]).count { ($0.y > 0) != ($1.y > 0.5) })
    }
    Claim("the network bends at four places", equals: 4) { Double($0.joints.count) }
  }
}

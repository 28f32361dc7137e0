import Lantern

/// Three sets of parameters make three functions, each of four straight pieces.
struct ShallowFunctions: Figure {
  static let entry = Entry(
    "3.2", "Functions that a shallow network with three units makes",
    alt: """
      Three plots of an output over an input from 0 to 2, each a line of four straight pieces. The \
      first falls and then rises slowly, the second rises from zero to a peak and falls steeply, \
      the third rises to a peak, falls far and ends flat.
      """)

  @Parameter("Offset of the first function, φ₀", in: -1...1) var phi0 = -0.23

  struct Evidence: Sendable {
    var networks: [ReLUNetwork]
    var curves: [PiecewiseLinearCurve]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let networks = [
      try ReLUNetwork(
        weights: [[[0.4], [0.9], [-0.7]], [[-1.3, 1.3, 0.66]]],
        biases: [[-0.2, -0.9, 1.1], [phi0]]),
      try ReLUNetwork(
        weights: [[[1], [1], [1]], [[0.846, -1.164, -1.145]]],
        biases: [[-0.616, -1.097, -1.330], [0]]),
      try ReLUNetwork(
        weights: [[[-1], [-1], [-1]], [[-1.552, -1.854, 1.387]]],
        biases: [[0.251, 0.559, 1.577], [-0.508]]),
    ]
    return Evidence(networks: networks, curves: try networks.map { try $0.curves(on: 0...2)[0] })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 3) {
      panel("a", evidence.curves[0], .steel)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output, $y$")
      panel("b", evidence.curves[1], .orange)
      panel("c", evidence.curves[2], .slate)
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
    .chartYAxis(.ticks)
  }

  private func panel(
    _ letter: String, _ curve: PiecewiseLinearCurve, _ tone: Tone
  ) -> some Drawing {
    Panel(letter) {
      Chart {
        GuideMark(x: []).foregroundStyle(.lightGray)
        LineMark(curve.vertices)
          .foregroundStyle(tone)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("each function has three joints", equals: 3) { evidence in
      Double(evidence.curves.map(\.joints.count).max() ?? 0)
    }
    Claim("no function has fewer", equals: 3) { evidence in
      Double(evidence.curves.map(\.joints.count).min() ?? 0)
    }
    Claim("joints found by scanning agree with the network's", in: 0...1e-9) { evidence in
      zip(evidence.networks, evidence.curves).reduce(0) { worst, pair in
        let scanned = pair.0.scannedJoints(on: 0...2)
        guard scanned.count == pair.1.joints.count else { return .infinity }
        return zip(scanned, pair.1.joints).reduce(worst) { max($0, abs($1.0 - $1.1)) }
      }
    }
  }
}

import Lantern

/// Dropout removes a spike between the data, to which the loss is blind.
struct DropoutRemovesKink: Figure {
  static let entry = Entry(
    "9.9", "How dropout removes a kink that the loss cannot see",
    alt: """
      Three plots of fifteen points with a gap in the middle, the true curve, and a fit. In the \
      first a ring marks a tall spike of the fit inside the gap. In the second one hidden unit is \
      turned off: from the spike on the fit leaves the frame. In the third, after training with \
      dropout, the spike is gone and an almost straight line bridges the gap.
      """)

  @Parameter("Hidden unit that is turned off", in: 7...9) var unit = 8
  @Parameter("Iterations with dropout", in: 0...10_000) var iterations = 2000
  @Parameter("Learning rate", in: 0.001...0.015) var learningRate = 0.01
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var original: FixedJointNetwork
    var turnedOff: FixedJointNetwork
    var dropped: FixedJointNetwork
    /// The original after as many steps without dropout.
    var plain: FixedJointNetwork
  }

  private static let peak = 7.0 / 12
  private static let gap = 0.415...0.744

  func compute(in lab: Lab) throws -> Evidence {
    let data = ToyRegression.pointsBesideKink
    func descended(
      _ network: FixedJointNetwork, _ steps: Int, dropping units: [Int] = []
    ) throws -> FixedJointNetwork {
      try FixedJointDescent(learningRate: learningRate, droppingOneOf: units)
        .run(from: network, on: data, recordAt: [steps], key: lab.key("dropout"))[0]
    }
    let original = try descended(ToyRegression.networkWithKink, 20_000)
    var turnedOff = original
    turnedOff.weights[unit - 1] = 0
    return Evidence(
      data: data, truth: .unscaled, original: original, turnedOff: turnedOff,
      dropped: try descended(original, iterations, dropping: [7, 8, 9]),
      plain: try descended(original, iterations))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      panel("a", "Original", evidence, evidence.original, ring: true)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output, $y$")
      panel("b", "Turn off hidden unit \(unit)", evidence, evidence.turnedOff)
      panel("c", "\(iterations) iters dropout (7/8/9)", evidence, evidence.dropped)
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(spanning: [-2, 1.5, 5], subdivisions: 7, decimals: 1)
    .chartPlotAspectRatio(1.24)
    .chartYAxis(.ticks)
  }

  private func panel(
    _ letter: String, _ title: String, _ evidence: Evidence, _ network: FixedJointNetwork,
    ring: Bool = false
  ) -> some Drawing {
    Panel(letter, title: title) {
      Chart {
        LineMark(over: 0...1, of: evidence.truth.callAsFunction)
          .foregroundStyle(.ink)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(4.7)
        LineMark(network.curve.vertices)
          .foregroundStyle(.teal)
        if ring {
          PointMark([Point(Self.peak, network(Self.peak))])
            .symbolSize(13)
            .foregroundStyle(Tone.ground.opacity(0))
            .outline(.gray)
            .lineStyle(width: 1.2, dash: [2.1, 1.4])
        }
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("before, the curve leaves the straight line across the gap by", atLeast: 1) {
      Self.bulge(of: $0.original)
    }
    Claim("after dropout by no more than", atMost: 0.4) { Self.bulge(of: $0.dropped) }
    Claim("plain descent changes the spike's height by the share", atMost: 0.01) {
      abs($0.plain(Self.peak) / $0.original(Self.peak) - 1)
    }
  }

  /// How far the curve is from the straight line between the ends of the gap, at most.
  private static func bulge(of network: FixedJointNetwork) -> Double {
    let (a, b) = (gap.lowerBound, gap.upperBound)
    return (0...200).map { index in
      let t = Double(index) / 200
      return abs(network(a + t * (b - a)) - (network(a) + t * (network(b) - network(a))))
    }.max() ?? 0
  }
}

import Lantern

/// Bias falls and variance rises with capacity; their sum is least in between.
struct BiasVarianceTradeoff: Figure {
  static let entry = Entry(
    "8.9", "The bias-variance trade-off",
    alt: """
      A plot of mean squared error over model capacity from 1 to 12. An orange curve, the bias, \
      falls from 0.31 to nearly nothing at a capacity of 4. A teal curve, the variance, rises \
      slowly and then steeply at the right end. Their dashed sum has its minimum at a capacity of \
      4.
      """, width: .half)

  @Parameter("Standard deviation of the noise", in: 0.1...0.5) var noise = 0.3
  @Parameter("Training points", in: 14...100) var count = 15
  @Parameter("Training sets", in: 100...5000, scale: .logarithmic) var trials = 2000
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var bias: [Double]
    var variance: [Double]
    var sum: [Double] { zip(bias, variance).map { $0 + $1 } }
  }

  func compute(in lab: Lab) throws -> Evidence {
    let parts = (1...12).map { regions in
      lab.progress(Double(regions) / 12)
      return BiasVariance(
        of: ToyRegression(noise: noise), trainingOn: count, trials: trials,
        averaging: .overPlaces(100), key: lab.key("trials")
      ) { FixedJointNetwork.leastSquares($0, hiddenCount: regions).callAsFunction }
    }
    return Evidence(bias: parts.map(\.squaredBias), variance: parts.map(\.variance))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let capacities = (1...12).map(Double.init)
    func points(_ values: [Double]) -> [Point] { zip(capacities, values).map { Point($0, $1) } }
    return Chart {
      LineMark(points(evidence.variance))
        .lineStyle(width: 1.42)
      LineMark(points(evidence.bias))
        .lineStyle(width: 1.42)
        .foregroundStyle(.orange)
      LineMark(points(evidence.sum))
        .lineStyle(width: 1.42, dash: [4, 2])
        .foregroundStyle(.slate)
      CurveLabel("bias", beside: points(evidence.bias), side: .below, x: 1...4)
        .foregroundStyle(.brown)
      CurveLabel("bias+variance", beside: points(evidence.sum), side: .above, x: 4...10)
        .foregroundStyle(.slate)
      CurveLabel("variance", beside: points(evidence.variance), side: .below, x: 6...12)
        .foregroundStyle(.deepTeal)
    }
    .chartXAxis("Model capacity", spanning: [1, 12], subdivisions: 11)
    .chartYAxis("Mean squared error", spanning: [0, 0.5], decimals: 1)
    .chartPlotAspectRatio(1.24)
  }

  var claims: [Claim<Evidence>] {
    Claim("the sum is smallest at capacity 4", in: 4...4) { evidence in
      let least = evidence.sum.indices.min { evidence.sum[$0] < evidence.sum[$1] }
      return Double((least ?? -1) + 1)
    }
    Claim("the squared bias at capacity 1 is 0.308 ± 0.003", in: 0.305...0.311) { $0.bias[0] }
    Claim("the variance at 12 is at least four times that at 6", in: 4...(.infinity)) {
      $0.variance[11] / $0.variance[5]
    }
  }
}

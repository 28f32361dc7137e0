import Lantern

/// A loss of zero does not tell a sensible curve from a wild one.
struct ThreePerfectFits: Figure {
  static let entry = Entry(
    "8.12", "Three perfect fits, of which one is sensible",
    alt: """
      Three plots of a black wave with three points at the left and three at the right, each with \
      a model that passes through all of them, titled loss equals zero. The first model crosses \
      the gap in a smooth arc. The second follows the first near the points but swings up and down \
      in the middle. The third has many sharp spikes over most of the gap.
      """)

  @Parameter("Hidden units", in: 30...100) var units = 50
  @Parameter("Deviation of what is added in the gap", in: 0.1...0.8) var deviation = 0.6
  @Parameter("Seed", in: 0...99) var seed = 49

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    /// The smallest model; one changed in the middle of the gap; one changed in most of it.
    var models: [FixedJointNetwork]

    /// The largest distance of a model from a point.
    func residual(_ index: Int) -> Double {
      data.reduce(0) { max($0, abs(models[index]($1.x) - $1.y)) }
    }

    func squaredError(_ index: Int) -> Double {
      ToyRegression.shown.squaredError(of: models[index].callAsFunction, samples: 1000)
    }

    func squaredNorm(_ index: Int) -> Double {
      models[index].weights.reduce(0) { $0 + $1 * $1 }
    }
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = ToyRegression.pointsWithGap
    let smooth = FixedJointNetwork.leastSquares(data, hiddenCount: units)
    let knots = smooth.joints + [1]
    let rough = lab.key("heights").normal(count: knots.count)
    // What is added at knots within the gap, in mean square `deviation`, leaves the model as it is
    // where the data lie: a direction of the parameters that the loss does not see.
    func changed(within gap: ClosedRange<Double>, by heights: [Double]) -> FixedJointNetwork {
      let inside = knots.indices.filter { gap.contains(knots[$0]) }
      let square = inside.reduce(0) { $0 + heights[$1] * heights[$1] } / Double(inside.count)
      return FixedJointNetwork(
        through: knots.indices.map { index in
          let change = deviation / square.squareRoot() * heights[index]
          return smooth(knots[index]) + (gap.contains(knots[index]) ? change : 0)
        })
    }
    // The same numbers averaged over three neighbours.
    let averaged = rough.indices.map { index in
      rough[max(index - 1, 0)...min(index + 1, rough.count - 1)].reduce(0, +) / 3
    }
    return Evidence(
      data: data,
      models: [
        smooth, changed(within: 0.44...0.65, by: averaged), changed(within: 0.38...0.71, by: rough),
      ])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let losses = evidence.models.map { $0.loss(on: evidence.data) }
    PanelGrid(
      3, titles: losses.map { $0 < 1e-15 ? "Loss = 0" : "Loss = \($0)" }, horizontalSpacing: 4
    ) { number in
      Chart {
        LineMark(over: 0...1) { ToyRegression.shown($0) }
          .foregroundStyle(.ink)
        LineMark(evidence.models[number].curve.vertices)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(4.8)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
  }

  var claims: [Claim<Evidence>] {
    Claim("all three pass through all points", in: 0...1e-9) { evidence in
      (0..<3).map(evidence.residual).max() ?? .infinity
    }
    Claim(
      "the squared errors of the second and third are at least 2.5 times that of the first",
      in: 2.5...(.infinity), over: .share(0.8)
    ) { min($0.squaredError(1), $0.squaredError(2)) / $0.squaredError(0) }
    Claim("their weights' norms are more than 10 times as large", in: 10...(.infinity)) {
      (min($0.squaredNorm(1), $0.squaredNorm(2)) / $0.squaredNorm(0)).squareRoot()
    }
  }
}

import Lantern

/// A network may predict how noisy the output is as well as its mean.
struct ConstantAndVaryingNoise: Figure {
  static let entry = Entry(
    "5.5", "Constant and input-dependent noise level",
    alt: """
      Upper row: the graph of a network with one input, four hidden units and one output, mu; \
      beside it its piecewise linear mean with a grey band of constant width. Lower row: a network \
      with two outputs, mu and sigma; beside it the same mean with a band that is wide in the \
      middle and narrow at the right.
      """)

  @Parameter("Points drawn from the second model", in: 50...1000) var pointCount = 200
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var constant: ReLUNetwork
    /// Two outputs: the mean and the standard deviation.
    var varying: ReLUNetwork
    /// Two standard deviations of the constant model.
    var constantWidth: Double
    /// Test losses per point of networks fitted to points from the second model.
    var fittedConstant: Double
    var fittedVarying: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let knots = [0, 0.315, 0.825, 1.295, 1.562, 2]
    let means = [-0.438, -0.438, 0.36, 0.198, -0.71, -0.155]
    let widths = [0.19, 0.19, 0.40, 0.15, 0.26, 0.10]
    let varying = try ReLUNetwork(knots: knots, heights: [means, widths.map { $0 / 2 }])

    // Points from the second model, for training and for the test
    func points(_ name: String, _ count: Int) -> Examples {
      let x = lab.key(name).fold("inputs").uniform(count: count, in: 0..<2)
      let noise = lab.key(name).fold("noise").normal(count: count)
      let y = zip(x, noise).map { x, noise in
        let outputs = varying([x])
        return outputs[0] + outputs[1] * noise
      }
      return Examples(x: x, y: y)
    }
    let (train, test) = (points("training", pointCount), points("test", 2000))

    // One output: the mean by least squares, the width from what is left over.
    let one = try Training(
      MLP([1, 16, 1]), loss: .leastSquares, on: train, optimizer: .adam(0.01)
    ).run(steps: 3000, key: lab.key("one output"), recordEvery: 3000)
    let variance = try one.losses(on: train)[one.steps.count - 1]
    let testError = try one.losses(on: test)[one.steps.count - 1]
    let two = try Training(
      MLP([1, 16, 2]), loss: .heteroscedastic, on: train, optimizer: .adam(0.01)
    ).run(steps: 3000, key: lab.key("two outputs"), recordEvery: 3000)
    return Evidence(
      constant: try ReLUNetwork(knots: knots, heights: [means]), varying: varying,
      constantWidth: 0.19,
      fittedConstant: 0.5 * log(2 * .pi * variance) + testError / (2 * variance),
      fittedVarying: try two.losses(on: test)[two.steps.count - 1])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 16, verticalSpacing: 8) {
      GridRow {
        Panel("a") { graph(evidence.constant).label("y", #"\mu"#) }
        Panel("b") { band(evidence.constant) { _ in evidence.constantWidth } }
      }
      GridRow {
        Panel("c") { graph(evidence.varying).label("y1", #"\mu"#).label("y2", #"\sigma"#) }
        Panel("d") { band(evidence.varying) { 2 * evidence.varying([$0])[1] } }
      }
    }
  }

  private func graph(_ network: ReLUNetwork) -> NetworkDiagram {
    NetworkDiagram(network).spacing(layers: 80).activationGlyphs(false)
  }

  private func band(_ network: ReLUNetwork, width: (Double) -> Double) -> some Drawing {
    let mean = [Point](over: 0...2, samples: 401) { network([$0])[0] }
    let shown = [0.14, 0.55, 1.0, 1.44, 1.88]
    return Chart {
      AreaMark(
        x: mean.map(\.x), yStart: mean.map { $0.y - width($0.x) },
        yEnd: mean.map { $0.y + width($0.x) }
      )
      .foregroundStyle(.band)
      LineMark(mean)
        .foregroundStyle(.steel.mixed(with: .ground, 0.2))
      for x in shown {
        let y = network([x])[0]
        SpanMark(y: (y - width(x))...(y + width(x)), x: x)
          .lineStyle(width: 0.75)
          .foregroundStyle(.ink)
      }
      // Both names stand at the first, level piece.
      let level = mean.prefix { $0.x < shown[1] }
      CurveLabel(
        #"$\mu$"#, beside: level.filter { $0.x > shown[0] }, side: .above, spacing: 0.5,
        font: .callout.scaled(by: 0.9)
      )
      .foregroundStyle(.steel.mixed(with: .ink, 0.25))
      CurveLabel(
        #"$\pm 2\sigma$"#, beside: level.map { Point($0.x, $0.y - width($0.x)) }, side: .below,
        spacing: 1)
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotSize(width: 148, height: 96)
  }

  var claims: [Claim<Evidence>] {
    Claim(
      "two outputs have the lower test loss on points of varying noise", atLeast: 0,
      over: .median
    ) { $0.fittedConstant - $0.fittedVarying }
  }
}

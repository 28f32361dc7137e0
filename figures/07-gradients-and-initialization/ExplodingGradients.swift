import Lantern

/// Variances grow or shrink by one factor a layer, forwards and back, unless weights start right.
struct ExplodingGradients: Figure {
  static let entry = Entry(
    "7.7", "Signals explode or vanish with the variance of the first weights",
    alt: """
      Two plots over fifty layers with a logarithmic axis from 10 to the −200 to 10 to the 200. In \
      the first, the variance of the hidden units fans out from one: for a variance of the weights \
      of 1 it grows to about 10 to the 85, for 0.001 it falls to about 10 to the −65, for 0.02 it \
      stays. In the second, the variance of the gradient goes on from there as far again on its \
      way back.
      """)

  @Parameter("Units in each hidden layer", in: 10...150) var width = 100
  @Parameter("Hidden layers", in: 5...60) var depth = 50
  @Parameter("Examples", in: 20...300) var examples = 200
  @Parameter("Seed", in: 0...99) var seed = 0

  /// The logarithms, base 10, of what was measured for one variance of the weights.
  struct Signal: Codable, Sendable {
    var weightVariance: Double
    /// Over units and examples, at the input and after each hidden layer.
    var variances: [Double]
    var squares: [Double]
    /// The same for the derivatives of the loss with respect to them.
    var gradientVariances: [Double]
  }

  func compute(in lab: Lab) throws -> [Signal] {
    let inputs = (0..<width).map { lab.key("input").fold($0).normal(count: examples) }
    return try [1.0, 0.1, 0.02, 0.01, 0.001].enumerated().map { index, variance in
      lab.progress(Double(index) / 5)
      let layers = try (0...depth).map { k in
        let outputs = k < depth ? width : 1
        let key = lab.key("weights of variance \(variance)").fold(k)
        return try ReLUNetwork.Layer(
          inputCount: width, outputCount: outputs,
          weights: key.normal(
            count: width * outputs, standardDeviation: variance.squareRoot()),
          biases: Array(repeating: 0, count: outputs))
      }
      let passes = Backpropagation(
        try ReLUNetwork(layers: layers), inputs: inputs,
        targets: [Array(repeating: 0, count: examples)])
      return Signal(
        weightVariance: variance,
        variances: passes.hidden.map { logVariance($0, centred: true) },
        squares: passes.hidden.map { logVariance($0, centred: false) },
        gradientVariances: passes.hiddenGradients.map { logVariance($0, centred: true) })
    }
  }

  /// log₁₀ of the variance, or of the mean square, of all numbers.
  private func logVariance(_ rows: [[Double]], centred: Bool) -> Double {
    let numbers = rows.flatMap { $0 }
    // Squares of the numbers themselves would leave the range of Double.
    let scale = max(numbers.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
    let count = Double(numbers.count)
    let mean = centred ? numbers.reduce(0) { $0 + $1 / scale } / count : 0
    let square = numbers.reduce(0) { $0 + ($1 / scale - mean) * ($1 / scale - mean) } / count
    return (log(square) + 2 * log(scale)) / log(10)
  }

  private let tones: [Tone] = [.teal, .brown, .lightGray, .deepTeal, .orange]
  private let textTones: [Tone] = [.deepTeal, .brown, .gray, .darkTeal, .deepOrange]
  private let anchors: [Alignment] = [
    .bottomLeading, .bottomLeading, .leading, .topLeading, .topLeading,
  ]

  func page(_ signals: [Signal]) -> some Drawing {
    // The largest variances of 100 units grow by a factor of 50 a layer, there and back.
    let top = pow(10, 4 * Double(depth))
    return HStack(alignment: .top, spacing: 4) {
      Panel("a", title: "Forward pass") {
        Chart {
          for (index, signal) in signals.enumerated() {
            let points = points(signal.variances)
            ArrowMark(points)
              .foregroundStyle(tones[index])
              .lineStyle(width: 1.98)
            TextMark(
              index == 0 ? #"$\sigma^2_{\boldsymbol\Omega}=1.0$"# : "\(signal.weightVariance)",
              at: points[points.count - 1], anchor: anchors[index], spacing: 2.5, font: .callout
            )
            .foregroundStyle(textTones[index])
          }
        }
        .chartYAxisLabel(#"$\sigma^2_{\mathbf{h}_k}$"#)
        .padding(EdgeInsets(trailing: 40))
      }
      Panel("b", title: "Backward pass") {
        Chart {
          for (index, signal) in signals.enumerated() {
            LineMark(points(signal.variances))
              .foregroundStyle(tones[index])
              .lineStyle(width: 0.6, dash: [2.2, 1.4])
            ArrowMark(points(signal.gradientVariances).reversed())
              .foregroundStyle(tones[index])
              .lineStyle(width: 1.98)
          }
        }
        .chartYAxisLabel(#"$\sigma^2_{\partial\ell/\partial\mathbf{h}_k}$"#)
      }
    }
    .chartXScale(domain: 0...Double(depth))
    .chartYScale(domain: 1 / top...top, type: .log)
    .chartXAxis(values: [0, Double(depth) / 2, Double(depth)])
    .chartYAxis(values: [1 / top, 1, top], subdivisions: 4)
    .chartXAxisLabel("Layer, $k$")
    .chartPlotSize(width: 132, height: 132)
  }

  private func points(_ logs: [Double]) -> [Point] {
    logs.enumerated().map { Point(Double($0), pow(10, $1)) }
  }

  /// The slope of the line through the logarithms that fits best.
  private func slope(_ logs: [Double]) -> Double {
    let middle = Double(logs.count - 1) / 2
    let mean = logs.reduce(0, +) / Double(logs.count)
    let (products, squares) = logs.enumerated().reduce((0.0, 0.0)) { sums, item in
      let x = Double(item.offset) - middle
      return (sums.0 + x * (item.element - mean), sums.1 + x * x)
    }
    return products / squares
  }

  var claims: [Claim<[Signal]>] {
    for (index, variance) in [(0, 1.0), (1, 0.1), (3, 0.01), (4, 0.001)] {
      Claim(
        "with variance \(variance) mean squares change by half the width times it a layer",
        in: -0.06...0.06
      ) { slope($0[index].squares) - log(variance * Double(width) / 2) / log(10) }
    }
    Claim(
      "with 2 over the width, He's, 50 layers keep the mean square between a hundredth and ten times",
      in: -2...1, over: .share(0.9)
    ) { $0[2].squares[depth] - $0[2].squares[1] }
    Claim("gradients with variance 1 grow beyond 10 to the 150 on their way back", atLeast: 150) {
      $0[0].gradientVariances[0]
    }
    Claim("with variance 0.001 they vanish below 10 to the −120", atMost: -120) {
      $0[4].gradientVariances[0]
    }
  }
}

import Lantern

/// The derivative of the rectified linear unit is zero, then one: it lets gradients through or not.
struct ReLUDerivative: Figure {
  static let entry = Entry(
    "7.6", "Rectified linear unit and its derivative",
    alt: """
      A plot for inputs from minus two to two. The orange ReLU lies at zero, then rises with slope \
      one; its derivative in teal is a step from zero to one at an input of zero.
      """, width: .half)

  @Parameter("Slope for negative inputs", in: 0...0.5) var leak = 0.0
  @Parameter("Points", in: 41...401) var points = 201

  struct Evidence: Codable, Sendable {
    var function: [Point]
    /// By reverse mode through the library's function.
    var derivative: [Point]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let z = Tensor.linspace(-2...2, count: points)
    let program = try Function([z.shape]) { inputs in
      let output = inputs[0].leakyRelu(Float(leak))
      return [output, output.sum().gradient(inputs[0])]
    }
    let results = program([z])
    return Evidence(
      function: zip(z.doubles, results[0].doubles).map { Point($0, $1) },
      derivative: zip(z.doubles, results[1].doubles).map { Point($0, $1) })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Chart {
      RuleMark(x: 0)
        .foregroundStyle(.lightGray)
        .lineStyle(width: 0.57)
      RuleMark(y: 0)
        .foregroundStyle(.lightGray)
        .lineStyle(width: 0.57)
      LineMark(step(evidence.derivative))
        .foregroundStyle(.teal)
        .lineStyle(width: 2.83)
      LineMark(evidence.function)
        .foregroundStyle(.orange)
      TextMark(
        #"$\displaystyle\frac{\partial \text{ReLU}[z]}{\partial z}$"#, at: Point(0, 1),
        anchor: .trailing, spacing: 4, font: .callout
      )
      .foregroundStyle(.deepTeal)
      TextMark(
        "ReLU$[z]$", at: evidence.function[evidence.function.count * 5 / 8], anchor: .topLeading,
        spacing: 3, font: .callout
      )
      .foregroundStyle(.brown)
    }
    .chartXAxis("Input, $z$", spanning: [-2, 0, 2], decimals: 1)
    .chartYAxis("Output", spanning: [-2, 0, 2], decimals: 1)
    .chartPlotSize(width: 114, height: 114)
  }

  /// The derivative with its jump drawn upright, at zero.
  private func step(_ points: [Point]) -> [Point] {
    let (left, right) = (points.filter { $0.x <= 0 }, points.filter { $0.x > 0 })
    guard let low = left.last, let high = right.first else { return points }
    return left + [Point(0, low.y), Point(0, high.y)] + right
  }

  var claims: [Claim<Evidence>] {
    Claim("the derivative is 0 for inputs up to zero, by the library's convention", equals: 0) {
      $0.derivative.filter { $0.x <= 0 }.reduce(0) { max($0, abs($1.y)) }
    }
    Claim("it is 1 beyond", equals: 0) {
      $0.derivative.filter { $0.x > 0 }.reduce(0) { max($0, abs($1.y - 1)) }
    }
    Claim("it is the slope of the function", atMost: 1e-4) { evidence in
      let pairs = zip(evidence.function, evidence.function.dropFirst())
      let slopes = pairs.map { ($1.y - $0.y) / ($1.x - $0.x) }
      return zip(slopes, evidence.derivative.dropFirst())
        .reduce(0) { max($0, $1.1.x <= 0 || $1.1.x > 0.1 ? abs($1.0 - $1.1.y) : 0) }
    }
  }
}

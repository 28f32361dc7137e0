import Lantern

/// Functions that take the place of the ReLU in one network or another.
struct ActivationFunctions: Figure {
  static let entry = Entry(
    "3.13", "Activation functions",
    alt: """
      Six plots of activation functions of z from −4 to 4. Sigmoid and tanh level off on both \
      sides. The leaky and parametric ReLU fall slowly left of zero. Softplus, GeLU and SiLU are \
      smooth versions of the ReLU. The ELU levels off at −0.5 or −1, the SELU at −1.7. Swish dips \
      below zero the deeper the smaller its parameter is.
      """)

  @Parameter("Slope of the leaky ReLU", in: 0...0.5) var leakySlope = 0.07
  @Parameter("Slope of the parametric ReLU", in: 0...0.5) var parametricSlope = 0.25

  struct Evidence: Sendable {
    /// Values at 801 places from −4 to 4, by name.
    var curves: [String: [Point]]
    /// The lowest value of swish times its parameter, for 0.4, 1 and 1.4.
    var swishMinima: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let z = Tensor.linspace(-4...4, count: 801)
    let wide = Tensor.linspace(-8...8, count: 16_001)
    let functions: [String: Tensor] = [
      "sig[z]": z.sigmoid(), "tanh[z]": z.tanh(), "LReLU[z]": z.leakyRelu(Float(leakySlope)),
      "PReLU[z, 0.25]": z.leakyRelu(Float(parametricSlope)), "softplus[z]": z.softplus(),
      "GeLU[z]": z.gelu(), "SiLU[z]": z.swish(), "ELU[z, 0.5]": z.elu(0.5), "ELU[z, 1.0]": z.elu(1),
      "SELU[z]": z.selu(), "swish[z, 0.4]": z.swish(0.4), "swish[z, 1.0]": z.swish(1),
      "swish[z, 1.4]": z.swish(1.4),
    ]
    return Evidence(
      curves: functions.mapValues { zip(z.doubles, $0.doubles).map { Point($0, $1) } },
      swishMinima: [0.4, 1, 1.4].map { beta in
        beta * (wide.swish(Float(beta)).doubles.min() ?? 0)
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 3, verticalSpacing: 6) {
      GridRow {
        panel("a", evidence, ("sig[z]", .orange, .above), ("tanh[z]", .teal, .below))
          .chartYAxis(.automatic)
          .chartYAxisLabel("a$[z]$")
        panel("b", evidence, ("PReLU[z, 0.25]", .orange, .below), ("LReLU[z]", .teal, .above))
        panel(
          "c", evidence, ("softplus[z]", .deepTeal, .above), ("GeLU[z]", .orange, .below),
          ("SiLU[z]", .teal, .below))
      }
      GridRow {
        panel("d", evidence, ("ELU[z, 0.5]", .teal, .above), ("ELU[z, 1.0]", .orange, .below))
          .chartYAxis(.automatic)
          .chartYAxisLabel("a$[z]$")
        panel("e", evidence, ("SELU[z]", .orange, .above))
        panel(
          "f", evidence, ("swish[z, 0.4]", .teal, .below), ("swish[z, 1.0]", .orange, .below),
          ("swish[z, 1.4]", .deepTeal, .above))
      }
      .chartXAxis(.automatic)
      .chartXAxisLabel("$z$")
    }
    .chartXAxis(spanning: [-4, 0, 4], subdivisions: 4, decimals: 1)
    .chartYAxis(spanning: [-2, 0, 2], subdivisions: 4, decimals: 1)
    .chartPlotSize(width: 108, height: 87)
    .chartXAxis(.ticks)
    .chartYAxis(.ticks)
  }

  /// A curve, and the side on which its name stands.
  private typealias Curve = (name: String, tone: Tone, side: CurveLabel.Side)

  private func panel(
    _ letter: String, _ evidence: Evidence, _ curves: Curve...
  ) -> some Drawing {
    Panel(letter) {
      Chart {
        RuleMark(x: 0)
          .foregroundStyle(.lightGray)
          .lineStyle(width: 0.57)
        RuleMark(y: 0)
          .foregroundStyle(.lightGray)
          .lineStyle(width: 0.57)
        for curve in curves.reversed() {
          LineMark(evidence.curves[curve.name] ?? []).foregroundStyle(curve.tone)
        }
        for curve in curves {
          CurveLabel(
            label(curve.name), beside: evidence.curves[curve.name] ?? [], side: curve.side,
            font: .callout.scaled(by: 0.78)
          )
          .foregroundStyle(curve.tone == .orange ? .brown : .deepTeal)
        }
      }
    }
  }

  /// The name upright, its argument as mathematics.
  private func label(_ name: String) -> String {
    let parts = name.split(separator: "[")
    return "\(parts[0])$[\(parts[1])$"
  }

  var claims: [Claim<Evidence>] {
    Claim("SELU at −4 is −1.73", in: -1.735 ... -1.725) { $0.curves["SELU[z]"]?[0].y ?? 0 }
    Claim("SiLU is swish with parameter 1", in: 0...1e-12) { evidence in
      zip(evidence.curves["SiLU[z]"] ?? [], evidence.curves["swish[z, 1.0]"] ?? [])
        .reduce(0) { max($0, abs($1.0.y - $1.1.y)) }
    }
    Claim("the highest minimum of swish is −0.278 / β", in: -0.279 ... -0.278) {
      $0.swishMinima.max() ?? 0
    }
    Claim("and so is the lowest", in: -0.279 ... -0.278) { $0.swishMinima.min() ?? 0 }
  }
}

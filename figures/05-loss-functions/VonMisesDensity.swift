import Lantern

/// The von Mises density is a bell on a circle: its two ends are the same direction.
struct VonMisesDensity: Figure {
  static let entry = Entry(
    "5.13", "Von Mises density",
    alt: """
      A curve over directions from minus pi to pi. It falls from 0.17 at the left end to nearly \
      zero, rises to a peak of 0.47 at a direction of two, and falls to 0.17 again at the right \
      end, which is the same direction as the left. An arrow shows its width, one over the root of \
      kappa.
      """, width: .half)

  @Parameter("Most likely direction, μ", in: -3...3) var direction = 2.0
  @Parameter("Concentration, κ", in: 0.2...1.9) var concentration = 1.7

  struct Evidence: Sendable {
    /// The density at 401 directions, the first and the last being the same.
    var curve: [Point]
    var peak: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let density = VonMisesDistribution(direction: direction, concentration: concentration)
    return Evidence(
      curve: [Point](over: -.pi ... .pi, samples: 401, of: density.probability),
      peak: density.probability(of: direction))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let peak = evidence.peak
    let width = 1 / concentration.squareRoot()
    return Chart {
      LineMark(evidence.curve)
        .foregroundStyle(.orange)
      RuleMark(x: direction, y: 0...peak)
        .lineStyle(width: 0.75, dash: [0.75, 1.1])
        .foregroundStyle(.slate)
      SpanMark(x: (direction - width)...direction, y: 0.54 * peak)
      TextMark(
        #"$\frac{1}{\sqrt{\kappa}}$"#, at: Point(direction, 0.54 * peak), anchor: .leading,
        spacing: 2, font: .body)
      CurveLabel(
        #"$\mu$"#, beside: evidence.curve.filter { $0.x >= direction }, side: .above,
        font: .body)
    }
    .chartXAxis(spanning: [-.pi, 0, .pi], subdivisions: 4, labels: [#"$-\pi$"#, "0.0", #"$\pi$"#])
    .chartYAxis("$Pr(z)$", spanning: [0, 0.5], decimals: 1)
    .chartXAxisLabel("$z$")
    .chartPlotSize(width: 135, height: 108)
  }

  var claims: [Claim<Evidence>] {
    // The trapezoidal rule is exact for a smooth function over its period.
    Claim("the density integrates to 1 over a turn", equals: 1, within: 1e-8) { evidence in
      evidence.curve.dropLast().reduce(0) { $0 + $1.y } * 2 * .pi
        / Double(evidence.curve.count - 1)
    }
    Claim("both ends have the same density", in: 0...1e-12) {
      abs($0.curve[0].y - $0.curve[$0.curve.count - 1].y)
    }
  }
}

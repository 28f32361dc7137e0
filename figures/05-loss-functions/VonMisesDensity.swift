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

  func compute(in lab: Lab) throws -> VonMisesDistribution {
    VonMisesDistribution(direction: direction, concentration: concentration)
  }

  func page(_ density: VonMisesDistribution) -> some Drawing {
    let peak = density.probability(of: direction)
    let width = 1 / concentration.squareRoot()
    return Chart {
      LineMark(over: -.pi ... .pi, of: density.probability)
        .foregroundStyle(.orange)
      RuleMark(x: direction, y: 0...peak)
        .lineStyle(width: 0.75, dash: [0.75, 1.1])
        .foregroundStyle(.slate)
      SpanMark(x: (direction - width)...direction, y: 0.54 * peak)
      TextMark(
        #"$\frac{1}{\sqrt{\kappa}}$"#, at: Point(direction, 0.54 * peak), anchor: .leading,
        spacing: 2, font: .body)
      CurveLabel(
        #"$\mu$"#, beside: [Point](over: direction...(.pi), of: density.probability), side: .above,
        font: .body)
    }
    .chartXScale(domain: -.pi ... .pi)
    .chartYScale(domain: 0...0.5)
    .chartXAxis(values: [-.pi, 0, .pi], subdivisions: 4, labels: [#"$-\pi$"#, "0.0", #"$\pi$"#])
    .chartYAxis(values: [0, 0.5], decimals: 1)
    .chartXAxisLabel("$z$")
    .chartYAxisLabel("$Pr(z)$")
    .chartPlotSize(width: 135, height: 108)
  }

  var claims: [Claim<VonMisesDistribution>] {
    Claim("the density integrates to 1 over a turn", in: 0...1e-8) {
      abs($0.totalProbability() - 1)
    }
    Claim("both ends have the same density", in: 0...1e-12) {
      abs($0.probability(of: -.pi) - $0.probability(of: .pi))
    }
  }
}

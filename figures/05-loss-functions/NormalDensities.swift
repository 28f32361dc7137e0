import Lantern

/// The mean says where a normal density stands, the standard deviation how wide it is.
struct NormalDensities: Figure {
  static let entry = Entry(
    "5.3", "Univariate normal densities",
    alt: """
      Three bell-shaped curves over a range from minus three to three. The first is narrow and \
      high and stands at minus 1.9, the second is broad and low at minus 0.5, the third in between \
      at 1.3. On the third a dotted vertical marks the mean and an arrow one standard deviation to \
      its right.
      """, width: .half)

  @Parameter("Mean of the narrow density", in: -3...3) var narrowMean = -1.9
  @Parameter("Standard deviation of the narrow density", in: 0.27...2) var narrowDeviation = 0.3
  @Parameter("Mean of the broad density", in: -3...3) var broadMean = -0.5
  @Parameter("Standard deviation of the broad density", in: 0.27...2) var broadDeviation = 1.2
  @Parameter("Mean of the third density", in: -3...2) var mean = 1.3
  @Parameter("Standard deviation of the third density", in: 0.27...1) var deviation = 0.6

  func compute(in lab: Lab) throws -> [NormalDistribution] {
    [
      NormalDistribution(mean: narrowMean, standardDeviation: narrowDeviation),
      NormalDistribution(mean: broadMean, standardDeviation: broadDeviation),
      NormalDistribution(mean: mean, standardDeviation: deviation),
    ]
  }

  func page(_ densities: [NormalDistribution]) -> some Drawing {
    let tones: [(line: Tone, text: Tone)] = [
      (.orange, .brown), (.teal, .deepTeal), (.slate, .slate),
    ]
    let marked = densities[2]
    let inflection = marked.mean + marked.standardDeviation
    return Chart {
      for (density, tone) in zip(densities, tones) {
        LineMark(over: -3...3, of: density.probability)
          .foregroundStyle(tone.line)
      }
      RuleMark(x: marked.mean, y: 0...marked.probability(of: marked.mean))
        .lineStyle(width: 0.75, dash: [0.75, 1.1])
        .foregroundStyle(.slate)
      SpanMark(
        x: marked.mean...inflection, y: marked.probability(of: inflection), label: #"$\sigma$"#
      )
      .foregroundStyle(.slate)
      for (density, tone) in zip(densities, tones) {
        CurveLabel(
          "$\\mu = \(density.mean.formatted(decimals: 1))$\n"
            + "$\\sigma = \(density.standardDeviation.formatted(decimals: 1))$",
          beside: [Point](over: -3...3, of: density.probability), side: .above,
          x: (density.mean - 0.8 * density.standardDeviation)...3
        )
        .foregroundStyle(tone.text)
      }
    }
    .chartXAxis("$z$", spanning: [-3, 0, 3], subdivisions: 3)
    .chartXAxis(name: #"$\mu$"#, at: marked.mean)
    .chartYAxis("$Pr(z)$", spanning: [0, 0.5, 1, 1.5], decimals: 1)
    .chartPlotSize(width: 153, height: 124)
  }

  var claims: [Claim<[NormalDistribution]>] {
    Claim("each density integrates to 1", in: 0...1e-6) { densities in
      densities.map { abs($0.probability(in: -12...12) - 1) }.max() ?? 1
    }
  }
}

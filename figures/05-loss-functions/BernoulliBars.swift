import Lantern

/// One number says all about a distribution over yes and no.
struct BernoulliBars: Figure {
  static let entry = Entry(
    "5.6", "Bernoulli distribution",
    alt: """
      Two bars: the probability that z is zero, which is one minus lambda and here 0.79, and the \
      probability that z is one, which is lambda, here 0.21.
      """, width: .half)

  @Parameter("Probability of a one, λ", in: 0.02...0.98) var lambda = 0.21

  func compute(in lab: Lab) throws -> BernoulliDistribution {
    BernoulliDistribution(probability: lambda)
  }

  func page(_ distribution: BernoulliDistribution) -> some Drawing {
    Chart {
      BarMark(x: [0, 1], height: [0, 1].map(distribution.probability), width: 0.72)
      LeaderLabel(#"$1 - \lambda$"#, at: Point(0.36, distribution.probability(of: 0)))
      LeaderLabel(#"$\lambda$"#, at: Point(1.36, distribution.probability(of: 1)))
    }
    .chartXScale(domain: -0.7...1.8)
    .chartYScale(domain: 0...1)
    .chartXAxis(values: [0, 1], subdivisions: 1, labels: ["$z = 0$", "$z = 1$"])
    .chartYAxis(values: [0, 1], decimals: 1)
    .chartYAxisLabel("$Pr(z)$")
    .chartPlotSize(width: 121, height: 97)
  }

  var claims: [Claim<BernoulliDistribution>] {
    Claim("the two probabilities add up to 1", in: 0...1e-12) { abs($0.totalProbability() - 1) }
  }
}

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

  /// The probabilities of zero and one.
  func compute(in lab: Lab) throws -> [Double] {
    [0, 1].map(BernoulliDistribution(probability: lambda).probability)
  }

  func page(_ probabilities: [Double]) -> some Drawing {
    Chart {
      BarMark(x: [0, 1], height: probabilities, width: 0.72)
      LeaderLabel(#"$1 - \lambda$"#, at: Point(0.36, probabilities[0]))
      LeaderLabel(#"$\lambda$"#, at: Point(1.36, probabilities[1]))
    }
    .chartXScale(domain: -0.7...1.8)
    .chartXAxis(values: [0, 1], subdivisions: 1)
    .chartXAxis(name: "$z = 0$", at: 0)
    .chartXAxis(name: "$z = 1$", at: 1)
    .chartYAxis("$Pr(z)$", spanning: [0, 1], decimals: 1)
    .chartPlotSize(width: 121, height: 97)
  }

  var claims: [Claim<[Double]>] {
    Claim("the two probabilities add up to 1", equals: 1, within: 1e-12) { $0.reduce(0, +) }
  }
}

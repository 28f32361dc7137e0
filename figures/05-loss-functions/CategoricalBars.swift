import Lantern

/// A categorical distribution gives each of K classes a probability of its own.
struct CategoricalBars: Figure {
  static let entry = Entry(
    "5.9", "Categorical distribution",
    alt: """
      Five bars over the classes one to five with heights 0.05, 0.40, 0.20, 0.26 and 0.09. Dotted \
      lines name the second and fourth lambda two and lambda four.
      """, width: .half)

  @Parameter("Weight of class 1", in: 0...0.5) var first = 0.05
  @Parameter("Weight of class 2", in: 0...0.5) var second = 0.40
  @Parameter("Weight of class 3", in: 0...0.5) var third = 0.20
  @Parameter("Weight of class 4", in: 0...0.5) var fourth = 0.26
  @Parameter("Weight of class 5", in: 0...0.5) var fifth = 0.09

  /// The probabilities of classes 1 to 5.
  func compute(in lab: Lab) throws -> [Double] {
    let distribution = CategoricalDistribution(
      probabilities: [first, second, third, fourth, fifth])
    return (1...5).map(distribution.probability)
  }

  func page(_ probabilities: [Double]) -> some Drawing {
    let top = (probabilities.max() ?? 0) > 0.5 ? 1 : 0.5
    return Chart {
      BarMark(x: [1, 2, 3, 4, 5], height: probabilities, width: 0.92)
      for k in [2, 4] {
        LeaderLabel(#"$\lambda_\#(k)$"#, at: Point(Double(k) + 0.46, probabilities[k - 1]))
      }
    }
    .chartXScale(domain: 0.4...5.6)
    .chartXAxis(values: [1, 2, 3, 4, 5], subdivisions: 1)
    .chartYAxis("$Pr(z)$", spanning: [0, top], decimals: 1)
    .chartXAxisLabel("$z$")
    .chartPlotSize(width: 153, height: 124)
  }

  var claims: [Claim<[Double]>] {
    Claim("the probabilities add up to 1", equals: 1, within: 1e-12) { $0.reduce(0, +) }
  }
}

import Lantern

/// The rate of a Poisson distribution is both its mean and its variance.
struct PoissonBars: Figure {
  static let entry = Entry(
    "5.15", "Poisson distributions",
    alt: """
      Three bar charts of probabilities of the counts zero to fourteen. With a rate of 1.4 the highest \
      bars are at small counts; with 2.8 they lie further right and lower; with 6.0 they form a broad \
      low hill around six.
      """)

  @Parameter("First rate, λ", in: 0.5...8) var first = 1.4
  @Parameter("Second rate, λ", in: 0.5...8) var second = 2.8
  @Parameter("Third rate, λ", in: 0.5...8) var third = 6.0

  func compute(in lab: Lab) throws -> [PoissonDistribution] {
    [first, second, third].map(PoissonDistribution.init)
  }

  func page(_ distributions: [PoissonDistribution]) -> some Drawing {
    HStack(spacing: 9) {
      for (letter, distribution) in zip(["a", "b", "c"], distributions) {
        Panel(letter) {
          Chart {
            BarMark(
              x: counts.map(Double.init), height: counts.map(distribution.probability), width: 0.86)
          }
          .chartYAxis(letter == "a" ? .automatic : .ticks)
          .chartYAxisLabel(letter == "a" ? "$Pr(z)$" : nil)
          .overlay(alignment: .topTrailing) {
            Text(#"$\lambda = \#(distribution.rate.formatted(decimals: 1))$"#)
              .font(.callout)
              .padding(4)
          }
        }
      }
    }
    .chartXScale(domain: -1...15)
    .chartYScale(domain: 0...0.4)
    .chartXAxis(values: stride(from: 0, through: 14, by: 2).map { $0 }, subdivisions: 1)
    .chartYAxis(values: [0, 0.4], subdivisions: 4, decimals: 1)
    .chartXAxisLabel("$z$")
    .chartPlotAspectRatio(1)
  }

  private let counts = Array(0...14)

  var claims: [Claim<[PoissonDistribution]>] {
    Claim("the mean of the bars is the rate", in: 0...1e-2) { distributions in
      distributions.map { abs(moment($0, 1) - $0.rate) }.max() ?? 1
    }
    Claim("the variance of the bars is the rate", in: 0...1e-2) { distributions in
      distributions.map { abs(moment($0, 2) - moment($0, 1) * moment($0, 1) - $0.rate) }.max() ?? 1
    }
  }

  /// The expected power of the count, from the drawn bars.
  private func moment(_ distribution: PoissonDistribution, _ power: Int) -> Double {
    counts.reduce(0) { sum, count in
      sum + (power == 1 ? Double(count) : Double(count * count)) * distribution.probability(of: count)
    }
  }
}

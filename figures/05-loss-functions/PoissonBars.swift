import Lantern

/// The rate of a Poisson distribution is both its mean and its variance.
struct PoissonBars: Figure {
  static let entry = Entry(
    "5.15", "Poisson distributions",
    alt: """
      Three bar charts of probabilities of the counts zero to fourteen. With a rate of 1.4 the \
      highest bars are at small counts; with 2.8 they lie further right and lower; with 6.0 they \
      form a broad low hill around six.
      """)

  @Parameter("First rate, λ", in: 0.5...8) var first = 1.4
  @Parameter("Second rate, λ", in: 0.5...8) var second = 2.8
  @Parameter("Third rate, λ", in: 0.5...8) var third = 6.0

  struct Bars: Sendable {
    var rate: Double
    /// The probabilities of the counts from 0 on; the first fifteen are drawn.
    var probabilities: [Double]
  }

  func compute(in lab: Lab) throws -> [Bars] {
    [first, second, third].map { rate in
      let distribution = PoissonDistribution(rate: rate)
      return Bars(rate: rate, probabilities: (0...60).map(distribution.probability))
    }
  }

  func page(_ evidence: [Bars]) -> some Drawing {
    HStack(spacing: 3) {
      for (letter, distribution) in zip(["a", "b", "c"], evidence) {
        Panel(letter) {
          Chart {
            BarMark(
              x: (0...14).map(Double.init), height: Array(distribution.probabilities[...14]),
              width: 0.86)
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
    .chartXAxis(values: stride(from: 0, through: 14, by: 2).map { $0 }, subdivisions: 1)
    .chartYAxis(spanning: [0, 0.4], subdivisions: 4, decimals: 1)
    .chartXAxisLabel("$z$")
    .chartPlotAspectRatio(1)
  }

  var claims: [Claim<[Bars]>] {
    Claim("the mean count is the rate", in: 0...1e-2) { evidence in
      evidence.map { abs(moment($0, 1) - $0.rate) }.max() ?? 1
    }
    Claim("the variance of the count is the rate", in: 0...1e-2) { evidence in
      evidence.map { abs(moment($0, 2) - moment($0, 1) * moment($0, 1) - $0.rate) }.max() ?? 1
    }
  }

  /// The expected power of the count.
  private func moment(_ evidence: Bars, _ power: Double) -> Double {
    evidence.probabilities.enumerated().reduce(0) {
      $0 + pow(Double($1.offset), power) * $1.element
    }
  }
}

import Lantern

/// In many dimensions nearly all samples of a normal density lie far from where it is highest.
struct TypicalSets: Figure {
  static let entry = Entry(
    "8.13", "Typical sets in high dimensions",
    alt: """
      Left: a heat map of a normal density in two dimensions, brightest in the middle, with dotted \
      circles of equal spacing around it and arrows from the middle to four samples. Middle: a \
      histogram of the samples' distances from the middle, which starts at zero, is highest near 1 \
      and ends before 4. Right: the densities of the distance in 25, 100 and 500 dimensions, three \
      narrow bells of equal width around 5, 10 and 22.
      """)

  @Parameter("Samples of the histogram", in: 500...100_000, scale: .logarithmic)
  var count = 20_000
  @Parameter("Dimensions of the third bell", in: 300...520) var mostDimensions = 500
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    /// Distances from the origin in one number of dimensions.
    struct Distances: Codable, Sendable {
      var distribution: ChiDistribution
      var mean: Double
      var deviation: Double
      var least: Double
    }

    var density: Surface
    var samples: [Point]
    var histogram: Histogram
    /// The largest difference between the shares of samples below a distance and what the
    /// Rayleigh distribution says.
    var largestDeviation: Double
    /// Of 10,000 samples.
    var measured: [Distances]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let plane = ChiDistribution(dimensions: 2).samples(count: count, key: lab.key("plane"))
    let flat = lab.key("samples").normal(count: 8)
    return Evidence(
      density: Surface(x: -3...3, y: -3...3) { exp(-($0.x * $0.x + $0.y * $0.y) / 2) / (2 * .pi) },
      samples: (0..<4).map { Point(flat[2 * $0], flat[2 * $0 + 1]) },
      histogram: Histogram(plane, bins: 70, in: 0...3.5),
      largestDeviation: plane.sorted().enumerated().reduce(0) { worst, place in
        let (rank, distance) = place
        let share = Double(rank) / Double(count)
        return max(worst, abs(share - (1 - exp(-distance * distance / 2))))
      },
      measured: [25, 100, mostDimensions].map { dimensions in
        let distribution = ChiDistribution(dimensions: dimensions)
        let values = distribution.samples(
          count: 10_000, key: lab.key("distances").fold(dimensions))
        let mean = values.reduce(0, +) / 10_000
        return Evidence.Distances(
          distribution: distribution, mean: mean,
          deviation: (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000).squareRoot(),
          least: values.min() ?? 0)
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      Panel("a", title: "$Pr(x_1, x_2)$") {
        Chart {
          HeatmapMark(evidence.density)
          for ring in 1...9 {
            LineMark(circle(radius: 0.21 * Double(ring)))
              .lineStyle(width: 0.7, dash: [0.7, 1.1])
          }
          for sample in evidence.samples {
            ArrowMark(from: Point(0, 0), to: sample, gap: 0)
              .foregroundStyle(.steel)
          }
          PointMark(evidence.samples)
            .foregroundStyle(.steel)
            .outline(.teal)
        }
        .chartXAxis(.hidden)
        .chartYAxis(.hidden)
        .chartXAxisLabel("$x_1$")
        .chartYAxisLabel("$x_2$")
      }
      Panel("b") {
        Chart { BarMark(evidence.histogram).lineStyle(width: 0.25) }
          .chartYScale(domain: 0...(1.05 * Double(evidence.histogram.counts.max() ?? 1)))
          .chartXAxis("Distance", spanning: [0, 1, 2, 3, 4], subdivisions: 1)
          .chartYAxis(.ticks)
          .chartYAxisLabel("Count")
      }
      Panel("c") { bells(evidence) }
    }
    .chartPlotAspectRatio(1.04)
  }

  private func bells(_ evidence: Evidence) -> some Drawing {
    let tones: [(curve: Tone, text: Tone)] = [
      (.gray, .slate), (.orange, .brown), (.teal, .deepTeal),
    ]
    return Chart {
      for (bell, tone) in zip(evidence.measured.map(\.distribution), tones) {
        LineMark(over: 0...25, samples: 501, of: bell.probability)
          .foregroundStyle(tone.curve)
          .lineStyle(width: 1.42)
        TextMark(
          "$D{=}\(bell.dimensions)$", at: Point(bell.mode, bell.probability(of: bell.mode)),
          anchor: .bottom, spacing: 2, font: .caption.scaled(by: 0.9)
        )
        .foregroundStyle(tone.text)
      }
    }
    .chartYScale(domain: 0...0.64)
    .chartXAxis("Distance", spanning: [0, 25])
    .chartYAxis(.ticks)
    .chartYAxisLabel("Probability")
  }

  private func circle(radius: Double) -> [Point] {
    (0...96).map { step in
      let angle = 2 * .pi * Double(step) / 96
      return Point(radius * cos(angle), radius * sin(angle))
    }
  }

  var claims: [Claim<Evidence>] {
    Claim(
      "the mean distance in 25, 100 and 500 dimensions is √(D - 1/2) within 1 %", in: 0...0.01
    ) { evidence in
      evidence.measured.reduce(0) { worst, distances in
        let expected = (Double(distances.distribution.dimensions) - 0.5).squareRoot()
        return max(worst, abs(distances.mean / expected - 1))
      }
    }
    Claim("the standard deviation is 0.707 within 5 % in all of them", in: 0...0.05) { evidence in
      evidence.measured.reduce(0) { max($0, abs($1.deviation / 0.5.squareRoot() - 1)) }
    }
    Claim("of 10,000 samples in 100 dimensions none is closer than 6", in: 6...(.infinity)) {
      $0.measured[1].least
    }
    Claim("the histogram's distances follow the Rayleigh distribution", in: 0...0.015) {
      $0.largestDeviation
    }
  }
}

import Lantern

/// The kind of output decides which distribution a network should predict.
struct DistributionsForOutputs: Figure {
  static let entry = Entry(
    "5.11", "Which distribution for which kind of output",
    alt: """
      A table of eleven rows. Each names a type of data and its domain, the distributions that \
      suit it and what predicting with them is called: from univariate normal for regression, by \
      beta for proportions, von Mises for directions and Bernoulli for binary classification, to \
      Plackett–Luce for ranking. A small sketch shows each distribution.
      """)

  @Parameter("Samples in the check of each distribution", in: 1000...100000) var samples = 20000
  @Parameter("Seed", in: 0...99) var seed = 0

  /// One row: distributions over one domain, used for the same.
  struct Row: Sendable {
    var domain: OutcomeDomain
    var distributions: String
    var use: String
    var sketch: Sketch
  }

  /// Curves of densities, or bars of probabilities.
  enum Sketch: Sendable {
    case curves([[Point]])
    case bars([Double])
    case map(Surface)
  }

  /// How far a distribution is from what it should be.
  struct Check: Sendable {
    var totalProbability: Double
    /// The largest distance of a statistic's sample mean from its expected value, in standard
    /// errors.
    var deviation: Double
  }

  struct Evidence: Sendable {
    var rows: [Row]
    var checks: [Check]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let normal = NormalDistribution()
    let laplace = LaplaceDistribution()
    let t = StudentTDistribution(degreesOfFreedom: 3)
    let mixture = NormalMixture(
      weights: [0.6, 0.4],
      components: [
        NormalDistribution(mean: -1.2, standardDeviation: 0.8),
        NormalDistribution(mean: 1.6, standardDeviation: 0.5),
      ])
    let exponential = ExponentialDistribution(rate: 1)
    let gamma = GammaDistribution(shape: 3, rate: 1.5)
    let beta = BetaDistribution(alpha: 2, beta: 4)
    let plane = BivariateNormalDistribution(
      mean: Point(0, 0), covariance: SymmetricMatrix(xx: 1, xy: 0.6, yy: 0.8))
    let vonMises = VonMisesDistribution(direction: 2, concentration: 1.7)
    let bernoulli = BernoulliDistribution(probability: 0.3)
    let categorical = CategoricalDistribution(probabilities: [0.05, 0.40, 0.20, 0.26, 0.09])
    let poisson = PoissonDistribution(rate: 2.8)
    let ranking = PlackettLuceDistribution(worths: [5, 3, 1])
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    return Evidence(
      rows: [
        row(normal, over: -4...4),
        row(laplace, t, over: -4...4),
        row(mixture, over: -4...4),
        row(exponential, gamma, over: 0...5),
        row(beta, over: 0...1),
        row(
          BivariateNormalDistribution.self,
          .map(Surface(x: -3...3, y: -2.5...2.5, columns: 61, rows: 61, of: plane.probability))),
        row(
          VonMisesDistribution.self,
          .curves([[Point](over: -.pi ... .pi, samples: 129, of: vonMises.probability)])),
        row(bernoulli, over: 0...1),
        row(categorical, over: 1...5),
        row(poisson, over: 0...8),
        row(PlackettLuceDistribution.self, .bars(orders.map(ranking.probability))),
      ],
      checks: [
        check(normal, lab), check(laplace, lab), check(t, lab), check(mixture, lab),
        check(exponential, lab), check(gamma, lab), check(beta, lab), check(plane, lab),
        check(vonMises, lab), check(bernoulli, lab), check(categorical, lab), check(poisson, lab),
        check(ranking, lab),
      ])
  }

  private func row<D: Distribution>(_: D.Type, _ sketch: Sketch, names: [String] = []) -> Row {
    Row(
      domain: D.domain, distributions: ([D.name] + names).joined(separator: " or "), use: D.use,
      sketch: sketch)
  }

  private func row<D: ContinuousDistribution>(_ distribution: D, over range: ClosedRange<Double>)
    -> Row
  {
    row(D.self, .curves([[Point](over: range, samples: 129, of: distribution.probability)]))
  }

  private func row<A: ContinuousDistribution, B: ContinuousDistribution>(
    _ first: A, _ second: B, over range: ClosedRange<Double>
  ) -> Row {
    row(
      A.self,
      .curves([
        [Point](over: range, samples: 129, of: first.probability),
        [Point](over: range, samples: 129, of: second.probability),
      ]), names: [B.name])
  }

  private func row<D: DiscreteDistribution>(_ distribution: D, over range: ClosedRange<Int>)
    -> Row
  {
    row(D.self, .bars(range.map(distribution.probability)))
  }

  private func check<D: Distribution>(_ distribution: D, _ lab: Lab) -> Check {
    let rows = distribution.samples(count: samples, key: lab.key(D.name))
      .map(distribution.statistics)
    let count = Double(rows.count)
    let deviations = distribution.expectedStatistics.indices.map { column in
      let values = rows.map { $0[column] }
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      return abs(mean - distribution.expectedStatistics[column]) / (variance / count).squareRoot()
    }
    return Check(
      totalProbability: distribution.totalProbability(), deviation: deviations.max() ?? 0)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Table(["Data type", "Domain", "Distribution", "Use", ""], columnSpacing: 9, rowSpacing: 3) {
      for row in evidence.rows {
        TableRow {
          Text(row.domain.dataType)
          Text("$\(row.domain.formula)$")
          Text(row.distributions)
          Text(row.use)
          sketch(row.sketch)
        }
      }
    }
    .font(.callout.scaled(by: 0.92))
  }

  private func sketch(_ sketch: Sketch) -> some Drawing {
    Chart {
      switch sketch {
      case .curves(let curves):
        if let first = curves.first { AreaMark(first).outline(.teal).lineStyle(width: 0.9) }
        for curve in curves.dropFirst() {
          LineMark(curve).foregroundStyle(.slate).lineStyle(width: 0.9)
        }
      case .bars(let heights):
        BarMark(x: heights.indices.map(Double.init), height: heights)
          .foregroundStyle(Tone.teal.opacity(0.48))
          .outline(.teal)
      case .map(let surface):
        HeatmapMark(surface, colorMap: .clearToTeal)
      }
    }
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
    .chartFrame(.hidden)
    .chartPlotSize(width: 36, height: 16)
  }

  var claims: [Claim<Evidence>] {
    Claim("every distribution sums or integrates to 1", in: 0...1e-3) { evidence in
      evidence.checks.map { abs($0.totalProbability - 1) }.max() ?? 1
    }
    Claim("sample means lie within 4 standard errors of the true ones", in: 0...4) { evidence in
      evidence.checks.map(\.deviation).max() ?? .infinity
    }
  }
}

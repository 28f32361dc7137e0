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

  struct Evidence: Sendable {
    var rows: [Row]
    var checks: [DistributionCheck]
  }

  func compute(in lab: Lab) throws -> Evidence {
    var checks: [DistributionCheck] = []
    func row(_ families: [any Distribution], _ sketch: Sketch) -> Row {
      func check(_ family: some Distribution) -> DistributionCheck {
        DistributionCheck(family, samples: samples, key: lab.key(type(of: family).name))
      }
      checks += families.map { check($0) }
      let types = families.map { type(of: $0) }
      return Row(
        domain: types[0].domain, distributions: types.map { $0.name }.joined(separator: " or "),
        use: types[0].use, sketch: sketch)
    }
    func curves(_ range: ClosedRange<Double>, _ families: any ContinuousDistribution...) -> Row {
      func curve(_ family: some ContinuousDistribution) -> [Point] {
        [Point](over: range, samples: 129, of: family.probability)
      }
      return row(families, .curves(families.map { curve($0) }))
    }
    func bars(_ outcomes: ClosedRange<Int>, _ family: some DiscreteDistribution) -> Row {
      row([family], .bars(outcomes.map(family.probability)))
    }
    let mixture = NormalMixture(
      weights: [0.6, 0.4],
      components: [
        NormalDistribution(mean: -1.2, standardDeviation: 0.8),
        NormalDistribution(mean: 1.6, standardDeviation: 0.5),
      ])
    let plane = BivariateNormalDistribution(
      mean: Point(0, 0), covariance: SymmetricMatrix(xx: 1, xy: 0.6, yy: 0.8))
    let direction = VonMisesDistribution(direction: 2, concentration: 1.7)
    let ranking = PlackettLuceDistribution(worths: [5, 3, 1])
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let rows = [
      curves(-4...4, NormalDistribution()),
      curves(-4...4, LaplaceDistribution(), StudentTDistribution(degreesOfFreedom: 3)),
      curves(-4...4, mixture),
      curves(0...5, ExponentialDistribution(rate: 1), GammaDistribution(shape: 3, rate: 1.5)),
      curves(0...1, BetaDistribution(alpha: 2, beta: 4)),
      row(
        [plane],
        .map(Surface(x: -3...3, y: -2.5...2.5, columns: 61, rows: 61, of: plane.probability))),
      row(
        [direction],
        .curves([[Point](over: -.pi ... .pi, samples: 129, of: direction.probability)])),
      bars(0...1, BernoulliDistribution(probability: 0.3)),
      bars(1...5, CategoricalDistribution(probabilities: [0.05, 0.40, 0.20, 0.26, 0.09])),
      bars(0...8, PoissonDistribution(rate: 2.8)),
      row([ranking], .bars(orders.map(ranking.probability))),
    ]
    return Evidence(rows: rows, checks: checks)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Table(
      ["Data type", "Domain", "Distribution", "Use", ""], columnSpacing: 9, rowSpacing: 2.5,
      bandedRows: true
    ) {
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
    .font(.callout.serif().scaled(by: 0.97))
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

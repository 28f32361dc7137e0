import Lantern

/// With the same number of parameters, deeper networks can make more regions.
struct DeepRegionCounts: Figure {
  static let entry = Entry(
    "4.7", "Linear regions of shallow and deep networks",
    alt: """
      Two plots, on a logarithmic scale, of the largest number of regions over the number of \
      parameters, for one to five hidden layers. With one input the order is the number of layers \
      almost everywhere. With ten inputs the curves start together and deeper networks pull ahead; \
      one and two layers stay close. A dot marks five layers of 10 and of 50 units.
      """)

  @Parameter("Units per layer at the dot of a", in: 1...13) var units = 10

  struct Evidence: Sendable {
    struct Count: Sendable {
      var units: Int
      var parameters: Int
      var regions: Double
    }

    /// For one to five layers, growing widths.
    var narrow: [[Count]]
    var wide: [[Count]]
    var highlights: [Count]
  }

  private let tones: [Tone] = [
    .lightGray, .teal, .orange, .slate.mixed(with: .gray, 0.6), .steel,
  ]
  private let textTones: [Tone] = [.gray, .deepTeal, .brown, .gray, .steel]

  func compute(in lab: Lab) throws -> Evidence {
    func count(_ inputs: Int, _ units: Int, _ layers: Int) -> Evidence.Count {
      let widths = [inputs] + [Int](repeating: units, count: layers) + [1]
      return Evidence.Count(
        units: units, parameters: MLP(widths).parameterCount,
        regions: RegionCount.deep(inputs: inputs, units: units, layers: layers))
    }
    func family(_ inputs: Int, step: Int, upTo limit: Int) -> [[Evidence.Count]] {
      (1...5).map { layers in
        let widths = stride(from: step, through: limit, by: step)
        return Array(
          widths.lazy.map { count(inputs, $0, layers) }.prefix { $0.parameters <= limit })
      }
    }
    return Evidence(
      narrow: family(1, step: 1, upTo: 1000), wide: family(10, step: 10, upTo: 20_000),
      highlights: [count(1, units, 5), count(10, 50, 5)])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 6) {
      Panel("a", title: "Input dimension $D_i=1$") {
        chart(evidence.narrow, evidence.highlights[0], upTo: 1000)
          .chartYScale(domain: 1...1e6, type: .log)
          .chartYAxis(values: [1, 1e2, 1e4, 1e6], subdivisions: 1)
          .chartYAxisLabel("Number of regions")
      }
      Panel("b", title: "Input dimension $D_i=10$") {
        chart(evidence.wide, evidence.highlights[1], upTo: 20_000)
          .chartYScale(domain: 1...1e50, type: .log)
          .chartYAxis(values: [1, 1e20, 1e40], subdivisions: 1)
      }
    }
    .chartXAxisLabel("Number of parameters")
    .chartPlotSize(width: 156, height: 105)
  }

  private func chart(
    _ families: [[Evidence.Count]], _ highlight: Evidence.Count, upTo limit: Double
  ) -> some Drawing {
    Chart {
      for (index, family) in families.enumerated() {
        let points = family.map { Point(Double($0.parameters), $0.regions) }
        LineMark(points)
          .foregroundStyle(tones[index])
          .lineStyle(width: 1.42)
        PointMark(points.count < 60 ? points : [])
          .foregroundStyle(tones[index])
          .symbolSize(2.2)
      }
      PointMark([Point(Double(highlight.parameters), highlight.regions)])
        .foregroundStyle(.steel)
        .symbolSize(6.5)
      for (index, family) in families.enumerated() {
        CurveLabel(
          #"$K\!=\!\#(index + 1)$"#,
          beside: family.map { Point(Double($0.parameters), $0.regions) },
          side: index == 0 ? .below : .above, x: 0.25 * limit...limit, spacing: 1.5, font: .caption
        )
        .foregroundStyle(textTones[index])
      }
    }
    .chartXAxis(spanning: [0, limit / 2, limit])
  }

  var claims: [Claim<Evidence>] {
    Claim("five layers of ten units make 161,051 regions with one input", equals: 161_051) {
      $0.highlights[0].regions
    }
    Claim("they have 471 parameters", equals: 471) { Double($0.highlights[0].parameters) }
    Claim("the dot of b has 10,801 parameters", equals: 10_801) {
      Double($0.highlights[1].parameters)
    }
    Claim(
      "at every budget from 100 to 1000, more layers can make more regions", in: 1.000_001...1e9
    ) {
      evidence in
      (100...1000).reduce(Double.infinity) { least, budget in
        let best = evidence.narrow.map { family in
          family.last { $0.parameters <= budget }?.regions ?? 0
        }
        return zip(best, best.dropFirst()).reduce(least) { min($0, $1.1 / $1.0) }
      }
    }
  }
}

import Lantern

/// The number of regions explodes with the number of inputs.
struct ShallowRegionCounts: Figure {
  static let entry = Entry(
    "3.9", "Linear regions of shallow networks",
    alt: """
      Two plots on a logarithmic scale of the largest number of regions, for 1, 5, 10, 50 and 100 \
      inputs. In the first, over the number of hidden units, networks with more inputs are always \
      above; with 100 inputs and 500 units a dot lies at 10 to the 107. In the second, over the \
      number of parameters, the curve for 50 inputs lies above that for 100 at small budgets.
      """)

  @Parameter("Hidden units at the dot", in: 10...1000) var units = 500

  struct Evidence: Sendable {
    struct Count: Sendable {
      var units: Int
      var parameters: Int
      var regions: Double
    }

    struct Family: Sendable {
      var inputs: Int
      var counts: [Count]
    }

    var families: [Family]
    var highlight: Count
    /// Regions of networks with 2 inputs and 3 units, 10 and 50, 10 and 8.
    var known: [Double]
  }

  private let tones: [Tone] = [
    .lightGray, .teal, .orange, .slate.mixed(with: .gray, 0.6), .steel,
  ]
  private let textTones: [Tone] = [.gray, .deepTeal, .brown, .gray, .steel]

  func compute(in lab: Lab) throws -> Evidence {
    func count(_ inputs: Int, _ units: Int) -> Evidence.Count {
      Evidence.Count(
        units: units, parameters: MLP([inputs, units, 1]).parameterCount,
        regions: RegionCount.shallow(inputs: inputs, units: units))
    }
    return Evidence(
      families: [1, 5, 10, 50, 100].map { inputs in
        let most = max(1000, 100_000 / (inputs + 2))
        let small = (1...60).map { count(inputs, $0) }
        return Evidence.Family(
          inputs: inputs,
          counts: small + stride(from: 70, through: most, by: 10).map { count(inputs, $0) })
      },
      highlight: count(100, units),
      known: [count(2, 3), count(10, 50), count(10, 8)].map(\.regions))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 6) {
      Panel("a") {
        chart(evidence, upTo: 1000) { Double($0.units) }
          .chartXAxisLabel("Number of hidden units")
          .chartYAxisLabel("Number of regions")
      }
      Panel("b") {
        chart(evidence, upTo: 100_000) { Double($0.parameters) }
          .chartXAxisLabel("Number of parameters")
          .chartYAxis(.ticks)
      }
    }
    .chartYScale(domain: 1...1e150, type: .log)
    .chartYAxis(values: [1, 1e50, 1e100, 1e150], subdivisions: 1)
    .chartPlotSize(width: 156, height: 116)
  }

  private func chart(
    _ evidence: Evidence, upTo limit: Double, x: (Evidence.Count) -> Double
  ) -> some Drawing {
    let curves = evidence.families.map { family in
      family.counts.map { Point(x($0), $0.regions) }.filter { $0.x <= limit }
    }
    return Chart {
      for (family, tone) in tones.enumerated() {
        LineMark(curves[family])
          .foregroundStyle(tone)
          .lineStyle(width: 1.42)
      }
      PointMark([Point(x(evidence.highlight), evidence.highlight.regions)])
        .foregroundStyle(.steel)
      for (family, tone) in textTones.enumerated() {
        CurveLabel(
          #"$D_i\!=\!\#(evidence.families[family].inputs)$"#, beside: curves[family], side: .above,
          x: 0.5 * limit...limit, spacing: 0.4,
          font: .caption.scaled(by: 0.8)
        )
        .foregroundStyle(tone)
      }
    }
    .chartXAxis(spanning: [0, limit / 2, limit])
  }

  var claims: [Claim<Evidence>] {
    Claim("two inputs and three units give 7 regions", equals: 7) { $0.known[0] }
    Claim("ten inputs and fifty units give 13,432,735,556", equals: 13_432_735_556) {
      $0.known[1]
    }
    Claim("ten inputs and eight units give 256", equals: 256) { $0.known[2] }
    Claim("the dot has 51,001 parameters", equals: 51_001) { Double($0.highlight.parameters) }
  }
}

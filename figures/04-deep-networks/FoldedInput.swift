import Lantern

/// The first network folds the line of inputs, the second draws on all its layers at once.
struct FoldedInput: Figure {
  static let entry = Entry(
    "4.3", "A deep network as folding its input",
    alt: """
      A strip of paper folded twice like a map, with a zigzag drawn on it, is pushed together. The \
      pile, seen as one narrow panel, receives a curve coloured from orange to blue. Pulled apart \
      again, the strip carries the curve three times, mirrored in the middle.
      """)

  struct Evidence: Sendable {
    var first: PiecewiseLinearCurve
    var second: PiecewiseLinearCurve
    var composed: PiecewiseLinearCurve
  }

  func compute(in lab: Lab) throws -> Evidence {
    let first = try ReLUNetwork(
      through: [Point(-1, -1), Point(0, 1), Point(0.6, -1), Point(1, 1)])
    let second = try ReLUNetwork(
      through: [Point(-1, 0.6), Point(-0.2, -0.82), Point(0.315, 0.28), Point(1, -0.14)])
    return Evidence(
      first: try first.curves(on: -1...1)[0], second: try second.curves(on: -1...1)[0],
      composed: try first.followed(by: second).curves(on: -1...1)[0])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 7) {
      Panel("a") {
        FoldedChart(creases: evidence.first.joints, motion: .folding) {
          zeroLine
          LineMark(evidence.first.vertices)
            .foregroundStyle(.teal)
        }
        .chartXAxisLabel("Input, $x$")
        .chartYAxisLabel("Output, $y$")
      }
      FlowArrow()
      Panel("b") {
        FoldedChart {
          zeroLine
          GradientLineMark(
            evidence.second.vertices, values: evidence.second.vertices.map(\.x), in: -1...1)
        }
        .chartXAxisLabel("Input, $y$")
        .chartYAxisLabel("Output, $y'$")
        .chartPlotSize(width: 40, height: 88)
      }
      FlowArrow()
      Panel("c") {
        FoldedChart(creases: evidence.first.joints, motion: .unfolding) {
          zeroLine
          GradientLineMark(
            evidence.composed.vertices,
            values: evidence.composed.vertices.map { evidence.first($0.x) },
            in: -1...1)
        }
        .chartXAxisLabel("Input, $x$")
        .chartYAxisLabel("Output, $y'$")
      }
    }
    .chartXScale(domain: -1...1)
    .chartYScale(domain: -1...1)
    .chartPlotSize(width: 112, height: 88)
  }

  private var zeroLine: some ChartContent {
    RuleMark(y: 0)
      .foregroundStyle(.lightGray)
      .lineStyle(width: 0.75, dash: [0.75, 1.2])
  }

  var claims: [Claim<Evidence>] {
    Claim("every facet carries the same outputs", in: 0...1e-9) { evidence in
      let edges = evidence.first.vertices.map(\.x)
      let facets = zip(edges, edges.dropFirst()).enumerated().map { number, ends in
        (0...200).map { step in
          let t = Double(number % 2 == 0 ? step : 200 - step) / 200
          return evidence.composed(ends.0 + t * (ends.1 - ends.0))
        }
      }
      return facets.dropFirst().reduce(0) { worst, facet in
        zip(facet, facets[0]).reduce(worst) { max($0, abs($1.0 - $1.1)) }
      }
    }
  }
}

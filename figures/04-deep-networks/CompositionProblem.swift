import Lantern

/// Two networks to compose by hand, for problem 4.1.
struct CompositionProblem: Figure {
  static let entry = Entry(
    "4.8", "Two networks to compose",
    alt: """
      The graph of two networks in series. Below, the first network's output over its input from \
      −1 to 1: up to 1, down to −1 at zero, up to 1, down to 0. The second network's output, \
      coloured from orange to blue: steeply down, slowly up, steeply up, then flat at zero.
      """)

  struct Evidence: Sendable {
    var first: ReLUNetwork
    var second: ReLUNetwork
    var curves: [PiecewiseLinearCurve]
    var composed: PiecewiseLinearCurve
  }

  func compute(in lab: Lab) throws -> Evidence {
    let first = try ReLUNetwork(
      through: [Point(-1, 0), Point(-0.41, 1), Point(0, -1), Point(0.6, 1), Point(1, 0)])
    let second = try ReLUNetwork(
      through: [
        Point(-1, 0.6), Point(-0.2, -0.82), Point(0.475, -0.665), Point(0.77, 0), Point(1, 0),
      ])
    return Evidence(
      first: first, second: second,
      curves: [try first.curves(on: -1...1)[0], try second.curves(on: -1...1)[0]],
      composed: try first.followed(by: second).curves(on: -1...1)[0])
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 8) {
      Panel("a") { NetworkDiagram(evidence.first, evidence.second) }
      HStack(spacing: 14) {
        Panel("b") {
          Chart {
            GuideMark(x: evidence.curves[0].joints)
            LineMark(evidence.curves[0].vertices)
              .foregroundStyle(.teal)
          }
          .chartXAxisLabel("Input, $x$")
          .chartYAxisLabel("Output, $y$")
        }
        Panel("c") {
          Chart {
            GuideMark(x: [])
            GradientLineMark(
              evidence.curves[1].vertices, values: evidence.curves[1].vertices.map(\.x), in: -1...1)
          }
          .chartXAxisLabel("Input, $y$")
          .chartYAxisLabel("Output, $y'$")
        }
      }
    }
    .chartXAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotSize(width: 137, height: 101)
  }

  var claims: [Claim<Evidence>] {
    Claim("the composition is 0.6 at zero", in: 0.6 - 1e-9...0.6 + 1e-9) { $0.composed(0) }
    Claim("it has two flat pieces at zero", equals: 2) { evidence in
      let ends = zip(evidence.composed.vertices, evidence.composed.vertices.dropFirst())
      return Double(ends.count { abs($0.y) < 1e-9 && abs($1.y) < 1e-9 })
    }
    Claim("it has twelve linear regions", equals: 12) { Double($0.composed.pieceCount) }
  }
}

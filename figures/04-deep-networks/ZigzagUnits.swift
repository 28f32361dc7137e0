import Lantern

/// Three hidden units from which a zigzag can be made that composes with itself, for problem 4.8.
struct ZigzagUnits: Figure {
  static let entry = Entry(
    "4.9", "Three hidden units that make a zigzag",
    alt: """
      Three plots over an input from 0 to 1. The first unit is zero up to one sixth and then \
      rises, the second up to two sixths; the third falls from two thirds to zero at four sixths \
      and stays there.
      """)

  struct Evidence: Sendable {
    var units: [PiecewiseLinearCurve]
    var zigzag: PiecewiseLinearCurve
    /// Regions of the zigzag composed with itself once and twice.
    var regionCounts: [Int]
    /// The same by scanning.
    var scannedCounts: [Int]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let weights = [[1.0], [1], [-1]]
    let biases = [-1.0 / 6, -2.0 / 6, 4.0 / 6]
    let zigzag = try ReLUNetwork(weights: [weights, [[-12, 9, -6]]], biases: [biases, [4]])
    let twice = try zigzag.followed(by: zigzag)
    let deep = [twice, try twice.followed(by: zigzag)]
    return Evidence(
      units: try zigzag.curves(ofLayer: 0, on: 0...1).map(\.rectified),
      zigzag: try zigzag.curves(on: 0...1)[0],
      regionCounts: try deep.map { try $0.curves(on: 0...1)[0].pieceCount },
      scannedCounts: deep.map { $0.scannedJoints(on: 0...1, samples: 20_000).count + 1 })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 3) {
      panel("a", 1, evidence.units[0], .orange, .brown)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output")
      panel("b", 2, evidence.units[1], .teal, .deepTeal)
      panel("c", 3, evidence.units[2], .contour, .slate)
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
    .chartYAxis(.ticks)
  }

  private func panel(
    _ letter: String, _ d: Int, _ curve: PiecewiseLinearCurve, _ tone: Tone, _ textTone: Tone
  ) -> some Drawing {
    Panel(letter) {
      Chart {
        GuideMark(x: [])
        LineMark(curve.vertices)
          .foregroundStyle(tone)
        CornerLabel(#"$h_\#(d) = \text{a}[\theta_{\#(d)0} + \theta_{\#(d)1}x]$"#, in: [.bottom])
          .foregroundStyle(textTone)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("4 − 12 h₁ + 9 h₂ − 6 h₃ swings between 0 and 1", in: 0...1e-12) { evidence in
      let places = [0, 1.0 / 6, 2.0 / 6, 4.0 / 6, 1]
      return zip(places, [0.0, 1, 0, 1, 0]).reduce(0) { max($0, abs(evidence.zigzag($1.0) - $1.1)) }
    }
    Claim("composed with itself it has 16 regions", equals: 16) { Double($0.regionCounts[0]) }
    Claim("composed twice it has 64", equals: 64) { Double($0.regionCounts[1]) }
    Claim("scanning finds 16, too", equals: 16) { Double($0.scannedCounts[0]) }
    Claim("scanning finds 64, too", equals: 64) { Double($0.scannedCounts[1]) }
  }
}

import Lantern

/// The more hidden units, the more linear regions, and the closer the function comes to its target.
struct ShallowApproximation: Figure {
  static let entry = Entry(
    "3.5", "Approximation with more and more linear regions",
    alt: """
      Three plots of the same dashed wavy target with a model of straight pieces: with five \
      regions the model cuts the corners, with ten it is close, with twenty it can hardly be told \
      apart from the target.
      """)

  @Parameter("Regions of the first model", in: 2...40) var regions = 5

  struct Evidence: Sendable {
    struct Fit: Sendable {
      var regions: Int
      var curve: PiecewiseLinearCurve
      /// The largest distance between model and target.
      var error: Double
    }

    var target: [Point]
    var fits: [Fit]
  }

  /// The target's heights at x = 0, 0.1, …, 2.
  private let heights = [
    0.578, 0.686, 0.723, 0.622, 0.356, 0.053, -0.121, -0.362, -0.738, -0.829, -0.784, -0.516,
    -0.237, -0.123, 0.047, 0.375, 0.711, 0.869, 0.897, 0.868, 0.771,
  ]

  func compute(in lab: Lab) throws -> Evidence {
    let spline = CubicSpline(through: heights.enumerated().map { Point(0.1 * Double($0), $1) })
    let target = (0...400).map { Point(Double($0) / 200, spline(Double($0) / 200)) }
    let fits = try [regions, 2 * regions, 4 * regions].map { count in
      let knots = (0...count).map { 2 * Double($0) / Double(count) }
      let network = try ReLUNetwork(
        through: PiecewiseLinearCurve(fitting: target, knots: knots).vertices)
      let curve = try network.curves(on: 0...2)[0]
      return Evidence.Fit(
        regions: curve.pieceCount, curve: curve,
        error: target.reduce(0) { max($0, abs(curve($1.x) - $1.y)) })
    }
    return Evidence(target: target, fits: fits)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 3) {
      panel("a", evidence, 0, .lightGray, .slate)
        .chartYAxis(.automatic)
        .chartYAxisLabel("Output, $y$")
      panel("b", evidence, 1, .orange, .brown)
      panel("c", evidence, 2, .teal, .deepTeal)
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
    .chartYAxis(.ticks)
  }

  private func panel(
    _ letter: String, _ evidence: Evidence, _ number: Int, _ tone: Tone, _ textTone: Tone
  ) -> some Drawing {
    let fit = evidence.fits[number]
    return Panel(letter) {
      Chart {
        GuideMark(x: []).foregroundStyle(.lightGray)
        LineMark(fit.curve.vertices)
          .foregroundStyle(tone)
          .lineStyle(width: 2.3)
        LineMark(evidence.target)
          .foregroundStyle(.ink)
          .lineStyle(width: 0.85, dash: [2.55, 0.85])
        CornerLabel("\(fit.regions) linear regions", in: [.topLeading])
          .foregroundStyle(textTone)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("ten regions halve the largest error at least", in: 2...100) {
      $0.fits[0].error / $0.fits[1].error
    }
    Claim("so do twenty", in: 2...100) { $0.fits[1].error / $0.fits[2].error }
    Claim("the largest error with twenty regions is small", in: 0...0.03) { $0.fits[2].error }
  }
}

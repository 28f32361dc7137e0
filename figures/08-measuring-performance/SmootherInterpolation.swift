import Lantern

/// More hidden units than points need leave room for a smooth curve through all of them.
struct SmootherInterpolation: Figure {
  static let entry = Entry(
    "8.11", "Extra capacity permits smoother interpolation",
    alt: """
      Six plots of a black wave with three points at the left, three at the right, and a wide gap \
      between. First the points alone. Then, for 6, 7, 8, 10 and 50 hidden units, the model with \
      the smallest weights that passes through all points. With 6 it shoots far out of the plot \
      in the gap, with 7 less far, and from 8 on it crosses the gap in an ever smoother arc.
      """)

  @Parameter("Output of the third point", in: 0.3...0.6) var third = 0.469
  @Parameter("Output of the fourth point", in: -0.8...(-0.4)) var fourth = -0.658
  @Parameter("Hidden units of the last model", in: 11...150) var mostUnits = 50

  struct Evidence: Codable, Sendable {
    struct Fit: Codable, Sendable {
      var units: Int
      var model: FixedJointNetwork
      /// The largest distance from a point.
      var residual: Double

      /// The highest output over 0 to 1 minus the lowest.
      var range: Double {
        let heights = model.curve.vertices.map(\.y)
        return (heights.max() ?? 0) - (heights.min() ?? 0)
      }

      /// The sum of absolute second differences at 100 places.
      var roughness: Double {
        let outputs = (0..<100).map { model(Double($0) / 99) }
        let changes = zip(outputs.dropFirst(), outputs).map { $0 - $1 }
        return zip(changes.dropFirst(), changes).reduce(0) { $0 + abs($1.0 - $1.1) }
      }
    }

    var data: RegressionData
    var fits: [Fit]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let book = ToyRegression.pointsWithGap
    let outputs = [0, 1, 2, 3, 4, 5].map { $0 == 2 ? third : $0 == 3 ? fourth : book[$0].y }
    let data = RegressionData(Array(zip(book.inputs, outputs)))
    return Evidence(
      data: data,
      fits: [6, 7, 8, 10, mostUnits].map { units in
        let model = FixedJointNetwork.leastSquares(data, hiddenCount: units)
        return Evidence.Fit(
          units: units, model: model,
          residual: data.reduce(0) { max($0, abs(model($1.x) - $1.y)) })
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let fits = [nil] + evidence.fits.map(Optional.some)
    PanelGrid(
      6, titles: fits.map { $0.map { "\($0.units) hidden units" } ?? "" }, horizontalSpacing: 4,
      verticalSpacing: 4
    ) { number in
      Chart {
        LineMark(over: 0...1) { ToyRegression.shown($0) }
          .foregroundStyle(.ink)
        if let fit = fits[number] { LineMark(fit.model.curve.vertices) }
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(4.8)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
  }

  var claims: [Claim<Evidence>] {
    Claim("all models pass through all points", in: 0...1e-9) {
      $0.fits.map(\.residual).max() ?? .infinity
    }
    Claim("with 6 units the outputs range over 4.1", in: 4...4.3) { $0.fits[0].range }
    Claim("with 10 and 50 units they range over less than 1.4", in: 0...1.4) {
      max($0.fits[3].range, $0.fits[4].range)
    }
    Claim("with 6 units the curve is over twice as rough as with 50", in: 2...(.infinity)) {
      $0.fits[0].roughness / $0.fits[4].roughness
    }
  }
}

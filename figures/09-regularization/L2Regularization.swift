import Lantern

/// An L2 term makes the fitted function smoother, from too little to too much.
struct L2Regularization: Figure {
  static let entry = Entry(
    "9.2", "L2 regularization from too little to too much",
    alt: """
      Six plots of the same fifteen noisy points, the true curve, a hump and a trough, and a \
      fitted curve, for growing weights of the L2 term. Without it the fit zigzags through every \
      point; with a weight of 0.001 it comes close to the truth; with 0.1 it is little more than a \
      gentle slope.
      """)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Hidden units", in: 4...30) var hiddenUnits = 14
  @Parameter("Noise of fresh data", in: 0...0.6) var noise = 0.3
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var fits: [FixedJointNetwork]
    /// For each λ the sum of squared errors on the data, and the mean squared error to the truth.
    var dataErrors: [Double]
    var trueErrors: [Double]
    /// The errors to the truth of fits to a hundred fresh data sets, a row each.
    var freshErrors: [[Double]]
  }

  static let strengths = [0, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1]
  private static let names = ["0", "0.00001", "0.0001", "0.001", "0.01", "0.1"]

  func compute(in lab: Lab) throws -> Evidence {
    let truth = ToyRegression(noise: noise)
    func fits(_ data: RegressionData) -> [FixedJointNetwork] {
      let design = FixedJointDesign(inputs: data.inputs, hiddenCount: hiddenUnits)
      return Self.strengths.map { design.fit(data.outputs, ridge: $0) }
    }
    let data =
      data == .book
      ? ToyRegression.pointsToRegularize : truth.examples(15, key: lab.key("data"))
    let shown = fits(data)
    return Evidence(
      data: data, truth: truth, fits: shown, dataErrors: shown.map { $0.loss(on: data) },
      trueErrors: shown.map { truth.squaredError(of: $0.callAsFunction) },
      freshErrors: lab.key("fresh data").split(100).map { key in
        fits(truth.examples(15, key: key)).map { truth.squaredError(of: $0.callAsFunction) }
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    PanelGrid(6, titles: Self.names.map { #"$\lambda = \#($0)$"# }) { number in
      Chart {
        LineMark(over: 0...1, of: evidence.truth.callAsFunction)
          .foregroundStyle(.ink)
        LineMark(evidence.fits[number].curve.vertices)
          .foregroundStyle(.teal)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(4.7)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(values: [0, 1.5, 3], subdivisions: 3, decimals: 1)
    .chartYAxisLabel("Output, $y$")
    .chartYScale(domain: -0.5...3.5)
    .chartPlotAspectRatio(1.24)
  }

  var claims: [Claim<Evidence>] {
    Claim("the error on the data grows with λ: the least step is", atLeast: 0) { evidence in
      zip(evidence.dataErrors, evidence.dataErrors.dropFirst()).map { $1 - $0 }.min() ?? -1
    }
    Claim("for the data shown λ = 0.001 is best; by its error the next best's is", atLeast: 1.05) {
      let others = $0.trueErrors[..<3] + $0.trueErrors[4...]
      return (others.min() ?? 0) / $0.trueErrors[3]
    }
    Claim("over fresh data the best λ is 0.001 or 0.01 in the share", atLeast: 0.9) { evidence in
      let best = evidence.freshErrors.map { errors in
        errors.indices.min { errors[$0] < errors[$1] } ?? 0
      }
      return Double(best.count { $0 == 3 || $0 == 4 }) / Double(best.count)
    }
    Claim("and the median error of λ = 0.001, by that of λ = 0, is", atMost: 0.3) { evidence in
      median(evidence.freshErrors.map { $0[3] }) / median(evidence.freshErrors.map { $0[0] })
    }
    Claim("by that of λ = 0.1 it is", atMost: 0.6) { evidence in
      median(evidence.freshErrors.map { $0[3] }) / median(evidence.freshErrors.map { $0[5] })
    }
  }

  private func median(_ values: [Double]) -> Double { Intervals.median(of: values) }
}

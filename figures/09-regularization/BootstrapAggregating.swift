import Lantern

/// The mean of models fitted to resampled data is smoother than a model fitted to all of it.
struct BootstrapAggregating: Figure {
  static let entry = Entry(
    "9.7", "Bagging smooths a model that overfits",
    alt: """
      Six plots of the true curve, a hump and a trough. In the first, twenty-five points and one \
      fit that wiggles through them. In the next four, fits to resampled points, where points \
      drawn more than once are larger and others are missing; each goes its own way where points \
      are missing. In the last, the mean of the four fits is smoother than the first fit, which is \
      drawn below it in grey.
      """)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Hidden units", in: 4...40) var hiddenUnits = 24
  @Parameter("L2 weight of each fit", in: 1e-6...1e-2, scale: .logarithmic) var ridge = 1e-5
  @Parameter("Models in the ensemble", in: 1...20) var models = 4
  @Parameter("Seed", in: 0...99) var seed = 9

  /// How the mean of members compares with them and with the fit to all data, on fresh data.
  struct Comparison: Codable, Sendable {
    /// The roughness of the mean by that of the single fit.
    var roughness: Double
    /// The error to the truth of the mean of four and of twenty members, by the single fit's.
    var errorOfFour: Double
    var errorOfTwenty: Double
    /// The error of the mean of four by the mean of their errors.
    var errorOfMembers: Double
  }

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var single: FixedJointNetwork
    var bagging: Bagging<FixedJointNetwork>
    var comparisons: [Comparison]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let truth = ToyRegression.unscaled
    func fit(_ data: RegressionData) -> FixedJointNetwork {
      .leastSquares(data, hiddenCount: hiddenUnits, ridge: ridge)
    }
    func error(_ network: FixedJointNetwork) -> Double {
      truth.squaredError(of: network.callAsFunction)
    }
    let data =
      data == .book ? ToyRegression.pointsToResample : truth.examples(25, key: lab.key("data"))
    return Evidence(
      data: data, truth: truth, single: fit(data),
      bagging: Bagging(of: data, members: max(models, 4), key: lab.key("resampling"), fit: fit),
      comparisons: lab.key("fresh data").split(40).map { key in
        let data = truth.examples(25, key: key.fold("data"))
        let single = fit(data)
        let bagging = Bagging(of: data, members: 20, key: key.fold("resampling"), fit: fit)
        let four = bagging.mean(of: 4)
        return Comparison(
          roughness: four.roughness / single.roughness, errorOfFour: error(four) / error(single),
          errorOfTwenty: error(bagging.mean()) / error(single),
          errorOfMembers: 4 * error(four) / bagging.members.prefix(4).map(error).reduce(0, +))
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let members = (1...4).map { "Model \($0)" }
    PanelGrid(6, titles: ["Original"] + members + ["Ensemble"]) { number in
      switch number {
      case 0: chart(evidence, [(evidence.single, .lightGray)])
      case 5:
        chart(
          evidence, [(evidence.single, .lightGray), (evidence.bagging.mean(of: models), .teal)])
      default:
        chart(
          evidence, [(evidence.bagging.members[number - 1], .teal)],
          counts: evidence.bagging.counts[number - 1])
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [-1, 1.5, 4], subdivisions: 5, decimals: 1)
    .chartPlotAspectRatio(1.24)
  }

  private func chart(
    _ evidence: Evidence, _ curves: [(network: FixedJointNetwork, tone: Tone)],
    counts: [Int]? = nil
  ) -> some Drawing {
    let counts = counts ?? evidence.data.map { _ in 1 }
    return Chart {
      LineMark(over: 0...1, of: evidence.truth.callAsFunction)
        .foregroundStyle(.ink)
      for curve in curves {
        LineMark(curve.network.curve.vertices)
          .foregroundStyle(curve.tone)
      }
      PointMark(
        evidence.data.map { Point($0.x, $0.y) },
        sizes: counts.map { 4.2 * Double($0).squareRoot() })
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the mean of four is smoother than the single fit in the share of fresh data sets",
      atLeast: 0.95) { Self.share($0.comparisons, \.roughness) }
    Claim("it is closer to the truth than its members are on average in the share", equals: 1) {
      Self.share($0.comparisons, \.errorOfMembers)
    }
    Claim("it is closer than the single fit in the share", atLeast: 0.65, over: .median) {
      Self.share($0.comparisons, \.errorOfFour)
    }
    Claim("the mean of twenty is in the share", atLeast: 0.92, over: .median) {
      Self.share($0.comparisons, \.errorOfTwenty)
    }
  }

  /// The share of comparisons in which a ratio is below 1.
  private static func share(_ all: [Comparison], _ ratio: KeyPath<Comparison, Double>) -> Double {
    Double(all.count { $0[keyPath: ratio] < 1 }) / Double(all.count)
  }
}

import Compute

/// The experiment of figure 8.10: models of MNIST-1D of growing size, of three kinds.
public struct DoubleDescentExperiment: Hashable, Sendable {
  /// The widths of the fully connected networks.
  public var widths: [Int]
  /// The widths of the residual networks.
  public var residualWidths: [Int]
  public var trainCount: Int
  public var testCount: Int
  /// Training steps of the fully connected networks; the residual ones take at most 2000.
  public var steps: Int
  /// The numbers of random features.
  public var featureCounts = [
    20, 30, 50, 75, 100, 150, 200, 300, 400, 550, 700, 800, 900, 1000, 1100, 1250, 1500, 2000,
    3000, 5000, 8000,
  ]
  /// The examples that random features and residual networks are fitted to.
  public static let smallTrainCount = 1000
  /// The share of labels of the residual networks' training set that are drawn at random.
  public static let residualLabelNoise = 0.2

  /// A minute or two: the length at which the phenomenon is plain.
  public static let usual = DoubleDescentExperiment(
    widths: [4, 6, 8, 10, 12, 15, 18, 22, 26, 30, 34, 38, 42, 46, 50, 60, 75, 95, 130, 200],
    residualWidths: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 24], trainCount: 4000,
    testCount: 4000, steps: 2000)

  /// The book's size: some 10¹⁴ multiplications forwards, an hour or two on one core.
  public static let book = DoubleDescentExperiment(
    widths: Array(stride(from: 4, to: 100, by: 4)) + Array(stride(from: 100, through: 400, by: 20)),
    residualWidths: Array(1...32), trainCount: 10_000, testCount: 5000, steps: 4000)

  /// A second, to see what a parameter does: few small networks.
  public static let sketch = DoubleDescentExperiment(
    widths: [4, 8, 12, 16, 20, 26, 34, 50], residualWidths: [1, 2, 4, 8], trainCount: 1000,
    testCount: 1000, steps: 500)

  /// What was found.
  public struct Results: Codable, Sendable {
    public let trainCount: Int
    /// Fully connected networks without and with label noise.
    public let clean: [DoubleDescent.Outcome]
    public let noisy: [DoubleDescent.Outcome]
    public let featureCounts: [Int]
    public let features: [RandomFeatureRegression.Errors]
    /// Residual networks without and with label noise.
    public let cleanResidual: [DoubleDescent.Outcome]
    public let noisyResidual: [DoubleDescent.Outcome]

    /// The width at which a fully connected network has as many parameters as examples:
    /// D² + 52 D + 10 = count.
    public var threshold: Double { Double(26 * 26 - 10 + trainCount).squareRoot() - 26 }

    /// Among the fully connected networks, that with the number of parameters nearest to that of
    /// examples.
    public var peak: Int {
      func distance(_ outcome: DoubleDescent.Outcome) -> Int {
        abs(outcome.parameterCount - trainCount)
      }
      return noisy.indices.min { distance(noisy[$0]) < distance(noisy[$1]) } ?? 0
    }

    /// The place of as many random features as examples.
    public var featurePeak: Int {
      featureCounts.firstIndex(of: DoubleDescentExperiment.smallTrainCount) ?? 0
    }

    /// How many times larger the test error is with as many random features as examples than the
    /// least with fewer.
    public var riseOfFeatures: Double {
      features[featurePeak].test
        / (features[..<featurePeak].map(\.test).min() ?? .infinity)
    }

    /// The same against the error with the most features.
    public var fallOfFeatures: Double {
      features[featurePeak].test / (features.last?.test ?? .infinity)
    }

    /// How far the test error of the first residual network that fits its training data lies above
    /// that of the largest, in points; minus infinity if none fits.
    public var fallOfResidual: Double {
      residualPeak.map { noisyResidual.fall(from: $0) } ?? -.infinity
    }

    /// The first residual network whose training error is below 5 % although labels are wrong, if
    /// there is one.
    public var residualPeak: Int? { noisyResidual.firstIndex { $0.trainError < 5 } }
  }

  /// The multiplications of all forward passes of a fully connected network's training.
  private func denseWork(_ width: Int) -> Double {
    Double(steps) * Double(trainCount) * Double(width * (width + 50))
  }

  /// Those of three residual networks on batches of 100, whose small products take twice the time.
  private func residualWork(_ width: Int) -> Double {
    2 * Double(min(steps, 2000)) * 300 * Double(width * (210 * width + 110))
  }

  /// Trains all models.
  ///
  /// - Parameters:
  ///   - labelNoise: the share of labels that are drawn at random for the noisy networks.
  ///   - ridge: of the random features.
  ///   - remember: gives the outcome of that name, from an earlier run or by computing it.
  ///   - report: receives the fraction of the work that is done.
  /// - Throws: `NumericalError` when a training diverges, and what `remember` throws.
  public func run(
    labelNoise: Double, ridge: Double, key: Key,
    remember: (String, () throws -> DoubleDescent.Outcome) throws -> DoubleDescent.Outcome,
    report: (Double) -> Void = { _ in }
  ) throws -> Results {
    let (train, test) = MNIST1D.examples(count: trainCount + testCount, key: key.fold("data"))
      .split(at: trainCount)
    let small = train.prefix(Self.smallTrainCount)
    func labelled(_ examples: Examples, noise: Double) -> Examples {
      examples.withLabelNoise(noise, classes: 10, key: key.fold("label noise"))
    }

    let total = 2 * (widths.map(denseWork) + residualWidths.map(residualWork)).reduce(0, +)
    var done = 0.0
    func finish(_ work: Double) {
      done += work
      report(done / total)
    }
    func dense(_ name: String, on data: Examples) throws -> [DoubleDescent.Outcome] {
      try widths.map { width in
        defer { finish(denseWork(width)) }
        return try remember("\(name) network of width \(width)") {
          try DoubleDescent.denseNetwork(
            width: width, train: data, test: test, steps: steps,
            key: key.fold("dense").fold(width))
        }
      }
    }
    func residual(_ name: String, on data: Examples) throws -> [DoubleDescent.Outcome] {
      try residualWidths.map { width in
        defer { finish(residualWork(width)) }
        // Each point is the mean of three networks.
        return try remember("\(name) residual network of width \(width)") {
          DoubleDescent.mean(
            try key.fold("residual").fold(width).split(3).map { key in
              try DoubleDescent.residualNetwork(
                width: width, train: data, test: test, steps: min(steps, 2000), key: key)
            })
        }
      }
    }
    let regression = RandomFeatureRegression(
      train: small.oneHot(classes: 10), test: test.oneHot(classes: 10), key: key.fold("features"))
    return Results(
      trainCount: trainCount, clean: try dense("clean", on: train),
      noisy: try dense("noisy", on: labelled(train, noise: labelNoise)),
      featureCounts: featureCounts,
      features: featureCounts.map { regression.errors(hiddenCount: $0, ridge: ridge) },
      cleanResidual: try residual("clean", on: small),
      noisyResidual: try residual(
        "noisy", on: labelled(small, noise: Self.residualLabelNoise)))
  }
}

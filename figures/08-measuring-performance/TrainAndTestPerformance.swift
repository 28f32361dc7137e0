import Lantern

/// A network learns its training data by heart; on test data it stops improving, and grows ever
/// more sure of its mistakes.
struct TrainAndTestPerformance: Figure {
  static let entry = Entry(
    "8.2", "Training and test performance on MNIST-1D",
    alt: """
      Two plots over training steps from 0 to 6000. Left, percentage of errors: both curves fall \
      from 90; that of the training data goes on to zero, that of the test data levels off near \
      40. Right, loss: that of the training data falls to nearly zero with much jitter; that of \
      the test data falls to about 1.1 within the first quarter and then climbs to about 2.
      """)

  @Parameter("Learning rate", in: 0.01...0.15, scale: .logarithmic) var learningRate = 0.1
  @Parameter("Hidden units in each of two layers", in: 10...200) var hiddenUnits = 100
  @Parameter("Batch size", in: 20...400) var batchSize = 100
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var steps: [Int]
    /// Percentages, of all training and test examples.
    var trainErrors: [Double]
    var testErrors: [Double]
    /// Of each recorded step's batch.
    var trainLosses: [Double]
    var testLosses: [Double]

    /// Where the test loss is least.
    var turningPoint: Int {
      testLosses.indices.min { testLosses[$0] < testLosses[$1] } ?? 0
    }
  }

  func compute(in lab: Lab) throws -> Evidence {
    let (train, test) = MNIST1D.examples(key: lab.key("data")).split(at: 4000)
    let run = try Training(
      MLP([40, hiddenUnits, hiddenUnits, 10]), loss: .crossEntropy, on: train,
      batch: .random(batchSize), optimizer: .sgd(learningRate)
    ).run(steps: 6000, key: lab.key("training"), recordEvery: 25)
    return Evidence(
      steps: run.steps, trainErrors: try run.errorRates(on: train).map { 100 * $0 },
      testErrors: try run.errorRates(on: test).map { 100 * $0 }, trainLosses: run.losses,
      testLosses: try run.losses(on: test))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    // The first steps may reach beyond the frame, as in the book.
    let most = max((evidence.testLosses.dropFirst(10).max() ?? 3).rounded(.up), 3)
    HStack(spacing: 20) {
      Panel("a") {
        curves(evidence, evidence.trainErrors, evidence.testErrors, top: 100)
          .chartYAxis("% Error", spanning: [0, 100])
      }
      Panel("b") {
        curves(evidence, evidence.trainLosses, evidence.testLosses, top: most)
          .chartYAxis("Loss", spanning: [0, most], decimals: 1)
      }
    }
    .chartXAxis("Training step", spanning: [0, 6000], subdivisions: 6)
    .chartPlotAspectRatio(1.7)
  }

  private func curves(
    _ evidence: Evidence, _ train: [Double], _ test: [Double], top: Double
  ) -> some Drawing {
    func points(_ values: [Double]) -> [Point] {
      zip(evidence.steps, values).map { Point(Double($0), $1) }
    }
    return Chart {
      LineMark(points(train))
        .lineStyle(width: 1.42)
      LineMark(points(test))
        .lineStyle(width: 1.42)
        .foregroundStyle(.orange)
      CurveLabel("Test", beside: points(test), side: .above, x: 5200...6000)
        .foregroundStyle(.brown)
      CurveLabel(
        "Train", beside: points(train), side: (train.last ?? 0) > 0.2 * top ? .below : .above,
        x: 5200...6000
      )
      .foregroundStyle(.deepTeal)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("after 6000 steps no training example is misclassified", in: 0...0) {
      $0.trainErrors.last ?? 100
    }
    Claim("34 to 45 % of the test examples are", in: 34...45) { $0.testErrors.last ?? 0 }
    Claim("the test loss ends at least 0.5 above its least value", in: 0.5...(.infinity)) {
      ($0.testLosses.last ?? 0) - $0.testLosses[$0.turningPoint]
    }
    Claim("which it has before step 2500", in: 1...2499) {
      Double($0.steps[$0.turningPoint])
    }
  }
}

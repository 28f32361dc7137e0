import Learning
import Testing

/// The pieces of double descent (UDL section 8.4).
@Suite struct CapacityTests {
  private let data = MNIST1D.examples(count: 130, key: Key(seed: 8))

  /// Parts, one of them smaller than the others, and columns change nothing but rounding.
  @Test(arguments: [Optimizer.sgd(0.1), .momentum(0.1), .nesterov(0.1), .adam(0.01)])
  func fastTrainingDoesWhatTrainingDoes(_ optimizer: Optimizer) throws {
    let model = MLP([40, 7, 5, 10]), key = Key(seed: 9)
    let slow = try Training(model, loss: .crossEntropy, on: data, optimizer: optimizer)
      .run(steps: 12, key: key, recordEvery: 12).fitted
    for part in [130, 50, 1] {
      let fast = try FullBatchTraining(model, on: data, optimizer: optimizer, part: part)
        .run(steps: 12, key: key)
      for (a, b) in zip(fast.parameters.elements, slow.parameters.elements) {
        #expect(abs(a - b) < 2e-5)
      }
    }
  }

  @Test func fastTrainingReportsDivergence() {
    #expect(throws: NumericalError.self) {
      try FullBatchTraining(MLP([40, 20, 10]), on: data, optimizer: .sgd(1e20))
        .run(steps: 50, key: Key(seed: 1))
    }
  }

  @Test func fastTrainingReportsShapesThatDoNotFit() {
    #expect(throws: ShapeError.self) {
      try FullBatchTraining(MLP([39, 20, 10]), on: data, optimizer: .sgd(0.1))
        .run(steps: 1, key: Key(seed: 1))
    }
  }

  @Test func labelNoiseChangesTheShareOfLabelsThatItSays() {
    let clean = MNIST1D.examples(count: 5000, key: Key(seed: 8))
    let noisy = clean.withLabelNoise(0.2, classes: 10, key: Key(seed: 2))
    #expect(noisy.inputs == clean.inputs)
    let changed = zip(noisy.targets.elements, clean.targets.elements).count { $0 != $1 }
    // A tenth of the draws gives the same label again.
    #expect(abs(Double(changed) / 5000 - 0.18) < 0.012)
    #expect(noisy.targets.elements.allSatisfy { (0..<10).map { Float($0) }.contains($0) })
    #expect(clean.withLabelNoise(0, classes: 10, key: Key(seed: 2)) == clean)
  }

  /// Against least squares in double precision, on both sides of the threshold and at it.
  @Test(arguments: [20, 60, 61, 150])
  func randomFeaturesAreFittedByLeastSquares(_ units: Int) {
    let (train, test) = data.oneHot(classes: 10).split(at: 60)
    let key = Key(seed: 3), ridge = 1e-3
    let fit = RandomFeatureRegression(train: train, test: test, key: key)
      .errors(hiddenCount: units, ridge: ridge)
    let weights = key.normal([units, 40]).doubles
    func hidden(_ inputs: Tensor) -> [[Double]] {
      (0..<inputs.shape[0]).map { row in
        let x = inputs.slice(0, row..<(row + 1)).doubles
        return (0..<units).map { unit in
          let sum = (0..<40).reduce(0.0) { $0 + weights[40 * unit + $1] * x[$1] }
          return max(sum, 0) * (2 / Double(units * 40)).squareRoot()
        }
      }
    }
    let known = hidden(train.inputs), unseen = hidden(test.inputs)
    let problem = LeastSquares(known)
    var errors = (train: 0.0, test: 0.0)
    for digit in 0..<10 {
      func column(_ examples: Examples) -> [Double] {
        stride(from: digit, to: examples.targets.count, by: 10).map {
          Double(examples.targets.elements[$0])
        }
      }
      let w = problem.solution(column(train), ridge: ridge)
      func squares(_ rows: [[Double]], _ y: [Double]) -> Double {
        zip(rows, y).reduce(0) { sum, pair in
          let output = zip(pair.0, w).reduce(0) { $0 + $1.0 * $1.1 }
          return sum + (output - pair.1) * (output - pair.1)
        }
      }
      errors.train += squares(known, column(train)) / 60
      errors.test += squares(unseen, column(test)) / 70
    }
    #expect(abs(fit.train - errors.train) < 2e-3 * errors.train + 1e-6)
    #expect(abs(fit.test / errors.test - 1) < 2e-3)
  }
}

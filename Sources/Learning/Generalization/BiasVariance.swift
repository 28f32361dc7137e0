import Compute

/// Where the test error of a model comes from, measured by fitting it to many training sets (UDL
/// section 8.2.2):
///
///     expected test error = variance + squared bias + noise      (UDL equation 8.7)
public struct BiasVariance: Codable, Sendable {
  /// How squares at single places become one number.
  public enum Averaging: Hashable, Codable, Sendable {
    /// The integral over 0 … 1, by the trapezoidal rule.
    case overInterval
    /// The plain mean over so many places from 0 to 1, ends included, as the book's notebook takes
    /// it. It gives the ends, where fits are worst, a little more weight.
    case overPlaces(Int)
  }

  /// Where functions are compared: evenly spaced over 0 … 1, ends included.
  public let places: [Double]
  /// The true function at the places.
  public let truth: [Double]
  /// The mean of the fitted models at the places.
  public let mean: [Double]
  /// The standard deviation of the fitted models at the places.
  public let deviation: [Double]
  /// The variance of the noise.
  public let noise: Double
  /// The mean squared error of the fitted models on test data, each on a set of its own: measured,
  /// not added up. NaN without test data.
  public let testError: Double
  private let averaging: Averaging

  /// Fits a model to `trials` training sets.
  ///
  /// - Parameters:
  ///   - count: the size of a training set.
  ///   - testCount: the size of a test set; with 0 the test error is not measured.
  ///   - key: trial i draws its data with `key.fold(i)`, so that models fitted with the same key
  ///     see the same data.
  ///   - fit: gives the fitted model as a function over 0 … 1.
  public init(
    of problem: ToyRegression, trainingOn count: Int, trials: Int, testCount: Int = 0,
    averaging: Averaging = .overInterval, key: Key,
    fit: (RegressionData) throws -> (Double) -> Double
  ) rethrows {
    precondition(trials > 1, "a variance needs two trials or more")
    var last = 200
    if case .overPlaces(let count) = averaging { last = max(count - 1, 1) }
    let places = (0...last).map { Double($0) / Double(last) }
    var sum = [Double](repeating: 0, count: places.count)
    var squares = sum
    var testSquares = 0.0
    let truth = places.map(problem.callAsFunction)
    for trial in 0..<trials {
      let key = key.fold(trial)
      let model = try fit(problem.examples(count, key: key.fold("training")))
      for (index, x) in places.enumerated() {
        // Relative to the truth, so that squares do not cancel.
        let error = model(x) - truth[index]
        sum[index] += error
        squares[index] += error * error
      }
      guard testCount > 0 else { continue }
      testSquares += problem.examples(testCount, key: key.fold("test"))
        .reduce(0) { $0 + (model($1.x) - $1.y) * (model($1.x) - $1.y) } / Double(testCount)
    }
    self.averaging = averaging
    self.places = places
    self.truth = truth
    let total = Double(trials)
    mean = zip(truth, sum).map { $0 + $1 / total }
    deviation = zip(squares, sum).map { squares, sum in
      (max(squares - sum * sum / total, 0) / (total - 1)).squareRoot()
    }
    noise = problem.noise * problem.noise
    testError = testCount > 0 ? testSquares / total : .nan
  }

  /// The squared distance of the mean model from the truth, averaged.
  public var squaredBias: Double {
    average(zip(mean, truth).map { ($0 - $1) * ($0 - $1) })
  }

  /// The variance of the fitted models, averaged.
  public var variance: Double { average(deviation.map { $0 * $0 }) }

  /// What the test error should be.
  public var expectedError: Double { noise + squaredBias + variance }

  private func average(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard averaging == .overInterval else { return sum / Double(values.count) }
    return (sum - (values[0] + values[values.count - 1]) / 2) / Double(values.count - 1)
  }
}

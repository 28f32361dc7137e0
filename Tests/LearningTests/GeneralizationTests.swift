import Geometry
import Learning
import Testing

/// Closed-form fits and the toy problem of UDL's chapters 8 and 9, against direct computations and
/// the book's published values.
@Suite struct GeneralizationTests {
  private func random(_ rows: Int, _ columns: Int, _ name: String) -> [[Double]] {
    let numbers = Key(seed: 5).fold(name).normal(count: rows * columns)
    return (0..<rows).map { Array(numbers[($0 * columns)..<(($0 + 1) * columns)]) }
  }

  private func product(_ rows: [[Double]], _ w: [Double]) -> [Double] {
    rows.map { row in zip(row, w).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  // MARK: Least squares

  @Test(arguments: [(7, 3, 0.0), (7, 3, 0.4), (3, 7, 0.4), (20, 20, 1e-3), (1, 4, 0.1), (4, 1, 0)])
  func theGradientVanishesAtTheSolution(_ rows: Int, _ columns: Int, _ ridge: Double) {
    let a = random(rows, columns, "a"), y = Key(seed: 6).normal(count: rows)
    let w = LeastSquares(a).solution(y, ridge: ridge)
    let residuals = zip(product(a, w), y).map { $0 - $1 }
    for column in 0..<columns {
      let slope = zip(a, residuals).reduce(ridge * w[column]) { $0 + $1.0[column] * $1.1 }
      #expect(abs(slope) < 1e-11)
    }
  }

  @Test func ofManySolutionsItGivesTheShortest() {
    let a = random(3, 6, "a"), y = [1.0, -2, 0.5]
    let problem = LeastSquares(a)
    let w = problem.solution(y)
    #expect(problem.rank == 3)
    for (value, wanted) in zip(product(a, w), y) { #expect(abs(value - wanted) < 1e-12) }
    // A step that the data don't see must make it longer, so it stands at right angles to one.
    let step = Key(seed: 7).normal(count: 6)
    let seen = problem.solution(product(a, step))
    let unseen = zip(step, seen).map { $0 - $1 }
    #expect(product(a, unseen).allSatisfy { abs($0) < 1e-12 })
    #expect(abs(zip(w, unseen).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
  }

  @Test func equalColumnsShareTheirWeight() {
    let problem = LeastSquares([[1, 1, 0], [2, 2, 0], [0, 0, 0]])
    #expect(problem.rank == 1)
    let w = problem.solution([2, 4, 9])
    #expect(abs(w[0] - 1) < 1e-12 && abs(w[1] - 1) < 1e-12 && w[2] == 0)
  }

  @Test func singularValuesHaveTheMatrixesNorm() {
    let a = random(9, 5, "norm")
    let squares = LeastSquares(a).singularValues.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares - a.joined().reduce(0) { $0 + $1 * $1 }) < 1e-11)
  }

  // MARK: The network with fixed joints

  @Test func theClosedFormBeatsItsNeighbours() {
    let data = ToyRegression.tenPoints
    for ridge in [0, 0.01] {
      let fit = FixedJointNetwork.leastSquares(data, hiddenCount: 4, ridge: ridge)
      func cost(_ network: FixedJointNetwork) -> Double {
        network.loss(on: data) + ridge * network.weights.reduce(0) { $0 + $1 * $1 }
      }
      for index in fit.parameters.indices {
        for change in [-1e-4, 1e-4] {
          var parameters = fit.parameters
          parameters[index] += change
          #expect(cost(FixedJointNetwork(parameters: parameters)) > cost(fit))
        }
      }
    }
  }

  @Test func itIsTheShallowNetworkOfTheSameParameters() throws {
    let model = FixedJointNetwork(offset: 0.44, weights: [-0.30, -1.59, 2.46])
    let network = try model.network()
    for x in stride(from: 0, through: 1, by: 0.01) {
      #expect(abs(network([x])[0] - model(x)) < 1e-14 && abs(model.curve(x) - model(x)) < 1e-14)
    }
    #expect(model.curve.joints == [1.0 / 3, 2.0 / 3])
    let rebuilt = FixedJointNetwork(through: [0, 1.0 / 3, 2.0 / 3, 1].map(model.callAsFunction))
    for (a, b) in zip(rebuilt.parameters, model.parameters) { #expect(abs(a - b) < 1e-13) }
  }

  @Test func aMeanNetworkGivesTheMeanOutput() {
    let key = Key(seed: 3)
    let networks = (0..<5).map { FixedJointNetwork(parameters: key.fold($0).normal(count: 7)) }
    let mean = FixedJointNetwork(meanOf: networks[1...])
    for x in stride(from: 0, through: 1, by: 0.1) {
      #expect(abs(mean(x) - networks[1...].reduce(0) { $0 + $1(x) } / 4) < 1e-12)
    }
  }

  @Test func theGradientAgreesWithDifferences() {
    let data = ToyRegression.fifteenPoints[0]
    let model = FixedJointNetwork(parameters: Key(seed: 1).normal(count: 7))
    for (index, slope) in model.gradient(on: data).enumerated() {
      func loss(_ change: Double) -> Double {
        var parameters = model.parameters
        parameters[index] += change
        return FixedJointNetwork(parameters: parameters).loss(on: data)
      }
      #expect(abs((loss(1e-5) - loss(-1e-5)) / 2e-5 - slope) < 1e-6)
    }
  }

  /// Knots of figure 8.5b, and mean squared errors of figure 8.7.
  @Test func theBestNetworksAreTheBooks() throws {
    let three = try FixedJointNetwork.best(for: ToyRegression.shown.callAsFunction, hiddenCount: 3)
    for (knot, wanted) in zip([0, 1.0 / 3, 2.0 / 3, 1], [-0.03, 0.51, -0.75, -0.35]) {
      #expect(abs(three(knot) - wanted) < 0.01)
    }
    let problem = ToyRegression.unscaled
    for (count, wanted) in [(3, 0.0591), (5, 0.0104), (10, 0.0004)] {
      let best = try FixedJointNetwork.best(for: problem.callAsFunction, hiddenCount: count)
      #expect(abs(problem.squaredError(of: best.callAsFunction) - wanted) < 1e-4)
    }
  }

  /// Extremes of figure 8.11.
  @Test(arguments: [
    (6, 1.31, -2.83), (7, 0.88, -1.28), (8, 0.71, -0.93), (10, 0.54, -0.69), (50, 0.60, -0.71),
  ])
  func interpolatingNetworksHaveTheBooksExtremes(_ units: Int, _ most: Double, _ least: Double) {
    let data = ToyRegression.pointsWithGap
    let fit = FixedJointNetwork.leastSquares(data, hiddenCount: units)
    #expect(fit.loss(on: data) < 1e-18)
    let heights = fit.curve.vertices.map(\.y)
    #expect(abs((heights.max() ?? 0) - most) < 0.02 && abs((heights.min() ?? 0) - least) < 0.02)
  }

  // MARK: The problem

  @Test func inputsAreOneACell() {
    let inputs = ToyRegression.inputs(25, key: Key(seed: 3))
    for (index, x) in inputs.enumerated() {
      #expect(x >= Double(index) / 25 && x < Double(index + 1) / 25)
    }
    #expect(ToyRegression.inputs(25, key: Key(seed: 4)) != inputs)
  }

  @Test func theWaveHasTheBooksHeights() {
    let problem = ToyRegression.shown
    #expect(abs(problem(0) + 0.277) < 1e-3 && abs(problem(0.25) - 0.599) < 1e-3)
    #expect(abs(problem(0.75) + 0.599) < 1e-3 && abs(problem.noise - 0.153) < 1e-12)
    let noise = problem.examples(4000, key: Key(seed: 2)).map { $0.y - problem($0.x) }
    let variance = noise.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(variance.squareRoot() - 0.153) < 0.006)
  }

  /// Noise, bias and variance of figure 8.5, and their sum against measured test errors.
  @Test func theTestErrorIsTheSumOfItsParts() throws {
    let parts = BiasVariance(
      of: .shown, trainingOn: 10, trials: 1000, testCount: 40, key: Key(seed: 11)
    ) { FixedJointNetwork.leastSquares($0, hiddenCount: 3).callAsFunction }
    #expect(abs(parts.noise - 0.0234) < 1e-4)
    #expect(abs(parts.squaredBias - 0.0154) < 0.001 && abs(parts.variance - 0.0111) < 0.001)
    #expect(abs(parts.testError / parts.expectedError - 1) < 0.03)
  }

  /// The notebook's values for figure 8.9.
  @Test func thePlainMeanOverPlacesIsTheNotebooks() {
    for (regions, bias, variance) in [(1, 0.308, 0.014), (3, 0.060, 0.027), (6, 0.005, 0.046)] {
      let parts = BiasVariance(
        of: .unscaled, trainingOn: 15, trials: 1000, averaging: .overPlaces(100), key: Key(seed: 4)
      ) { FixedJointNetwork.leastSquares($0, hiddenCount: regions).callAsFunction }
      #expect(parts.places.count == 100 && parts.places.last == 1)
      #expect(abs(parts.squaredBias - bias) < 0.002, "\(parts.squaredBias)")
      #expect(abs(parts.variance - variance) < 0.003, "\(parts.variance)")
    }
  }

  @Test func aModelThatIgnoresTheDataHasNoVariance() {
    let parts = BiasVariance(of: .unscaled, trainingOn: 5, trials: 10, key: Key(seed: 1)) { _ in
      { 1 + ToyRegression.unscaled($0) }
    }
    #expect(parts.variance < 1e-14 && abs(parts.squaredBias - 1) < 1e-12)
    #expect(parts.testError.isNaN)
  }
}

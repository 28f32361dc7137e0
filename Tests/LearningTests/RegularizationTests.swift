import Geometry
import Learning
import Testing

@Suite struct RegularizationTests {
  private let places = [Point(0.3, -0.7), Point(-1.2, 0.4), Point(2, 1.5), Point(-0.1, -2)]
  /// x²y + 2y² - xy², with exact derivatives.
  private let wavy = ScalarField(
    value: { $0.x * $0.x * $0.y + 2 * $0.y * $0.y - $0.x * $0.y * $0.y },
    gradient: {
      Point(2 * $0.x * $0.y - $0.y * $0.y, $0.x * $0.x + 4 * $0.y - 2 * $0.x * $0.y)
    },
    hessian: { SymmetricMatrix(xx: 2 * $0.y, xy: 2 * $0.x - 2 * $0.y, yy: 4 - 2 * $0.x) })

  /// The gradient by differences of the value, and the Hessian by differences of the gradient.
  private func expectConsistent(_ field: ScalarField) {
    let h = 1e-4
    for p in places {
      let (right, left) = (Point(p.x + h, p.y), Point(p.x - h, p.y))
      let (up, down) = (Point(p.x, p.y + h), Point(p.x, p.y - h))
      let slope = Point(
        (field.value(right) - field.value(left)) / (2 * h),
        (field.value(up) - field.value(down)) / (2 * h))
      #expect((field.gradient(p) - slope).length < 1e-5 * (1 + slope.length))
      let byX = (field.gradient(right) - field.gradient(left)) * (0.5 / h)
      let byY = (field.gradient(up) - field.gradient(down)) * (0.5 / h)
      let hessian = field.hessian(p)
      #expect(abs(hessian.xx - byX.x) + abs(hessian.yy - byY.y) < 1e-3)
      #expect(abs(hessian.xy - (byX.y + byY.x) / 2) < 1e-3)
    }
  }

  @Test func sumsAndMultiplesOfFieldsHaveTheirDerivatives() {
    expectConsistent(.bowl(around: Point(0.5, -1)))
    expectConsistent(wavy + 0.3 * ScalarField.bowl(around: Point(1, 2)))
    expectConsistent(wavy.squaredGradient)
    expectConsistent(wavy.withFiniteSteps(0.2))
    let bowl = ScalarField.bowl(around: Point(1, 2))
    #expect(bowl.value(Point(4, 6)) == 25 && (2 * bowl).value(Point(1, 3)) == 2)
  }

  @Test func aFlowFollowsTheExactSolution() {
    // ∂φ/∂t = -2 φ from 1 is exp(-2t).
    let bowl = ScalarField.bowl(around: .zero)
    let path = bowl.flow(from: Point(1, 0), step: 0.05, rest: 0, limit: 20)
    #expect(path.count == 21)
    #expect(abs((path.last ?? .zero).x - 0.1353352832366127) < 1e-6)
    #expect(zip(path.values, path.values.dropFirst()).allSatisfy { $0 > $1 })
    #expect((bowl.flow(from: Point(3, -1)).last ?? Point(9, 9)).length < 1e-7)
    #expect(bowl.flow(from: .zero).count == 1)
  }

  @Test func finiteStepsOfABowlEndWhereTheFlowOnTheModifiedLossDoesToFirstOrder() {
    // After time αn: the modified flow is off by O(α²), the plain one by O(α).
    let bowl = 0.5 * ScalarField.bowl(around: .zero)
    func errors(_ rate: Double) -> (plain: Double, modified: Double) {
      let steps = Int((1 / rate).rounded())
      let discrete = bowl.descent(from: Point(1, 0), steps: steps, learningRate: rate)
      func end(_ field: ScalarField) -> Point {
        field.flow(from: Point(1, 0), step: rate / 10, rest: 0, limit: 10 * steps).last ?? .zero
      }
      let place = discrete.last ?? .zero
      return (
        place.distance(to: end(bowl)), place.distance(to: end(bowl.withFiniteSteps(rate)))
      )
    }
    let (coarse, fine) = (errors(0.1), errors(0.05))
    #expect(coarse.modified < 0.1 * coarse.plain)
    #expect(abs(coarse.plain / fine.plain - 2) < 0.3)
    #expect(abs(coarse.modified / fine.modified - 4) < 0.8)
  }

  @Test func theVarianceOfBatchGradientsIsWhatTheirMeanSquareHasOverTheSquareOfTheMean() {
    let data = GaborModel.trainingData
    func loss(_ pairs: [Int]) -> ScalarField {
      1 / Double(pairs.count) * GaborModel.loss(on: data.subset(pairs))
    }
    let parts = Key(seed: 3).partition(30, into: 6)
    let (batches, whole) = (parts.map(loss), loss(Array(0..<30)))
    let variance = ScalarField.gradientVariance(of: batches, around: whole)
    for phi in [Point(1, 10), Point(-4, 6), Point(0, 16)] {
      let square = batches.reduce(0) { $0 + $1.squaredGradient.value(phi) } / 6
      #expect(abs(variance.value(phi) - (square - whole.squaredGradient.value(phi))) < 1e-9)
    }
    #expect(ScalarField.gradientVariance(of: [whole], around: whole).value(Point(1, 1)) == 0)
  }

  @Test func aPartitionDealsAllNumbersEvenly() {
    for parts in [1, 4, 7, 30] {
      let found = Key(seed: 1).partition(30, into: parts)
      #expect(found.count == parts && Set(found.joined()) == Set(0..<30))
      let sizes = found.map(\.count)
      #expect((sizes.max() ?? 9) - (sizes.min() ?? 0) <= 1)
    }
  }

  @Test func surfacesAdd() {
    let a = Surface(x: 0...1, y: 0...1, columns: 3, rows: 2) { $0.x + $0.y }
    let b = Surface(x: 0...1, y: 0...1, columns: 3, rows: 2) { $0.x - $0.y }
    #expect(a.adding(b) == Surface(x: 0...1, y: 0...1, columns: 3, rows: 2) { 2 * $0.x })
  }
}

@Suite struct FixedJointDescentTests {
  private let data = RegressionData([(0.1, 1), (0.3, 2), (0.45, 0.5), (0.7, -1), (0.95, 0.2)])
  private let start = FixedJointNetwork(offset: 0, weights: [0.1, -0.2, 0.3])

  @Test func itFollowsTheGradient() throws {
    let step = try FixedJointDescent(learningRate: 0.02)
      .run(from: start, on: data, recordAt: [0, 1], key: Key(seed: 0))
    #expect(step[0] == start)
    let expected = zip(start.parameters, start.gradient(on: data)).map { $0 - 0.02 * $1 }
    for (a, b) in zip(step[1].parameters, expected) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func itEndsAtTheClosedForm() throws {
    let end = try FixedJointDescent(learningRate: 0.05)
      .run(from: start, on: data, recordAt: [200_000], key: Key(seed: 0))[0]
    let best = FixedJointNetwork.leastSquares(data, hiddenCount: 3)
    for (a, b) in zip(end.parameters, best.parameters) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func batchesOfAnEpochAddUpToTheWholeGradientForSmallSteps() throws {
    let rate = 1e-7
    let end = try FixedJointDescent(learningRate: rate, batch: 1)
      .run(from: start, on: data, recordAt: [5], key: Key(seed: 4))[0]
    let gradient = start.gradient(on: data)
    for (index, slope) in gradient.enumerated() {
      let moved = (start.parameters[index] - end.parameters[index]) / rate
      #expect(abs(moved - slope) < 1e-4 * (1 + abs(slope)))
    }
  }

  @Test func aUnitThatIsLeftOutNeitherActsNorMoves() throws {
    let end = try FixedJointDescent(learningRate: 0.02, droppingOneOf: [2])
      .run(from: start, on: data, recordAt: [1], key: Key(seed: 0))[0]
    var without = start
    without.weights[1] = 0
    var expected = zip(start.parameters, without.gradient(on: data)).map { $0 - 0.02 * $1 }
    expected[2] = -0.2
    for (a, b) in zip(end.parameters, expected) { #expect(abs(a - b) < 1e-12) }
  }

  @Test func divergenceIsReported() {
    #expect(throws: NumericalError.self) {
      try FixedJointDescent(learningRate: 5)
        .run(from: start, on: data, recordAt: [10_000], key: Key(seed: 0))
    }
  }
}

@Suite struct BayesianLinearModelTests {
  private let data = ToyRegression.pointsToRegularize
  private var features: [[Double]] {
    data.map { FixedJointNetwork.features(of: $0.x, hiddenCount: 6) }
  }

  private func model(_ prior: Double) -> BayesianLinearModel {
    BayesianLinearModel(
      features: features, outputs: data.outputs, noiseVariance: 0.09, priorVariance: prior)
  }

  @Test func theMeanIsTheRidgeSolution() {
    let ridge = LeastSquares(features).solution(data.outputs, ridge: 0.09 / 25)
    for (a, b) in zip(model(25).mean, ridge) { #expect(abs(a - b) < 1e-8) }
  }

  @Test func samplesHaveTheModelsMeanAndDeviation() {
    let model = model(10), h = FixedJointNetwork.features(of: 0.4, hiddenCount: 6)
    let outputs = Key(seed: 2).split(4000).map { key in
      zip(model.sample(key), h).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let mean = outputs.reduce(0, +) / 4000
    let variance = outputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
    let deviation = model.deviation(h)
    #expect(abs(mean - model.mean(h)) < 5 * deviation / 63)
    #expect(abs(variance.squareRoot() / deviation - 1) < 0.06)
  }

  @Test func whatOneNumberIsKnownToAfterOneLook() {
    // Prior variance 4, noise variance 1, seen 3: mean 3 · 4/5, variance 4/5.
    let model = BayesianLinearModel(
      features: [[1]], outputs: [3], noiseVariance: 1, priorVariance: 4)
    #expect(abs(model.mean([1]) - 2.4) < 1e-12)
    #expect(abs(model.deviation([2]) - 2 * 0.8.squareRoot()) < 1e-12)
  }
}

@Suite struct BaggingTests {
  @Test func membersSeeAsManyPairsAsThereAre() {
    let data = ToyRegression.pointsToResample
    let bagging = Bagging(of: data, members: 5, key: Key(seed: 1)) { Array($0.inputs) }
    #expect(bagging.members.count == 5 && Set(bagging.counts).count == 5)
    for (counts, inputs) in zip(bagging.counts, bagging.members) {
      #expect(counts.reduce(0, +) == 25 && inputs.count == 25)
      for (index, count) in counts.enumerated() {
        #expect(inputs.count { $0 == data[index].x } == count)
      }
    }
  }

  @Test func theMeanOfNetworksIsTheMeanOfTheirOutputs() {
    let bagging = Bagging(of: ToyRegression.pointsToResample, members: 4, key: Key(seed: 1)) {
      FixedJointNetwork.leastSquares($0, hiddenCount: 8, ridge: 1e-3)
    }
    for x in [0.0, 0.21, 0.5, 0.93, 1] {
      let mean = bagging.members.reduce(0) { $0 + $1(x) } / 4
      #expect(abs(bagging.mean()(x) - mean) < 1e-9)
      #expect(abs(bagging.mean(of: 1)(x) - bagging.members[0](x)) < 1e-12)
    }
  }

  @Test func roughnessCountsBendsInside() {
    #expect(FixedJointNetwork(offset: 1, weights: [5, 0, 0]).roughness == 0)
    #expect(FixedJointNetwork(through: [0, 1, 0, 1]).roughness == 12)
  }
}

@Suite struct DropoutTests {
  private let model = MLP([3, 4, 4, 1]).initialized(Key(seed: 8))

  @Test func stepsGiveWhatTheNetworkWithoutTheUnitsGives() throws {
    let input = [0.5, -1, 2]
    let network = try ReLUNetwork(model)
    let steps = try model.droppedSteps(50, rate: 0.4, input: input, key: Key(seed: 1))
    #expect(steps.count == 50 && Set(steps.map(\.kept)).count > 20)
    for step in steps {
      let part = try network.keeping(step.kept, scale: 1 / 0.6)
      #expect(abs(part(input)[0] - step.output[0]) < 1e-5)
    }
  }

  @Test func unitsAreDroppedAtTheRate() throws {
    let steps = try model.droppedSteps(2000, rate: 0.3, input: [1, 1, 1], key: Key(seed: 2))
    let units = steps.flatMap { $0.kept.joined() }
    #expect(abs(Double(units.count { !$0 }) / 16_000 - 0.3) < 0.015)
    #expect(
      try model.droppedSteps(3, rate: 0, input: [1, 1, 1], key: Key(seed: 2))
        .allSatisfy { $0.kept.joined().allSatisfy { $0 } })
  }

  @Test func aMaskOfTheWrongFormIsRefused() throws {
    let network = try ReLUNetwork(model)
    #expect(throws: RegionsError.self) { try network.keeping([[true, true]]) }
    #expect(try network.keeping([[true, true, true, true], [true, true, true, true]]) == network)
  }

  @Test func noiseHasItsDeviationAndIsNewInEachStep() throws {
    let x = Tensor.ones([500])
    let draws = try GaussianNoise(0.2).draws(of: x, steps: 4, key: Key(seed: 5))
    #expect(Set(draws).count == 4)
    let offsets = draws.flatMap { $0.doubles.map { $0 - 1 } }
    let square = offsets.reduce(0) { $0 + $1 * $1 } / 2000
    #expect(abs(square.squareRoot() - 0.2) < 0.015)
  }
}

import Geometry
import Learning
import Testing

@Suite struct ProfileTests {
  @Test func aMonotoneCurveGoesThroughItsPointsAndTurnsOnlyThere() {
    let points = [
      Point(0, 1), Point(0.4, 2), Point(1, 0.5), Point(1.5, 0.6), Point(3, 0.65), Point(3.2, 4),
    ]
    let curve = MonotoneCubic(through: points)
    for point in points { #expect(abs(curve(point.x) - point.y) < 1e-12) }
    for (a, b) in zip(points, points.dropFirst()) {
      let values = (0...50).map { curve(a.x + (b.x - a.x) * Double($0) / 50) }
      let steps = zip(values, values.dropFirst()).map { ($1 - $0) * (b.y > a.y ? 1 : -1) }
      #expect(steps.allSatisfy { $0 > -1e-12 })
    }
    // What SciPy's PchipInterpolator gives.
    let expected = [
      (0.1, 1.4093749999999998), (0.3, 1.9281249999999996), (0.7, 1.25), (1.2, 0.5320864864864864),
      (2.0, 0.6174690662268302), (2.9, 0.6419984506245375), (3.1, 1.8593127033422063),
    ]
    for (x, y) in expected { #expect(abs(curve(x) - y) < 1e-12) }
  }

  @Test func zerosAreFoundWhereTheSignChanges() {
    let found = zeros(of: { phi in (phi - 0.3) * (phi - 1.7) * (phi + 5) }, over: 0...2)
    #expect(found.count == 2)
    #expect(zip(found, [0.3, 1.7]).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(zeros(of: { ($0 - 0.5) * ($0 - 0.5) }, over: 0...1).isEmpty)
    #expect(zeros(of: { $0 + 1 }, over: 0...1).isEmpty)
  }

  @Test func flatPlacesOfPolynomials() {
    let cubic = LossProfile(over: -1...2) { $0 * $0 * $0 }.stationaryPoints()
    #expect(cubic.map(\.kind) == [.inflection] && abs(cubic[0].location.x) < 1e-4)
    // The slope of x⁴/4 - x³/3 - x² is x (x + 1) (x - 2).
    let quartic = LossProfile(over: -2...3) { x in x * x * (x * x / 4 - x / 3 - 1) }
    let points = quartic.stationaryPoints()
    #expect(points.map(\.kind) == [.minimum, .maximum, .minimum])
    #expect(zip(points, [-1.0, 0, 2]).allSatisfy { abs($0.location.x - $1) < 1e-9 })
    #expect(points.allSatisfy { abs($0.slope) < 1e-8 })
    #expect(abs(quartic.slope(at: 3) - 12) < 1e-9 && abs(quartic.steepness - 12) < 1e-9)
    #expect(LossProfile { $0 }.stationaryPoints().isEmpty)
  }

  @Test func convexityIsSeenInTheLowestCurvature() {
    #expect(abs(LossProfile { $0 * $0 }.lowestCurvature - 2) < 1e-6)
    #expect(LossProfile { $0 * $0 * $0 - $0 }.lowestCurvature < 0.01)
    #expect(LossProfile(over: -1...1) { $0 * $0 * $0 }.lowestCurvature < -5.9)
  }

  @Test func theExamplesHaveTheShapesOfTheirFigures() {
    #expect(
      LossProfile.threeDips.stationaryPoints().map(\.kind) == [
        .minimum, .maximum, .minimum, .maximum, .minimum,
      ])
    #expect(LossProfile.bowl.stationaryPoints().map(\.kind) == [.minimum])
    #expect(LossProfile.bowl.lowestCurvature > 0.5)
    #expect(LossProfile.dipAndShelf.stationaryPoints().map(\.kind) == [.minimum, .inflection])
    #expect(
      LossProfile.ledgeAndDips.stationaryPoints().map(\.kind) == [.minimum, .maximum, .minimum])
  }
}

@Suite struct BracketTests {
  @Test func bracketsShrinkAsInFigure6_10() {
    let brackets = LineSearch(tolerance: 1e-9, maximumIterations: 20)
      .brackets(over: 0.078...0.948, of: LossProfile.ledgeAndDips.value)
    #expect(brackets.count == 21)
    let expected = [
      [0.078, 0.368, 0.658, 0.948], [0.368, 0.561, 0.755, 0.948], [0.368, 0.495, 0.623, 0.750],
    ]
    for (bracket, points) in zip(brackets, expected) {
      #expect(zip(bracket.points, points).allSatisfy { abs($0 - $1) < 0.006 })
    }
    for (one, next) in zip(brackets, brackets.dropFirst()) {
      #expect(abs(next.width / one.width - 2 / 3) < 1e-12)
      #expect(next.a >= one.a && next.d <= one.d)
    }
  }

  @Test func uphillTheBracketIsHalvedTowardsItsStart() {
    let brackets = LineSearch(tolerance: 1e-3, maximumIterations: 50)
      .brackets(over: 2...5) { $0 * $0 }
    #expect(brackets[1] == .init(from: 2, to: 3.5) && brackets[2] == .init(from: 2, to: 2.75))
    // It ends as soon as the inner points are close enough.
    #expect(brackets[brackets.count - 2].width > 3e-3 && brackets[brackets.count - 1].width <= 3e-3)
  }
}

@Suite struct PathTests {
  @Test func turnsAreAnglesBetweenSteps() {
    let path = Trajectory([
      Point(0, 0), Point(1, 0), Point(1, 0), Point(2, 0), Point(2, 3), Point(2, 1), Point(1, 2),
    ])
    #expect(zip(path.turningAngles, [0.0, 90, 180, 135]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(path.turningAngles.count == 4 && Trajectory([.zero]).turningAngles.isEmpty)
  }

  @Test func anObjectiveIsMinimisedWithoutExamples() throws {
    // Along each axis the distance to the minimum shrinks by 1 - α times the curvature.
    let run = try Training.minimizing(["a", "b"], optimizer: .sgd(0.1)) { phi in
      (phi[0] - 3).squared() + 2 * (phi[1] + 1).squared()
    }.run(steps: 3, key: Key(seed: 1), from: [1, 1])
    for (step, point) in run.points.enumerated() {
      let a = (0..<step).reduce(-2.0) { distance, _ in 0.8 * distance }
      let b = (0..<step).reduce(2.0) { distance, _ in 0.6 * distance }
      #expect(abs(point[0] - 3 - a) < 1e-6 && abs(point[1] + 1 - b) < 1e-6)
      #expect(abs(run.losses[step] - (a * a + 2 * b * b)) < 1e-4)
    }
  }

  @Test func normalizedStepsHaveTheSameLengthAlongEachAxis() throws {
    let path = try LongBowl.path(
      from: Point(-0.707, -0.907), steps: 40, optimizer: .normalized(0.05))
    for (a, b) in zip(path.points, path.points.dropFirst()) {
      #expect(abs(abs(b.x - a.x) - 0.05) < 1e-6 && abs(abs(b.y - a.y) - 0.05) < 1e-6)
    }
    #expect(path[1].distance(to: Point(-0.657, -0.857)) < 1e-6)
  }

  @Test func theLongBowlSlopesAsDifferencesSay() throws {
    let differences = ScalarField(value: LongBowl.loss.value)
    for place in [Point(-0.7, -0.9), Point(0.3, 0.2), Point(1, -1)] {
      #expect((LongBowl.loss.gradient(place) - differences.gradient(place)).length < 1e-9)
      // One step of the recorded program goes down the same slope.
      let path = try LongBowl.path(from: place, steps: 1, optimizer: .sgd(0.5))
      #expect((path[1] - (place - LongBowl.loss.gradient(place) * 0.5)).length < 1e-6)
    }
    #expect(LongBowl.loss.value(LongBowl.bottom) == 0)
  }

  @Test func gaborPathsAreThoseOfTheExactField() throws {
    let start = Point(-2, 20)
    let path = try GaborModel.path(
      from: start, steps: 20, optimizer: .sgd(0.1), key: Key(seed: 0))
    let exact = GaborModel.loss().descent(from: start, steps: 20, learningRate: 0.1)
    for (a, b) in zip(path.points, exact.points) { #expect(a.distance(to: b) < 1e-3) }
    #expect(abs((path.lastValue ?? 0) - (exact.lastValue ?? 1)) < 1e-3)
  }

  @Test func bothRecipesOfMomentumAreThoseOfTheOptimizers() throws {
    let loss = GaborModel.loss()
    func path(_ optimizer: Optimizer) throws -> Trajectory {
      try GaborModel.path(
        from: Point(-1.5, 6.5), steps: 9, optimizer: optimizer, key: Key(seed: 0))
    }
    let path1 = try path(.momentum(0.6, beta: 0.8))
    for index in 1..<9 {
      let step = loss.momentumStep(at: index, of: path1, learningRate: 0.6, beta: 0.8)
      #expect(step.gradientFirst[2].distance(to: path1[index + 1]) < 1e-4)
      #expect(step.previous == path1[index - 1] && step.momentumFirst[0] == path1[index])
    }
    let path2 = try path(.nesterov(0.6, beta: 0.8))
    for index in 1..<9 {
      let step = loss.momentumStep(at: index, of: path2, learningRate: 0.6, beta: 0.8)
      #expect(step.momentumFirst[2].distance(to: path2[index + 1]) < 1e-4)
      #expect(step.gradientFirst[2].distance(to: path2[index + 1]) > 1e-4)
    }
  }

  @Test func allBatchesOfASizeAreListed() {
    let data = RegressionData([(0, 0), (1, 0), (2, 0), (3, 0)])
    #expect(
      data.batches(of: 2).map(\.inputs) == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
    #expect(data.batches(of: 4).map(\.inputs) == [[0, 1, 2, 3]])
    let batches = GaborModel.trainingData.batches(of: 3)
    #expect(batches.count == 4060 && Set(batches).count == 4060)
  }
}

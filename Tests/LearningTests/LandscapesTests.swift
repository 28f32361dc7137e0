import Geometry
import Learning
import Testing

private let window = Rect(x: -10, y: 2.5, width: 20, height: 20)

@Suite struct LandscapesTests {
  @Test func aSurfaceHoldsItsFunction() {
    let surface = LossSurface(x: -1...3, y: 0...1, names: ("$a$", "$b$"), columns: 41, rows: 11) {
      2 * $0.x - 5 * $0.y + 1
    }
    #expect(surface.values.count == 41 * 11 && surface.xName == "$a$")
    #expect(surface.location(column: 40, row: 10) == Point(3, 1))
    #expect(surface[0, 0] == -1 && surface[40, 0] == 7)
    #expect(surface.minimum.location == Point(-1, 1) && surface.minimum.value == -6)
    #expect(surface.maximum.location == Point(3, 0) && surface.range == -6...7)
    // Bilinear interpolation is exact for an affine function.
    for p in [Point(0.123, 0.456), Point(-1, 0), Point(3, 1), Point(2.999, 0.001)] {
      #expect(abs(surface.value(at: p) - (2 * p.x - 5 * p.y + 1)) < 1e-12)
    }
    #expect(surface.value(at: Point(100, -5)) == 7)
  }

  @Test func aSurfaceSkipsWhatIsNotFinite() {
    let surface = LossSurface(
      x: 0...1, y: 0...1, columns: 2, rows: 2, values: [.nan, 3, .infinity, 1])
    #expect(surface.range == 1...3)
    #expect(surface.minimum.location == Point(1, 1) && surface.maximum.value == 3)
  }

  @Test func aBatchThatLeadsUphillTurnsAway() {
    let place = Point(3, 10)
    let whole = GaborModel.loss()
    let batches = GaborModel.trainingData.batches(of: 3).prefix(60).map {
      GaborBatch($0, at: place, learningRate: 1e-5)
    }
    for batch in batches {
      let isUphill = whole.value(place + batch.step) > whole.value(place)
      #expect(isUphill == (batch.deviation > 90))
    }
    #expect(Set(batches.map { $0.deviation > 90 }).count == 2)
  }

  @Test func stepsAreNumberedWhereTheyLieApart() {
    let path = Trajectory([Point(0, 0), Point(2, 0), Point(2.1, 0), Point(1, 1), Point(3, 2)])
    #expect(path.stepLabels(apart: 0.15) == ["0", "1", "", "3", "4"])
    #expect(path.stepLabels(apart: 0.05) == ["0", "1", "2", "3", "4"])
    #expect(path.points.indices.map(path.isRightmost) == [false, true, true, false, true])
    #expect(!Trajectory([.zero]).isRightmost(0) && Trajectory([]).stepLabels(apart: 1).isEmpty)
  }

  @Test func theNearestCriticalPointIsFound() {
    let field = ScalarField { $0.x * $0.x * $0.x - 3 * $0.x + $0.y * $0.y }
    let points = field.criticalPoints(in: Rect(x: -2, y: -2, width: 4, height: 4))
    #expect(points.nearest(to: Point(5, 1))?.kind == .minimum)
    #expect(points.nearest(to: Point(-0.2, 0))?.kind == .saddle)
    #expect([CriticalPoint]().nearest(to: .zero) == nil)
  }

  @Test func aTrajectoryIsCutAnywhere() {
    let path = Trajectory([Point(0, 0), Point(2, 0), Point(2, 4)], values: [9, 5, 1])
    #expect(path.prefix(0).points == [Point(0, 0)])
    #expect(path.prefix(0.25).points == [Point(0, 0), Point(1, 0)])
    #expect(path.prefix(0.25).values == [9, 7])
    #expect(path.prefix(0.5).count == 2)
    #expect(path.prefix(0.75).last == Point(2, 2) && path.prefix(1) == path)
    #expect(path.prefix(7) == path && path.point(at: 0.75) == Point(2, 2))
    #expect(path.prefix(steps: 1).values == [9, 5])
    #expect(path.length == 6 && path[1] == Point(2, 0) && path.lastValue == 1)
    #expect(Trajectory([]).prefix(0.5).isEmpty && Trajectory([]).point(at: 0.5) == nil)
  }

  @Test func lineSearchFindsTheBottomOfAParabola() {
    let search = LineSearch(bracket: 2, tolerance: 1e-7, maximumIterations: 60)
    for bottom in [1e-3, 0.4, 1.0, 1.9] {
      let step = search.minimize { ($0 - bottom) * ($0 - bottom) }
      #expect(abs(step - bottom) < 1e-6)
    }
    // Uphill in this direction: the bracket shrinks to the start.
    #expect(search.minimize { $0 } < 1e-6)
  }

  @Test func lineSearchDescentTurnsAtRightAngles() {
    let bowl = ScalarField(scale: 1) { $0.x * $0.x + 8 * $0.y * $0.y + $0.x * $0.y }
    let search = LineSearch(bracket: 1, tolerance: 1e-11, maximumIterations: 100)
    let path = bowl.descent(from: Point(3, 1), steps: 8, lineSearch: search)
    for index in 1..<8 {
      let (a, b) = (path[index] - path[index - 1], path[index + 1] - path[index])
      #expect(abs(a.x * b.x + a.y * b.y) / (a.length * b.length) < 1e-4)
      #expect(path.values[index] < path.values[index - 1])
    }
  }

  @Test func differencesAgreeWithClosedForms() {
    let exact = GaborModel.loss()
    let fromGradient = ScalarField(value: exact.value, gradient: exact.gradient)
    let fromValues = ScalarField(value: exact.value)
    for p in [Point(-2, 20), Point(3, 10), Point(0.1, 16), Point(-9, 3)] {
      #expect((fromValues.gradient(p) - exact.gradient(p)).length < 1e-8)
      for (field, tolerance) in [(fromGradient, 1e-7), (fromValues, 1e-5)] {
        let (a, b) = (field.hessian(p), exact.hessian(p))
        #expect(max(abs(a.xx - b.xx), abs(a.xy - b.xy), abs(a.yy - b.yy)) < tolerance)
      }
    }
  }

  @Test func aMatrixHasItsEigenvalues() throws {
    let matrix = SymmetricMatrix(xx: 2, xy: 1, yy: 2)
    #expect(matrix.eigenvalues == (1, 3) && matrix.determinant == 3)
    #expect(try #require(matrix.solve(Point(3, 3))) == Point(1, 1))
    #expect(SymmetricMatrix(xx: 1, xy: 1, yy: 1).solve(Point(1, 0)) == nil)
  }

  @Test func criticalPointsOfAPolynomial() {
    // Two minima, two saddles … of (x² - 1)² + (y² - 1)²: nine critical points in all.
    let field = ScalarField(scale: 1) { p in
      let (a, b) = (p.x * p.x - 1, p.y * p.y - 1)
      return a * a + b * b
    }
    let points = field.criticalPoints(in: Rect(x: -2, y: -2, width: 4.1, height: 4.1), starts: 15)
    #expect(points.filter { $0.kind == .minimum }.count == 4)
    #expect(points.filter { $0.kind == .saddle }.count == 4)
    #expect(points.filter { $0.kind == .maximum }.map(\.value) == [2])
  }

  @Test func plateausAreNotCritical() {
    let flat = ScalarField(value: { _ in 1 }, gradient: { _ in .zero }) { _ in
      SymmetricMatrix(xx: 0, xy: 0, yy: 0)
    }
    #expect(flat.criticalPoints(in: window).isEmpty)
    let trough = ScalarField { $0.x * $0.x }
    #expect(trough.criticalPoints(in: window).isEmpty)
  }

  @Test func theMinimaOfTheGaborLoss() throws {
    let points = GaborModel.loss().criticalPoints(in: window)
    let minima = points.filter { $0.kind == .minimum }
    // Figure 6.4's list; the finder has to confirm each and may find more.
    let expected: [(Point, Double)] = [
      (Point(0.00, 16.03), 0.646), (Point(-5.82, 13.82), 3.36), (Point(6.56, 18.35), 3.67),
      (Point(-6.44, 4.97), 5.04), (Point(6.31, 13.52), 5.51), (Point(6.08, 4.01), 6.53),
      (Point(6.17, 8.09), 9.96), (Point(-0.17, 4.88), 10.18),
    ]
    for (place, loss) in expected {
      let minimum = try #require(minima.first { $0.location.distance(to: place) < 0.011 })
      #expect(abs(minimum.value - loss) < 0.006)
    }
    #expect(minima.count == expected.count)
    #expect(points.allSatisfy { $0.gradientNorm < 1e-6 })
    #expect(minima[0].location.distance(to: Point(0, 16.03)) < 0.011)
    let saddle = try #require(
      points.first { $0.location.distance(to: Point(-2.85, 9.03)) < 0.011 })
    #expect(saddle.kind == .saddle && abs(saddle.value - 14.29) < 0.006)
    #expect(saddle.eigenvalues[0] < 0 && saddle.eigenvalues[1] > 0)
  }

  @Test func descentEndsWhereFigure6_5Says() throws {
    let loss = GaborModel.loss()
    let search = LineSearch(bracket: 2)
    let ends = [(Point(-2, 20), 10), (Point(3, 10), 5), (Point(2.5, 10), 4)].map { start, steps in
      loss.descent(from: start, steps: steps, lineSearch: search).last
    }
    // How far a zigzag gets depends on the search's details; the valley it follows doesn't.
    for (end, expected) in zip(ends, [Point(0.1, 17.8), Point(6.2, 8.1), Point(0.1, 14.5)]) {
      #expect(try #require(end).distance(to: expected) < 0.6)
    }
    let fixed = [Point(-2, 20), Point(3, 10), Point(2.5, 10)].map {
      loss.descent(from: $0, steps: 500, learningRate: 0.1)
    }
    for (path, expected) in zip(fixed, [0.646, 5.511, 0.646]) {
      #expect(abs(try #require(path.lastValue) - expected) < 0.001)
    }
  }
}

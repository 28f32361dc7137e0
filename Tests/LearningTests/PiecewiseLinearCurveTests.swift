import Geometry
import Learning
import Testing

@Suite struct PiecewiseLinearCurveTests {
  private let zigzag = PiecewiseLinearCurve(
    through: [Point(-1, -1), Point(-0.5, 0), Point(0, 1), Point(0.6, -1), Point(1, 1)])

  @Test func pointsOnALineAreNoJoints() {
    #expect(zigzag.joints == [0, 0.6] && zigzag.pieceCount == 3)
    #expect(abs(zigzag(0.3)) < 1e-12 && abs(zigzag(1.2) - 2) < 1e-12)
    let roots = zigzag.preimages(of: 0)
    #expect(roots.count == 3)
    for (root, expected) in zip(roots, [-0.5, 0.3, 0.8]) { #expect(abs(root - expected) < 1e-12) }
  }

  @Test func theReLUAddsJointsAtZeros() {
    let clipped = zigzag.rectified
    #expect(clipped.joints.count == 4)
    for x in stride(from: -1, through: 1, by: 0.01) {
      #expect(abs(clipped(x) - max(zigzag(x), 0)) < 1e-12)
    }
  }

  @Test(arguments: [
    [Point(-1, -1), Point(0, 1), Point(0.6, -1), Point(1, 1)],
    [Point(-1, 0.6), Point(-0.2, -0.82), Point(0.5, 0), Point(1, 0)],
    [Point(0, 0.3), Point(0.5, 0.3), Point(2, 1)],
    [Point(0, 1), Point(2, -1)],
  ])
  func aNetworkGoesThroughItsPoints(points: [Point]) throws {
    let network = try ReLUNetwork(through: points)
    for point in points { #expect(abs(network([point.x])[0] - point.y) < 1e-12) }
    let domain = points[0].x...points[points.count - 1].x
    let curve = try #require(try network.curves(on: domain).first)
    #expect(curve.joints.count == points.count - 2)
    for (joint, scanned) in zip(curve.joints, network.scannedJoints(on: domain)) {
      #expect(abs(joint - scanned) < 1e-9)
    }
    let isFlat =
      points.count > 2
      && (points[0].y == points[1].y || points[points.count - 2].y == points[points.count - 1].y)
    #expect(network.unitCount == points.count - (isFlat ? 2 : 1))
  }

  @Test func scanningFindsNothingOnALine() throws {
    let line = try ReLUNetwork(weights: [[[2]]], biases: [[1]])
    #expect(line.scannedJoints(on: -1...1).isEmpty)
  }

  @Test func theBestFitBeatsItsNeighbours() throws {
    let samples = (0...100).map { Point(Double($0) / 100, Double($0 * $0) / 10_000) }
    let knots = [0, 0.3, 0.6, 1]
    let fit = try PiecewiseLinearCurve(fitting: samples, knots: knots)
    func loss(_ heights: [Double]) -> Double {
      let curve = PiecewiseLinearCurve(through: zip(knots, heights).map { Point($0, $1) })
      return samples.reduce(0) { $0 + (curve($1.x) - $1.y) * (curve($1.x) - $1.y) }
    }
    let heights = fit.vertices.map(\.y)
    for index in heights.indices {
      for change in [-1e-3, 1e-3] {
        var other = heights
        other[index] += change
        #expect(loss(other) > loss(heights))
      }
    }
    #expect(throws: RegionsError.self) {
      try PiecewiseLinearCurve(fitting: [Point(0, 0)], knots: knots)
    }
  }

  @Test func curvesAreAddedAndHalfRectified() {
    let a = PiecewiseLinearCurve(through: [Point(-1, -1), Point(0.25, 2), Point(1, 0)])
    let b = PiecewiseLinearCurve(through: [Point(-1, 1), Point(-0.5, -2), Point(1, 3)])
    let sum = a + b
    #expect(sum.joints == [-0.5, 0.25])
    for x in stride(from: -1.0, through: 1, by: 0.01) {
      #expect(abs(sum(x) - a(x) - b(x)) < 1e-12)
      let half = b.rectified(by: 0.5)(x)
      #expect(abs(half - (b(x) < 0 ? 0.5 * b(x) : b(x))) < 1e-12)
    }
    #expect(b.rectified(by: 0)(-0.5) == -2 && b.rectified == b.rectified(by: 1))
  }

  @Test func splinesAreSmoothAndGoThroughTheirPoints() {
    let points = [Point(0, 0), Point(1, 2), Point(1.5, -1), Point(3, 0.5)]
    let spline = CubicSpline(through: points)
    for point in points { #expect(abs(spline(point.x) - point.y) < 1e-12) }
    let h = 1e-4
    for x in [1.0, 1.5] {
      let left = (spline(x) - spline(x - h)) / h
      let right = (spline(x + h) - spline(x)) / h
      #expect(abs(left - right) < 0.01)
    }
    // No curvature at the ends
    #expect(abs(spline(0) - 2 * spline(h) + spline(2 * h)) / (h * h) < 0.05)
  }

  @Test func regionsAreCountedAsInTheBook() throws {
    #expect(RegionCount.shallow(inputs: 2, units: 3) == 7)
    #expect(RegionCount.shallow(inputs: 10, units: 8) == 256)
    #expect(RegionCount.shallow(inputs: 10, units: 50) == 13_432_735_556)
    #expect(RegionCount.deep(inputs: 1, units: 10, layers: 5) == 161_051)
    #expect(
      RegionCount.deep(inputs: 3, units: 7, layers: 1) == RegionCount.shallow(inputs: 3, units: 7))
  }
}

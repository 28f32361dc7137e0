import Compute
import Geometry
import Learning
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct DataSetsTests {
  @Test func theGaborDataAreThirtyPairs() {
    let data = GaborModel.trainingData
    #expect(data.count == 30 && data[0].y == -1.051)
    #expect(data.inputs.min() == -14.22 && data.inputs.max() == 10.62)
    #expect(data.subset([3, 1]).outputs == [-0.4943, -0.02482])
  }

  @Test func freshGaborDataAreNoisyOutputsOfTheModel() {
    let key = Key(seed: 3)
    let exact = GaborModel.examples(200, noise: 0, key: key)
    #expect(exact.allSatisfy { $0.y == GaborModel.value($0.x, Point(0, 16.6)) })
    #expect(exact.inputs.allSatisfy { (-15..<15).contains($0) } && Set(exact.inputs).count == 200)
    let noisy = GaborModel.examples(200, noise: 0.2, key: key)
    #expect(noisy.inputs == exact.inputs)
    let squares = zip(noisy, exact).map { ($0.y - $1.y) * ($0.y - $1.y) }
    let deviation = (squares.reduce(0, +) / 200).squareRoot()
    #expect((0.17..<0.23).contains(deviation))
  }

  @Test func gaborDerivativesAgreeWithDifferences() {
    for x in [-9.0, 0.3, 4] {
      let field = ScalarField { GaborModel.value(x, $0) }
      for phi in [Point(-5, 25), Point(1, 12)] {
        #expect((field.gradient(phi) - GaborModel.gradient(x, phi)).length < 1e-9)
        let (a, b) = (field.hessian(phi), GaborModel.hessian(x, phi))
        #expect(max(abs(a.xx - b.xx), abs(a.xy - b.xy), abs(a.yy - b.yy)) < 1e-6)
      }
    }
  }

  @Test func aGaborIsOddAboutItsCentre() {
    let phi = Point(-5, 25)
    let centre = 5 / (0.06 * 25)
    #expect(abs(GaborModel.value(centre, phi)) < 1e-12)
    #expect(
      abs(GaborModel.value(centre + 0.7, phi) + GaborModel.value(centre - 0.7, phi)) < 1e-12)
  }

  @Test func miniBatchesOfFigure6_6GiveItsSteps() {
    let phi = Point(3, 10)
    func downhill(_ pairs: [(Double, Double)]) -> Point {
      GaborModel.loss(on: RegressionData(pairs)).gradient(phi) * -1
    }
    let steps = [
      downhill([(-2.156, -0.5706), (-5.090, 0.4306), (8.560, 0.3367)]),
      downhill([(3.578, -0.07944), (0.1574, 0.03224), (-5.090, 0.4306)]),
      downhill([(-8.391, -0.1904), (-12.61, 0.006888), (0.8743, 0.8303)]),
      GaborModel.loss().gradient(phi) * -1,
    ]
    let expected = [
      Point(1.575, -0.401), Point(1.169, -0.253), Point(-1.902, 0.285), Point(2.578, -0.660),
    ]
    for (step, value) in zip(steps, expected) { #expect(step.distance(to: value) < 1e-3) }
    #expect(abs(GaborModel.loss().value(phi) - 19.03) < 0.005)
  }

  @Test func examplesHoldThePairs() {
    let examples = GaborModel.trainingData.examples
    #expect(examples.inputs.shape == [30, 1] && examples.inputs[29, 0] == Float(-4.505))
    #expect(examples.targets[4, 0] == Float(-0.9371))
  }

  @Test func planarSetsArePureFunctionsOfTheirKeys() {
    let key = Key(seed: 3)
    let recipes: [(Int, Key) -> PlanarData] = [
      { .spirals(count: $0, key: $1) }, { .moons(count: $0, key: $1) },
      { .rings(count: $0, key: $1) }, { .ringOfGaussians(count: $0, key: $1) },
    ]
    for recipe in recipes {
      let data = recipe(200, key)
      #expect(data == recipe(200, key) && data != recipe(200, key.fold("other")))
      #expect(Array(recipe(500, key).points.prefix(200)) == data.points)
      #expect(data.inputs.shape == [200, 2] && data.examples.targets.shape == [200, 1])
      #expect(data.inputs[7, 1] == Float(data.points[7].y))
      #expect(data.points(of: 0).count + data.points(of: 1).count <= 200)
    }
  }

  @Test func planarSetsHaveTheirShapes() {
    let key = Key(seed: 1)
    // Without noise a spiral's angle grows with its radius, alike for both arms.
    let spirals = PlanarData.spirals(count: 400, turns: 0.4, noise: 0, key: key)
    for (p, arm) in zip(spirals.points, spirals.labels) {
      let turned = arm == 0 ? p : Point(-p.x, -p.y)
      let angle = 2 * Double.pi * 0.4 * p.length
      #expect(turned.distance(to: Point(cos(angle), sin(angle)) * p.length) < 1e-12)
      #expect(p.length > 0.079 && p.length < 1.0001)
    }
    let rings = PlanarData.rings(count: 100, radii: [1, 2, 3], noise: 0, key: key)
    for (p, ring) in zip(rings.points, rings.labels) {
      #expect(abs(p.length - Double(ring + 1)) < 1e-12)
    }
    // The moons reach into each other but keep apart.
    let moons = PlanarData.moons(count: 300, noise: 0, key: key)
    let gap = moons.points(of: 0).map { p in
      moons.points(of: 1).map { $0.distance(to: p) }.min() ?? 0
    }.min()
    #expect((gap ?? 0) > 0.2 && (gap ?? 0) < 0.7)
  }

  @Test func aRingOfGaussiansHasItsModes() {
    let data = PlanarData.ringOfGaussians(count: 8000, key: Key(seed: 2))
    for (mode, center) in PlanarData.ringCenters().enumerated() {
      let cloud = data.points(of: mode)
      #expect(cloud.count == 1000 && abs(center.length - 2) < 1e-12)
      let mean = cloud.reduce(Point.zero, +) * 1e-3
      #expect(mean.distance(to: center) < 0.008)
      let variance = cloud.reduce(0) { $0 + ($1.x - center.x) * ($1.x - center.x) } / 1000
      #expect(abs(variance.squareRoot() - 0.05) < 0.005)
    }
  }
}

import Geometry
import Learning
import Testing

@Suite struct DataSetsTests {
  @Test func theGaborDataAreThirtyPairs() {
    let data = GaborModel.trainingData
    #expect(data.count == 30 && data[0].y == -1.051)
    #expect(data.inputs.min() == -14.22 && data.inputs.max() == 10.62)
    #expect(data.subset([3, 1]).outputs == [-0.4943, -0.02482])
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
}

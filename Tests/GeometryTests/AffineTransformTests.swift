import Geometry
import Testing

@Suite struct AffineTransformTests {
  private func expectNear(
    _ a: Point, _ b: Point, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.distance(to: b) < 1e-12, "\(a) is not \(b)", sourceLocation: sourceLocation)
  }

  @Test func thenAppliesTheFirstFirst() {
    let scaledThenMoved = AffineTransform.scale(2, 2).then(.translation(Point(1, 0)))
    let movedThenScaled = AffineTransform.translation(Point(1, 0)).then(.scale(2, 2))
    #expect(scaledThenMoved.apply(Point(3, 5)) == Point(7, 10))
    #expect(movedThenScaled.apply(Point(3, 5)) == Point(8, 10))
  }

  @Test func compositionEqualsApplyingOneAfterTheOther() {
    let first = AffineTransform(a: 1, b: 2, c: -3, d: 0.5, tx: 7, ty: -1)
    let second = AffineTransform(a: -2, b: 0.25, c: 1, d: 3, tx: 0, ty: 4)
    for p in [Point.zero, Point(1, 0), Point(0, 1), Point(-3, 8)] {
      expectNear(first.then(second).apply(p), second.apply(first.apply(p)))
    }
  }

  @Test func positiveRotationIsClockwiseOnAPage() {
    // With y downwards, a quarter turn clockwise takes right to down and down to left.
    expectNear(AffineTransform.rotation(.pi / 2).apply(Point(1, 0)), Point(0, 1))
    expectNear(AffineTransform.rotation(.pi / 2).apply(Point(0, 1)), Point(-1, 0))
    expectNear(
      AffineTransform.rotation(0.3).then(.rotation(-0.3)).apply(Point(2, 5)), Point(2, 5))
  }

  @Test func identityChangesNothing() {
    #expect(AffineTransform.identity.apply(Point(3, 4)) == Point(3, 4))
    let shear = AffineTransform(c: 2, tx: 1)
    #expect(shear.then(.identity) == shear)
    #expect(AffineTransform.identity.then(shear) == shear)
  }

  @Test func interpolationMeetsBothEnds() {
    let (a, b) = (Point(1, 2), Point(5, -2))
    #expect(a.interpolated(to: b, 0) == a)
    #expect(a.interpolated(to: b, 1) == b)
    #expect(a.interpolated(to: b, 0.25) == Point(2, 1))
  }
}

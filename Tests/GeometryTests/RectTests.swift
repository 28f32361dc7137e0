import Geometry
import Testing

@Suite struct RectTests {
  let rect = Rect(x: 1, y: 2, width: 3, height: 4)

  @Test func edgesFollowFromOriginAndSize() {
    #expect(rect.maxX == 4 && rect.maxY == 6)
    #expect(rect.center == Point(2.5, 4))
    #expect(rect.corners == [Point(1, 2), Point(4, 2), Point(4, 6), Point(1, 6)])
  }

  @Test func containsItsBorderButNotWhatLiesBeyond() {
    for corner in rect.corners { #expect(rect.contains(corner)) }
    #expect(!rect.contains(Point(4.0001, 4)))
    #expect(rect.contains(rect))
    #expect(!rect.contains(rect.inset(by: -0.1)))
    #expect(rect.contains(rect.inset(by: -0.1), tolerance: 0.1001))
  }

  @Test func rectanglesThatShareAnEdgeDoNotIntersect() {
    let neighbour = rect.offset(by: Point(3, 0))
    #expect(!rect.intersects(neighbour))
    #expect(rect.intersection(neighbour) == nil)
    #expect(
      rect.intersection(rect.offset(by: Point(2, 3))) == Rect(x: 3, y: 5, width: 1, height: 1))
  }

  @Test func unionIsTheSmallestAroundBoth() {
    let other = Rect(x: -2, y: 5, width: 1, height: 10)
    #expect(rect.union(other) == Rect(x: -2, y: 2, width: 6, height: 13))
    #expect(rect.union(other) == other.union(rect))
    #expect(rect.union(rect.inset(by: 1)) == rect)
  }

  @Test func insetsGoInwardsAndNegativeOnesOutwards() {
    let insets = EdgeInsets(top: 1, leading: 0.5, bottom: 2, trailing: 0.25)
    #expect(rect.inset(insets) == Rect(x: 1.5, y: 3, width: 2.25, height: 1))
    #expect(rect.inset(by: -1) == Rect(x: 0, y: 1, width: 5, height: 6))
  }

  @Test func boundingLeavesOutWhatIsNoNumber() {
    #expect(Rect.bounding([]) == nil)
    #expect(Rect.bounding([Point(.nan, .nan)]) == nil)
    #expect(Rect.bounding([Point(2, 3)]) == Rect(x: 2, y: 3, width: 0, height: 0))
    #expect(
      Rect.bounding([Point(1, 1), Point(.nan, .nan), Point(-1, 4)])
        == Rect(x: -1, y: 1, width: 2, height: 3))
  }
}

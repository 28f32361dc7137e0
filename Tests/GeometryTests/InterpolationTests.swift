import Foundation
import Geometry
import Testing

@Suite struct InterpolationTests {
  @Test func theEndsAreTheValues() {
    let (a, b) = ([1.0, 2], [5.0, 6, 7])
    #expect(a.interpolated(to: b, 0) == a && a.interpolated(to: b, 1) == b)
    #expect([1.0, 3].interpolated(to: [2.0, 5], 0.5) == [1.5, 4])
    // Two values are read at three places.
    #expect([0.0, 2].interpolated(to: [0.0, 0, 0], 0.5) == [0, 0.5, 1])
    #expect((0.0...2).interpolated(to: 2.0...8, 0.5) == 1...5)
    #expect([10.0, 20, 40].element(at: 0.75) == 30)
    #expect([Double]().interpolated(to: [1], 0.3) == [])
  }

  @Test func aLineIsCutByItsLength() {
    let path = Path(polyline: [Point(0, 0), Point(3, 0), Point(3, 1)])
    #expect(path.length == 4)
    #expect(
      path.trimmed(from: 0, to: 0.5).elements == [.move(Point(0, 0)), .line(Point(2, 0))])
    #expect(
      path.trimmed(from: 0.5, to: 0.875).elements == [
        .move(Point(2, 0)), .line(Point(3, 0)), .line(Point(3, 0.5)),
      ])
    #expect(path.trimmed(from: 0, to: 1) == path)
    #expect(path.trimmed(from: 0.4, to: 0.4).isEmpty)
  }

  @Test func piecesFollowEachOther() {
    let path = Path {
      $0.move(to: Point(0, 0))
      $0.line(to: Point(1, 0))
      $0.move(to: Point(5, 5))
      $0.line(to: Point(5, 8))
    }
    #expect(
      path.trimmed(from: 0, to: 0.5).elements == [
        .move(Point(0, 0)), .line(Point(1, 0)), .move(Point(5, 5)), .line(Point(5, 6)),
      ])
    // A closed square has the length of four sides, and its last side is drawn last.
    let square = Path(rect: Rect(x: 0, y: 0, width: 2, height: 2))
    #expect(square.length == 8)
    #expect(square.trimmed(from: 0, to: 0.9).elements.count == 5)
  }

  @Test func aCutCurveLiesOnTheCurve() throws {
    let circle = Path(circle: Point(3, 4), radius: 2)
    #expect(abs(circle.length - 4 * .pi) < 0.03)
    for share in [0.1, 0.35, 0.8] {
      let part = circle.trimmed(from: 0, to: share)
      #expect(abs(part.length - share * circle.length) < 0.05)
      guard case .curve(_, _, let end) = try #require(part.elements.last) else {
        Issue.record("the part does not end in a curve")
        return
      }
      #expect(abs(end.distance(to: Point(3, 4)) - 2) < 1e-3)
    }
  }

  @Test func pathsOfOneKindMovePointByPoint() {
    let a = Path(rect: Rect(x: 0, y: 0, width: 2, height: 2))
    let b = Path(rect: Rect(x: 4, y: 0, width: 4, height: 2))
    #expect(a.interpolated(to: b, 0.5) == Path(rect: Rect(x: 2, y: 0, width: 3, height: 2)))
  }

  @Test func aSquareBecomesACircleWithoutTwisting() throws {
    let square = Path(rect: Rect(x: -1, y: -1, width: 2, height: 2))
    let circle = Path(circle: Point(0, 0), radius: 1)
    for t in [0.01, 0.5, 0.99] {
      let between = square.interpolated(to: circle, t)
      #expect(between.elements.last == .close)
      // Points stay outside the circle's inscribed square and inside the given one.
      for point in between.points {
        #expect(point.length > 0.95 && abs(point.x) < 1.001 && abs(point.y) < 1.001)
      }
    }
    #expect(square.interpolated(to: circle, 1) == circle)
  }

  @Test func aPieceThatOnlyOneHasShrinksToItsMiddle() throws {
    let one = Path(circle: Point(0, 0), radius: 1)
    var two = one
    two.append(Path(circle: Point(10, 0), radius: 1))
    let almost = two.interpolated(to: one, 0.999)
    let bounds = try #require(almost.bounds)
    #expect(abs(bounds.maxX - 10) < 0.01 && abs(bounds.minX + 1) < 0.01)
    let far = almost.points.filter { $0.x > 5 }
    #expect(far.count > 8 && far.allSatisfy { $0.distance(to: Point(10, 0)) < 0.01 })
  }
}

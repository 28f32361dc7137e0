import Geometry
import Testing

/// Points along a path, curves included.
private func samples(of path: Path) -> [Point] {
  var here = Point.zero
  var points: [Point] = []
  for element in path.elements {
    switch element {
    case .move(let p), .line(let p):
      points.append(p)
      here = p
    case .curve(let c1, let c2, let p):
      for t in stride(from: 0.0, through: 1, by: 0.05) {
        let s = 1 - t
        points.append(
          here * (s * s * s) + c1 * (3 * s * s * t) + c2 * (3 * s * t * t) + p * (t * t * t))
      }
      here = p
    case .close: break
    }
  }
  return points
}

@Suite struct PathTests {
  @Test func aCircleKeepsItsRadius() {
    let center = Point(3, -2)
    let radii = samples(of: Path(circle: center, radius: 10)).map { $0.distance(to: center) }
    #expect(radii.count > 80)
    #expect(radii.allSatisfy { abs($0 - 10) < 0.003 })
  }

  @Test func anEllipseTouchesTheSidesOfItsRectangle() {
    let rect = Rect(x: 1, y: 2, width: 30, height: 8)
    let path = Path(ellipseIn: rect)
    #expect(path.bounds == rect)
    let onCurve = samples(of: path).map { p in
      let (u, v) = ((p.x - rect.midX) / 15, (p.y - rect.midY) / 4)
      return (u * u + v * v).squareRoot()
    }
    #expect(onCurve.allSatisfy { abs($0 - 1) < 0.0003 })
  }

  @Test func aCornerRadiusTooLargeIsCutToHalfTheShorterSide() {
    let rect = Rect(x: 0, y: 0, width: 20, height: 6)
    #expect(Path(roundedRect: rect, radius: 50) == Path(roundedRect: rect, radius: 3))
    #expect(Path(roundedRect: rect, radius: 50).bounds == rect)
  }

  @Test func noPointsMakeNoPath() {
    #expect(Path(polyline: [], closed: true).isEmpty)
    #expect(Path().bounds == nil)
    #expect(Path(polyline: [Point(1, 1)]).elements == [.move(Point(1, 1))])
  }

  @Test func closedPolylinesCloseOnce() {
    let path = Path(rect: Rect(x: 0, y: 0, width: 1, height: 1))
    #expect(path.elements.count { $0 == .close } == 1)
    #expect(path.points.count == 4)
  }

  @Test func transformsReachControlPoints() {
    let path = Path(circle: .zero, radius: 1)
    let moved = path.applying(.scale(2, 3).then(.translation(Point(10, 20))))
    #expect(moved.bounds == Rect(x: 8, y: 17, width: 4, height: 6))
    #expect(path.offset(by: Point(1, 2)).points == path.points.map { $0 + Point(1, 2) })
  }
}

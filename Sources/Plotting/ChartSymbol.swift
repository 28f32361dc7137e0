import Geometry

/// The shape of a point in a chart.
public enum ChartSymbol: Hashable, Sendable {
  case circle, square, diamond, triangle, cross, plus

  /// Whether the shape is made of lines instead of an area.
  var isOpen: Bool { self == .cross || self == .plus }

  /// The outline around the origin.
  func path(diameter d: Double) -> Path {
    let r = d / 2
    switch self {
    case .circle: return Path(circle: .zero, radius: r)
    case .square:
      return Path(rect: Rect(x: -0.89 * r, y: -0.89 * r, width: 1.78 * r, height: 1.78 * r))
    case .diamond:
      return Path(
        polyline: [Point(0, -1.2 * r), Point(1.2 * r, 0), Point(0, 1.2 * r), Point(-1.2 * r, 0)],
        closed: true)
    case .triangle:
      return Path(
        polyline: [Point(0, -1.15 * r), Point(r, 0.7 * r), Point(-r, 0.7 * r)], closed: true)
    case .cross:
      let k = 0.75 * r
      return Path {
        $0.move(to: Point(-k, -k))
        $0.line(to: Point(k, k))
        $0.move(to: Point(-k, k))
        $0.line(to: Point(k, -k))
      }
    case .plus:
      return Path {
        $0.move(to: Point(-r, 0))
        $0.line(to: Point(r, 0))
        $0.move(to: Point(0, -r))
        $0.line(to: Point(0, r))
      }
    }
  }
}

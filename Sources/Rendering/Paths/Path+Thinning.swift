import Geometry

extension Path {
  /// Cairo holds coordinates up to 2²³; this leaves room for line widths and intersections.
  static let coordinateLimit = 1e5

  /// Hands out the path's elements times `scale`. Points that a polyline doesn't need are left out:
  /// the line drawn is never more than `tolerance` (in target units) from the true one. Far beyond
  /// any page, lines are cut off.
  func forEachThinned(
    scale: Double, tolerance: Double, _ body: (Path.Element) -> Void
  ) {
    var lines = PolylineSimplifier(tolerance: tolerance)
    let isShort = elements.count <= 32
    var last = Point.zero
    var start = Point.zero
    for element in elements {
      switch element {
      case .move(let p):
        lines.finish { body(.line($0)) }
        start = p * scale
        last = start
        body(.move(start.limited))
        lines.begin(at: start.limited)
      case .line(let p):
        let next = p * scale
        if last.isFar || next.isFar {
          // Follow the true direction up to the limit, then along it.
          if let (entry, exit) = clipped(last, next) {
            lines.add(entry) { body(.line($0)) }
            lines.add(exit) { body(.line($0)) }
          }
          lines.add(next.limited) { body(.line($0)) }
        } else if isShort {
          body(.line(next))
          lines.begin(at: next)
        } else {
          lines.add(next) { body(.line($0)) }
        }
        last = next
      case .curve(let c1, let c2, let p):
        lines.finish { body(.line($0)) }
        last = p * scale
        body(.curve((c1 * scale).limited, (c2 * scale).limited, last.limited))
        lines.begin(at: last.limited)
      case .close:
        lines.finish { body(.line($0)) }
        body(.close)
        last = start
        lines.begin(at: start.limited)
      }
    }
    lines.finish { body(.line($0)) }
  }

  /// The part of a segment inside the limits (Liang and Barsky 1984), if there is one.
  private func clipped(_ a: Point, _ b: Point) -> (Point, Point)? {
    let limit = Path.coordinateLimit
    let delta = b - a
    var (enter, leave) = (0.0, 1.0)
    for (p, q) in [
      (-delta.x, a.x + limit), (delta.x, limit - a.x), (-delta.y, a.y + limit),
      (delta.y, limit - a.y),
    ] {
      if p == 0 {
        if q < 0 { return nil }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    guard enter < leave else { return nil }
    return (a + delta * enter, a + delta * leave)
  }
}

extension Point {
  var isFar: Bool { abs(x) > Path.coordinateLimit || abs(y) > Path.coordinateLimit }

  /// The nearest point within the limits; what isn't a number stays so, and is found out later.
  fileprivate var limited: Point {
    guard isFar, x.isFinite, y.isFinite else { return self }
    let limit = Path.coordinateLimit
    return Point(min(max(x, -limit), limit), min(max(y, -limit), limit))
  }
}

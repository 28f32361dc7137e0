import Geometry

/// The outline of an arrow head: the book's stealth head, 6.2 pt long and 3.6 pt wide for a line of
/// 0.85 pt.
public enum ArrowHead {
  /// The filled head whose tip lies at `tip` and that points along `direction`.
  ///
  /// - Returns: the head, and the place where the shaft must end so that it does not show beyond
  ///   it.
  public static func stealth(
    tip: Point, direction: Point, length: Double = 6.2, width: Double = 3.6
  ) -> (path: Path, shaftEnd: Point) {
    let norm = max(direction.length, 1e-12)
    let along = direction * (1 / norm)
    let across = Point(-along.y, along.x)
    let back = tip - along * length
    let notch = tip - along * (length * 0.72)
    let path = Path(
      polyline: [tip, back + across * (width / 2), notch, back - across * (width / 2)],
      closed: true)
    return (path, notch)
  }
}

extension Canvas {
  /// A line through `points` that ends in an arrow head.
  public mutating func arrow(
    _ points: [Point], color: Color, style: StrokeStyle, headLength: Double = 6.2,
    headWidth: Double = 3.6
  ) {
    guard points.count >= 2, let tip = points.last else { return }
    // The head points along the last stretch of its own length, not along the last tiny segment.
    var before = points[points.count - 2]
    for point in points.dropLast().reversed() {
      before = point
      if point.distance(to: tip) >= headLength { break }
    }
    let (head, shaftEnd) = ArrowHead.stealth(
      tip: tip, direction: tip - before, length: headLength, width: headWidth)
    var shaft = Array(points.dropLast())
    while shaft.count > 1, let last = shaft.last, last.distance(to: tip) < headLength {
      shaft.removeLast()
    }
    stroke(Path(polyline: shaft + [shaftEnd]), color, style)
    fill(head, color)
  }
}

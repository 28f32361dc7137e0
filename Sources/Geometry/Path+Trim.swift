/// Paths cut by length.
extension Path {
  /// The part of the path between two fractions of its length, both from 0 to 1.
  ///
  /// A piece that is cut is open; the pieces of a path follow each other. A path without length is
  /// left whole once `end` is positive.
  public func trimmed(from start: Double, to end: Double) -> Path {
    guard start < end else { return Path() }
    if start <= 0 && end >= 1 { return self }
    let segments = segments
    let total = segments.reduce(0) { $0 + $1.length }
    guard total > 0 else { return end > 0 ? self : Path() }
    let (first, last) = (max(start, 0) * total, min(end, 1) * total)
    var result = Path()
    var at = 0.0
    var pen: Point?
    for segment in segments {
      let (low, high) = (at, at + segment.length)
      at = high
      guard high > first, low < last, segment.length > 0 else { continue }
      let part = segment.cut(
        from: max((first - low) / segment.length, 0), to: min((last - low) / segment.length, 1))
      if pen != part.start || segment.beginsPiece { result.move(to: part.start) }
      switch part.controls {
      case (let c1, let c2)?: result.curve(to: part.end, c1, c2)
      case nil: result.line(to: part.end)
      }
      pen = part.end
    }
    return result
  }

  /// The length of all pieces; of curves to about a thousandth.
  public var length: Double { segments.reduce(0) { $0 + $1.length } }

  /// Points along each piece, near enough for curves to look smooth.
  func outlines(stepsPerCurve: Int) -> [Outline] {
    var pieces: [Outline] = []
    for segment in segments {
      if segment.beginsPiece { pieces.append(Outline(points: [segment.start], isClosed: false)) }
      if segment.controls == nil {
        pieces[pieces.count - 1].points.append(segment.end)
      } else {
        for step in 1...stepsPerCurve {
          let t = Double(step) / Double(stepsPerCurve)
          pieces[pieces.count - 1].points.append(segment.point(at: t))
        }
      }
      if segment.closesPiece { pieces[pieces.count - 1].isClosed = true }
    }
    return pieces
  }

  /// What the pen draws between two points, in order.
  private var segments: [Segment] {
    var segments: [Segment] = []
    var (start, pen) = (Point.zero, Point.zero)
    var isFresh = true
    for element in elements {
      switch element {
      case .move(let p): (start, pen, isFresh) = (p, p, true)
      case .line(let p):
        segments.append(Segment(start: pen, end: p, beginsPiece: isFresh))
        (pen, isFresh) = (p, false)
      case .curve(let c1, let c2, let p):
        segments.append(Segment(start: pen, controls: (c1, c2), end: p, beginsPiece: isFresh))
        (pen, isFresh) = (p, false)
      case .close:
        segments.append(
          Segment(start: pen, end: start, beginsPiece: isFresh, closesPiece: true))
        (pen, isFresh) = (start, true)
      }
    }
    return segments
  }
}

/// A straight line, or a cubic Bézier curve if it has control points.
private struct Segment {
  var start: Point
  var controls: (Point, Point)?
  var end: Point
  var beginsPiece = false
  var closesPiece = false
  let length: Double

  init(
    start: Point, controls: (Point, Point)? = nil, end: Point, beginsPiece: Bool = false,
    closesPiece: Bool = false
  ) {
    (self.start, self.controls, self.end) = (start, controls, end)
    (self.beginsPiece, self.closesPiece) = (beginsPiece, closesPiece)
    guard let (c1, c2) = controls else {
      length = start.distance(to: end)
      return
    }
    let points = (0...16).map { Segment.point(start, c1, c2, end, at: Double($0) / 16) }
    length = zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  func point(at t: Double) -> Point {
    guard let (c1, c2) = controls else { return start.interpolated(to: end, t) }
    return Segment.point(start, c1, c2, end, at: t)
  }

  private static func point(
    _ a: Point, _ b: Point, _ c: Point, _ d: Point, at t: Double
  ) -> Point {
    let (ab, bc, cd) = (
      a.interpolated(to: b, t), b.interpolated(to: c, t), c.interpolated(to: d, t)
    )
    return ab.interpolated(to: bc, t).interpolated(to: bc.interpolated(to: cd, t), t)
  }

  /// The part between two fractions. Along a curve they are its parameter's, which is near enough
  /// to the length's for short curves.
  func cut(
    from low: Double, to high: Double
  ) -> (start: Point, controls: (Point, Point)?, end: Point) {
    guard let (c1, c2) = controls else { return (point(at: low), nil, point(at: high)) }
    if low <= 0 && high >= 1 { return (start, (c1, c2), end) }
    // Blossoming: the control points of a part of a cubic.
    func blossom(_ r: Double, _ s: Double, _ t: Double) -> Point {
      let (p, q, u) = (
        start.interpolated(to: c1, r), c1.interpolated(to: c2, r), c2.interpolated(to: end, r)
      )
      return p.interpolated(to: q, s).interpolated(to: q.interpolated(to: u, s), t)
    }
    return (
      blossom(low, low, low), (blossom(low, low, high), blossom(low, high, high)),
      blossom(high, high, high)
    )
  }
}

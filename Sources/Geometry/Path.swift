/// A sequence of straight and curved segments, open or closed, in any number of pieces.
public struct Path: Hashable, Sendable {
  public enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    /// A cubic Bézier curve with two control points and an end.
    case curve(Point, Point, Point)
    case close
  }

  public var elements: [Element]

  public init(_ elements: [Element] = []) { self.elements = elements }

  /// The builder form: `Path { $0.move(to: a); $0.line(to: b) }`.
  public init(_ build: (inout Path) -> Void) {
    self.init()
    build(&self)
  }

  public var isEmpty: Bool { elements.isEmpty }

  public mutating func move(to p: Point) { elements.append(.move(p)) }
  public mutating func line(to p: Point) { elements.append(.line(p)) }
  public mutating func curve(to p: Point, _ control1: Point, _ control2: Point) {
    elements.append(.curve(control1, control2, p))
  }
  public mutating func close() { elements.append(.close) }
  public mutating func append(_ other: Path) { elements += other.elements }

  /// Straight lines through `points` in order.
  public init(polyline points: some Sequence<Point>, closed: Bool = false) {
    self.init()
    var isFirst = true
    for point in points {
      elements.append(isFirst ? .move(point) : .line(point))
      isFirst = false
    }
    if closed && !isFirst { elements.append(.close) }
  }

  public init(rect: Rect) { self.init(polyline: rect.corners, closed: true) }

  /// The ratio of control arm to radius that makes four cubic curves a circle to within 0.03 %.
  public static let circleArm = 0.5522847498307936

  public init(ellipseIn rect: Rect) { self.init(roundedRect: rect, radii: rect.size.half) }

  public init(circle center: Point, radius: Double) {
    self.init(
      ellipseIn: Rect(
        x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius))
  }

  public init(roundedRect rect: Rect, radius: Double) {
    let r = min(radius, rect.width / 2, rect.height / 2)
    self.init(roundedRect: rect, radii: Size(r, r))
  }

  private init(roundedRect rect: Rect, radii: Size) {
    let (rx, ry) = (radii.width, radii.height)
    let (kx, ky) = (rx * (1 - Path.circleArm), ry * (1 - Path.circleArm))
    let (x0, y0, x1, y1) = (rect.minX, rect.minY, rect.maxX, rect.maxY)
    self.init { p in
      p.move(to: Point(x0 + rx, y0))
      if x1 - rx > x0 + rx { p.line(to: Point(x1 - rx, y0)) }
      p.curve(to: Point(x1, y0 + ry), Point(x1 - kx, y0), Point(x1, y0 + ky))
      if y1 - ry > y0 + ry { p.line(to: Point(x1, y1 - ry)) }
      p.curve(to: Point(x1 - rx, y1), Point(x1, y1 - ky), Point(x1 - kx, y1))
      if x1 - rx > x0 + rx { p.line(to: Point(x0 + rx, y1)) }
      p.curve(to: Point(x0, y1 - ry), Point(x0 + kx, y1), Point(x0, y1 - ky))
      if y1 - ry > y0 + ry { p.line(to: Point(x0, y0 + ry)) }
      p.curve(to: Point(x0 + rx, y0), Point(x0, y0 + ky), Point(x0 + kx, y0))
      p.close()
    }
  }

  public func applying(_ transform: AffineTransform) -> Path {
    Path(
      elements.map { element in
        switch element {
        case .move(let p): .move(transform.apply(p))
        case .line(let p): .line(transform.apply(p))
        case .curve(let c1, let c2, let p):
          .curve(transform.apply(c1), transform.apply(c2), transform.apply(p))
        case .close: .close
        }
      })
  }

  public func offset(by delta: Point) -> Path { applying(.translation(delta)) }

  /// Every point named by the elements, control points included: their hull contains the path.
  public var points: [Point] {
    elements.flatMap { element -> [Point] in
      switch element {
      case .move(let p), .line(let p): [p]
      case .curve(let c1, let c2, let p): [c1, c2, p]
      case .close: []
      }
    }
  }

  /// A rectangle that contains the path: exact for straight lines, the control hull for curves.
  public var bounds: Rect? { Rect.bounding(points) }
}

extension Size {
  fileprivate var half: Size { Size(width / 2, height / 2) }
}

import Drawing
import Geometry

/// What a label in a plot must not cover: the lines, symbols and texts drawn before it.
struct Obstacles {
  private var segments: [(Point, Point)] = []
  /// Bars and other boxes, which a label must not lie in either.
  private var boxes: [Rect] = []
  /// The boxes of texts, which a label must not meet at all.
  private var texts: [(Point, Point)] = []

  /// - Parameters:
  ///   - commands: what the chart has drawn so far, on the page.
  ///   - frame: the plot area; what lies outside is in nobody's way.
  init(_ commands: some Sequence<Picture.Command>, in frame: Rect) {
    for command in commands {
      switch command {
      case .stroke(let path, _, _): add(path)
      case .fill(let path, _):
        add(path)
        // A label inside a bar would meet no edge of it; a path may hold several bars.
        guard path.elements.count.isMultiple(of: 5) else { continue }
        for start in stride(from: 0, to: path.elements.count, by: 5) {
          let bar = Path(Array(path.elements[start..<start + 5]))
          guard case .close = bar.elements[4], let box = bar.bounds else { continue }
          boxes.append(box)
        }
      case .stamp(let stamp, let places):
        let box = stamp.path.bounds ?? Rect(.zero, .zero)
        for place in places { segments += Self.cross(box.offset(by: place).corners) }
      case .glyphs(let run, let transform, let color):
        if let box = Picture.Command.glyphs(run, .identity, color).bounds {
          texts += Self.cross(box.corners.map(transform.apply))
        }
      default: break
      }
    }
    func isNear(_ a: Point, _ b: Point) -> Bool {
      max(a.x, b.x) >= frame.minX && min(a.x, b.x) <= frame.maxX && max(a.y, b.y) >= frame.minY
        && min(a.y, b.y) <= frame.maxY
    }
    segments = segments.filter(isNear)
    // What spans the whole plot is a background, which every label must lie on somewhere.
    boxes = boxes.filter { box in
      box.intersects(frame) && box.width < frame.width - 1 && box.height < frame.height - 1
    }
    texts = texts.filter(isNear)
  }

  /// Lines on the page, and nothing else so far.
  init(lines: [[Point]]) {
    segments = lines.flatMap { zip($0, $0.dropFirst()) }
  }

  /// Adds a box that is taken.
  mutating func add(_ box: Rect) { segments += Self.cross(box.corners) }

  private mutating func add(_ path: Path) {
    var (first, last) = (Point.zero, Point.zero)
    for element in path.elements {
      switch element {
      case .move(let point): (first, last) = (point, point)
      case .line(let point):
        segments.append((last, point))
        last = point
      case .curve(_, _, let point):
        segments.append((last, point))
        last = point
      case .close:
        segments.append((last, first))
        last = first
      }
    }
  }

  /// The diagonals of a box and two of its sides, which any box that covers a good part of it
  /// meets.
  private static func cross(_ corners: [Point]) -> [(Point, Point)] {
    [
      (corners[0], corners[2]), (corners[1], corners[3]), (corners[0], corners[1]),
      (corners[2], corners[3]),
    ]
  }

  /// The length of all obstacles within a turned box; a bar counts as a cross over the part of the
  /// box that lies in it.
  func length(in box: TurnedBox) -> Double {
    Self.length(of: segments, in: box) + Self.length(of: texts, in: box)
      + boxes.reduce(0) { $0 + 2 * box.commonArea(with: $1).squareRoot() }
  }

  /// The length of what other texts have in a turned box.
  func lengthOfTexts(in box: TurnedBox) -> Double { Self.length(of: texts, in: box) }

  private static func length(of segments: [(Point, Point)], in box: TurnedBox) -> Double {
    let half = Size(box.size.width / 2, box.size.height / 2)
    return segments.reduce(0) { sum, segment in
      sum + clippedLength(box.local(segment.0), box.local(segment.1), half: half)
    }
  }

  /// The length of the part of a segment within a box around the origin (Liang and Barsky 1984).
  private static func clippedLength(_ a: Point, _ b: Point, half: Size) -> Double {
    let d = b - a
    var (enter, leave) = (0.0, 1.0)
    for (p, q) in [
      (-d.x, a.x + half.width), (d.x, half.width - a.x), (-d.y, a.y + half.height),
      (d.y, half.height - a.y),
    ] {
      if p == 0 {
        if q < 0 { return 0 }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    return leave > enter ? (leave - enter) * d.length : 0
  }
}

/// A box turned about its centre.
struct TurnedBox {
  var center: Point
  var size: Size
  /// Clockwise on the page, in radians.
  var angle: Double
  private let cosine: Double
  private let sine: Double

  init(center: Point, size: Size, direction: Point = Point(1, 0)) {
    self.center = center
    self.size = size
    let length = max(direction.length, 1e-12)
    (cosine, sine) = (direction.x / length, direction.y / length)
    angle = direction.angle
  }

  /// A point of the page in the box's own coordinates.
  func local(_ point: Point) -> Point {
    let d = point - center
    return Point(d.x * cosine + d.y * sine, -d.x * sine + d.y * cosine)
  }

  var corners: [Point] {
    [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { signs in
      let (x, y) = (signs.0 * size.width / 2, signs.1 * size.height / 2)
      return center + Point(x * cosine - y * sine, x * sine + y * cosine)
    }
  }

  /// The area that lies in a rectangle too.
  func commonArea(with rect: Rect) -> Double {
    // Cut off at one side after another (I. Sutherland and G. Hodgman, 1974).
    var outline = corners
    let sides: [(KeyPath<Point, Double>, Double, Double)] = [
      (\.x, rect.minX, 1), (\.x, rect.maxX, -1), (\.y, rect.minY, 1), (\.y, rect.maxY, -1),
    ]
    for (axis, bound, sign) in sides {
      var rest: [Point] = []
      for (index, corner) in outline.enumerated() {
        let next = outline[(index + 1) % outline.count]
        let (a, b) = (sign * (corner[keyPath: axis] - bound), sign * (next[keyPath: axis] - bound))
        if a >= 0 { rest.append(corner) }
        if a * b < 0 { rest.append(corner.interpolated(to: next, a / (a - b))) }
      }
      outline = rest
    }
    var double = 0.0
    for (index, a) in outline.enumerated() {
      let b = outline[(index + 1) % outline.count]
      double += a.x * b.y - b.x * a.y
    }
    return abs(double) / 2
  }

  func grown(by margin: Double) -> TurnedBox {
    var box = self
    box.size = Size(size.width + 2 * margin, size.height + 2 * margin)
    return box
  }
}

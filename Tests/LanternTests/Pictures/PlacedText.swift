import Drawing
import Geometry
import Typesetting

/// A run of glyphs as it stands on the page.
struct PlacedText {
  var text: String
  /// Points per em, with all scaling.
  var size: Double
  /// Opaque unless the text or a layer around it is faded.
  var color: Color
  /// The box of each glyph's ink, turned as the glyph is.
  var glyphs: [Quad]
  /// The box of all its ink.
  var box: Quad
  var bounds: Rect
  /// Its number among all runs of the page.
  var order: Int
  /// The number of the text or formula that it is a piece of: pieces follow each other and are
  /// placed by the same transform.
  var whole: Int
  /// The index of its command.
  var command: Int
}

extension Picture {
  /// All text that is visible, in the order in which it is drawn.
  var texts: [PlacedText] {
    var found: [PlacedText] = []
    var order = 0
    var whole = 0
    var previous: AffineTransform?
    var opacities: [Double] = []
    for (index, command) in commands.enumerated() {
      switch command {
      case .pushOpacity(let opacity): opacities.append(opacity)
      case .pushClip, .pushPart: opacities.append(1)
      case .pop: _ = opacities.popLast()
      case .glyphs(let run, let transform, let color):
        order += 1
        if transform != previous { whole += 1 }
        previous = transform
        let glyphs = run.glyphs.compactMap { glyph -> Quad? in
          var alone = run
          alone.glyphs = [glyph]
          return Command.glyphs(alone, .identity, color).bounds
            .map { Quad(corners: $0.corners.map(transform.apply)) }
        }
        guard let bounds = Rect.bounding(glyphs.flatMap(\.corners)),
          let box = Command.glyphs(run, .identity, color).bounds
        else { continue }
        let scale = abs(transform.a * transform.d - transform.b * transform.c).squareRoot()
        found.append(
          PlacedText(
            text: run.text, size: run.size * scale, color: color.opacity(opacities.reduce(1, *)),
            glyphs: glyphs, box: Quad(corners: box.corners.map(transform.apply)),
            bounds: bounds, order: order, whole: whole, command: index))
      case .fill: break
      default: previous = nil
      }
    }
    return found
  }
}

/// A rectangle that may be turned.
struct Quad {
  /// In order around it.
  var corners: [Point]

  var bounds: Rect { Rect.bounding(corners) ?? Rect(.zero, .zero) }
  var area: Double { Self.area(of: corners) }

  /// The point at fractions of the way along both sides.
  func point(_ u: Double, _ v: Double) -> Point {
    corners[0].interpolated(to: corners[1], u)
      .interpolated(to: corners[3].interpolated(to: corners[2], u), v)
  }

  /// The middle of it, smaller by a length on every side.
  func inset(byPoints length: Double) -> Quad {
    func share(_ side: Double) -> Double { min(length / max(side, 1e-9), 0.45) }
    let u = share(corners[0].distance(to: corners[1]))
    let v = share(corners[0].distance(to: corners[3]))
    return Quad(corners: [point(u, v), point(1 - u, v), point(1 - u, 1 - v), point(u, 1 - v)])
  }

  /// The area that both cover: one is cut along each edge of the other.
  func commonArea(with other: Quad) -> Double {
    guard bounds.intersects(other.bounds) else { return 0 }
    return Self.area(of: Self.clip(corners, to: other))
  }

  /// The length of a segment inside.
  func length(of segment: (Point, Point)) -> Double {
    let rest = Self.clip([segment.0, segment.1], to: self)
    return rest.count < 2 ? 0 : rest[0].distance(to: rest[1])
  }

  /// Cuts a convex polygon along each edge of a quad (Sutherland and Hodgman 1974).
  private static func clip(_ polygon: [Point], to quad: Quad) -> [Point] {
    let side = signedArea(of: quad.corners) < 0 ? -1.0 : 1.0
    var rest = polygon
    for (start, end) in zip(quad.corners, quad.corners[1...] + [quad.corners[0]]) {
      let edge = end - start
      func height(_ p: Point) -> Double {
        side * (edge.x * (p.y - start.y) - edge.y * (p.x - start.x))
      }
      var kept: [Point] = []
      for (a, b) in zip(rest, rest.dropFirst() + rest.prefix(1)) {
        let (ha, hb) = (height(a), height(b))
        if ha >= 0 { kept.append(a) }
        if (ha < 0) != (hb < 0) { kept.append(a.interpolated(to: b, ha / (ha - hb))) }
      }
      rest = kept
    }
    return rest
  }

  private static func area(of polygon: [Point]) -> Double { abs(signedArea(of: polygon)) }

  private static func signedArea(of polygon: [Point]) -> Double {
    zip(polygon, polygon.dropFirst() + polygon.prefix(1)).reduce(0) { sum, edge in
      sum + (edge.0.x * edge.1.y - edge.1.x * edge.0.y) / 2
    }
  }
}

import Drawing
import Geometry
import Lantern
import Testing
import Typesetting

func expectDescribed(
  _ script: ScriptRegistration, sourceLocation: SourceLocation = #_sourceLocation
) {
  let entry = script.entry
  for text in [entry.title, entry.alt] {
    #expect(!text.isEmpty && !text.contains("\n"), sourceLocation: sourceLocation)
    #expect(text.first?.isWhitespace == false, sourceLocation: sourceLocation)
    #expect(text.last?.isWhitespace == false, sourceLocation: sourceLocation)
  }
  #expect(entry.alt.count > 20 && entry.alt.hasSuffix("."), sourceLocation: sourceLocation)
  #expect(!script.fingerprint.isEmpty, sourceLocation: sourceLocation)
  for parameter in script.parameters {
    #expect(!parameter.label.isEmpty, sourceLocation: sourceLocation)
  }
}

/// Fails for every command whose visible part leaves the page, and if groups are not closed.
func expectOnPage(
  _ picture: Picture, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let page = Rect(.zero, picture.size).inset(by: -0.5)
  var clips: [Rect?] = []
  for command in picture.commands {
    switch command {
    case .pushClip(let path):
      let outer = clips.last ?? nil
      let inner = path.bounds ?? .init(x: 0, y: 0, width: 0, height: 0)
      clips.append(outer.map { $0.intersection(inner) ?? Rect(inner.origin, .zero) } ?? inner)
    case .pushOpacity, .pushPart: clips.append(clips.last ?? nil)
    case .pop:
      #expect(!clips.isEmpty, "\(what): a pop too many", sourceLocation: sourceLocation)
      _ = clips.popLast()
    default:
      guard let bounds = command.bounds else { continue }
      #expect(
        bounds.corners.allSatisfy { $0.x.isFinite && $0.y.isFinite },
        "\(what): \(command.label) is not finite", sourceLocation: sourceLocation)
      let seen: Rect? =
        if let clip = clips.last ?? nil { bounds.intersection(clip) } else { bounds }
      guard let seen else { continue }
      #expect(
        page.contains(seen), "\(what): \(command.label) reaches to \(seen.brief) on \(page.brief)",
        sourceLocation: sourceLocation)
    }
  }
  #expect(clips.isEmpty, "\(what): a pop too few", sourceLocation: sourceLocation)
}

/// Fails for every two pieces of text of which glyphs lie on each other.
func expectNoOverlaps(
  _ picture: Picture, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let pieces = picture.texts
  for (i, one) in pieces.enumerated() {
    for other in pieces[(i + 1)...] where one.bounds.intersects(other.bounds) {
      for a in one.glyphs {
        for b in other.glyphs {
          let common = a.commonArea(with: b)
          // Letters of one formula may touch, but not more.
          #expect(
            common <= 0.01 * min(a.area, b.area),
            "\(what): \"\(one.text)\" \(a.bounds.brief) lies on \"\(other.text)\" \(b.bounds.brief)",
            sourceLocation: sourceLocation)
        }
      }
    }
  }
}

/// Fails for text under 6 points; the scripts of a formula may have half of its size.
func expectLegible(
  _ picture: Picture, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let pieces = picture.texts
  for piece in pieces where piece.size < 5.999 {
    let hasBase = pieces.contains { base in
      abs(base.order - piece.order) <= 6 && base.size >= 5.999 && piece.size >= 0.49 * base.size
        && piece.bounds.inset(by: -base.size).intersects(base.bounds)
    }
    #expect(
      hasBase, "\(what): \"\(piece.text)\" is set at \(piece.size) pt",
      sourceLocation: sourceLocation)
  }
}

/// A run of glyphs as it stands on the page.
struct PlacedText {
  var text: String
  var size: Double
  /// The box of each glyph's ink, turned as the glyph is.
  var glyphs: [Quad]
  var bounds: Rect
  /// Its number among all runs of the page.
  var order: Int
}

/// A rectangle that may be turned.
struct Quad {
  /// In order around it.
  var corners: [Point]

  var bounds: Rect { Rect.bounding(corners) ?? Rect(.zero, .zero) }
  var area: Double { Self.area(of: corners) }

  /// The area that both cover: one is cut along each edge of the other.
  func commonArea(with other: Quad) -> Double {
    guard bounds.intersects(other.bounds) else { return 0 }
    let side = Self.signedArea(of: other.corners) < 0 ? -1.0 : 1.0
    var rest = corners
    for (start, end) in zip(other.corners, other.corners[1...] + [other.corners[0]]) {
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
    return Self.area(of: rest)
  }

  private static func area(of polygon: [Point]) -> Double { abs(signedArea(of: polygon)) }

  private static func signedArea(of polygon: [Point]) -> Double {
    zip(polygon, polygon.dropFirst() + polygon.prefix(1)).reduce(0) { sum, edge in
      sum + (edge.0.x * edge.1.y - edge.1.x * edge.0.y) / 2
    }
  }
}

extension Picture {
  var texts: [PlacedText] {
    var found: [PlacedText] = []
    var order = 0
    for case .glyphs(let run, let transform, let color) in commands {
      order += 1
      let glyphs = run.glyphs.compactMap { glyph -> Quad? in
        var alone = run
        alone.glyphs = [glyph]
        return Command.glyphs(alone, .identity, color).bounds
          .map { Quad(corners: $0.corners.map(transform.apply)) }
      }
      guard let bounds = Rect.bounding(glyphs.flatMap(\.corners)) else { continue }
      let scale = abs(transform.a * transform.d - transform.b * transform.c).squareRoot()
      found.append(
        PlacedText(
          text: run.text, size: run.size * scale, glyphs: glyphs, bounds: bounds, order: order))
    }
    return found
  }
}

extension Picture.Command {
  fileprivate var label: String {
    switch self {
    case .fill(_, let color): "a fill \(color.hexString)"
    case .stroke(_, let color, let style): "a stroke \(color.hexString), \(style.width) pt"
    case .stamp(_, let points): "\(points.count) stamps"
    case .image(let bitmap, _, _): "an image \(bitmap.width)x\(bitmap.height)"
    case .glyphs(let run, _, _): "\"\(run.text)\""
    default: "a group"
    }
  }
}

extension Rect {
  fileprivate var brief: String {
    let numbers = [minX, minY, maxX, maxY].map { "\(($0 * 10).rounded() / 10)" }
    return "(" + numbers.joined(separator: " ") + ")"
  }
}

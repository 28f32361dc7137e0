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
          guard let common = a.intersection(b) else { continue }
          // Letters of one formula may touch, but not more.
          #expect(
            common.area <= 0.01 * min(a.area, b.area),
            "\(what): \"\(one.text)\" \(a.brief) lies on \"\(other.text)\" \(b.brief)",
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
  /// The ink of each glyph.
  var glyphs: [Rect]
  var bounds: Rect
  /// Its number among all runs of the page.
  var order: Int
}

extension Picture {
  var texts: [PlacedText] {
    var found: [PlacedText] = []
    var order = 0
    for case .glyphs(let run, let transform, let color) in commands {
      order += 1
      let glyphs = run.glyphs.compactMap { glyph -> Rect? in
        var alone = run
        alone.glyphs = [glyph]
        return Command.glyphs(alone, transform, color).bounds
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
  fileprivate var area: Double { width * height }
  fileprivate var brief: String {
    let numbers = [minX, minY, maxX, maxY].map { "\(($0 * 10).rounded() / 10)" }
    return "(" + numbers.joined(separator: " ") + ")"
  }
}

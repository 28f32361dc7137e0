import Drawing
import Geometry
import Lantern
import Rendering
import Testing

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

/// Fails for everything in a picture that a reader would call a mistake, but for what its script
/// exempts.
///
/// - Parameter ignoresFading: passes over the contrast of text that fades in or out.
func expectSound(
  _ picture: Picture, _ what: String = "", exempt: [Exemption] = [], theme: Theme,
  ignoresFading: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let rules = Set(exempt.map(\.rule))
  var faults = picture.faultsOfPlace + picture.faultsOfSize
  if !rules.contains(.apartText) { faults += picture.textsOnTexts }
  if !rules.contains(.clearOfFrames) { faults += picture.textsOnFrames }
  if !rules.contains(.contrast) { faults += try picture.faintTexts(ignoresFading) }
  if !rules.contains(.distinctColors) { faults += try picture.similarColors(theme) }
  for fault in faults {
    Issue.record("\(what)\(what.isEmpty ? "" : ": ")\(fault)", sourceLocation: sourceLocation)
  }
}

/// What is wrong with a picture, a line each.
extension Picture {
  /// Commands whose visible part leaves the page or is nowhere, and groups that are not closed.
  var faultsOfPlace: [String] {
    var faults: [String] = []
    let page = Rect(.zero, size).inset(by: -0.5)
    var clips: [Rect?] = []
    for command in commands {
      switch command {
      case .pushClip(let path):
        let outer = clips.last ?? nil
        let inner = path.bounds ?? .init(x: 0, y: 0, width: 0, height: 0)
        clips.append(outer.map { $0.intersection(inner) ?? Rect(inner.origin, .zero) } ?? inner)
      case .pushOpacity, .pushPart: clips.append(clips.last ?? nil)
      case .pop:
        if clips.popLast() == nil { faults.append("a pop too many") }
      default:
        guard command.isFinite else {
          faults.append("\(command.label) is not finite")
          continue
        }
        guard let bounds = command.bounds else { continue }
        guard bounds.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
          faults.append("\(command.label) is not finite")
          continue
        }
        let seen: Rect? =
          if let clip = clips.last ?? nil { bounds.intersection(clip) } else { bounds }
        if let seen, !page.contains(seen) {
          faults.append("\(command.label) reaches to \(seen.brief) on \(page.brief)")
        }
      }
    }
    if !clips.isEmpty { faults.append("a pop too few") }
    return faults
  }

  /// Text under 6 points; the scripts of a formula may have half of its size.
  var faultsOfSize: [String] {
    let pieces = texts
    return pieces.filter { $0.size < 5.999 }.compactMap { piece in
      let hasBase = pieces.contains { base in
        abs(base.order - piece.order) <= 6 && base.size >= 5.999 && piece.size >= 0.49 * base.size
          && piece.bounds.inset(by: -base.size).intersects(base.bounds)
      }
      return hasBase ? nil : "\"\(piece.text)\" is set at \(piece.size) pt"
    }
  }

  /// Pieces of text of which glyphs lie on each other. Letters of one formula may lean over each
  /// other, as an italic f over its own subscript, but not cover each other.
  var textsOnTexts: [String] {
    var faults: [String] = []
    let pieces = texts
    for (i, one) in pieces.enumerated() {
      for other in pieces[(i + 1)...] where one.bounds.intersects(other.bounds) {
        let allowed = one.whole == other.whole ? 0.5 : 0.01
        let touch = one.glyphs.contains { a in
          other.glyphs.contains { b in a.commonArea(with: b) > allowed * min(a.area, b.area) }
        }
        if touch {
          faults.append(
            "\"\(one.text)\" \(one.bounds.brief) lies on \"\(other.text)\" \(other.bounds.brief)")
        }
      }
    }
    return faults
  }

  /// Text that a frame, an axis or another straight solid line of thin ink runs through.
  var textsOnFrames: [String] {
    let lines = frameLines
    return texts.compactMap { piece in
      let core = piece.box.inset(byPoints: 0.7)
      let crossing = lines.first { line in
        !line.hidden.contains { $0 < piece.command } && core.length(of: line.ends) > 0.4
      }
      guard let crossing else { return nil }
      let (start, end) = crossing.ends
      return "\"\(piece.text)\" \(piece.bounds.brief) lies on the line"
        + " \(Rect.bounding([start, end])?.brief ?? "")"
    }
  }

  /// Straight lines that nothing may lie on: closed polygons and single lines, thin and solid.
  private var frameLines: [(ends: (Point, Point), hidden: [Int])] {
    // A single line may be hidden where a patch of the ground was laid on it.
    let patches = commands.enumerated().compactMap { index, command -> (Int, Rect)? in
      guard case .fill(let path, let color) = command, color.opacity == 1,
        path.elements.count <= 6, let box = path.bounds
      else { return nil }
      return (index, box)
    }
    var lines: [(ends: (Point, Point), hidden: [Int])] = []
    for (index, command) in commands.enumerated() {
      guard case .stroke(let path, let color, let style) = command, style.dash.isEmpty,
        color.opacity > 0.5, style.width <= 1.5, let corners = path.corners
      else { continue }
      let isClosed = path.elements.last == .close
      guard isClosed ? corners.count <= 8 : corners.count == 2 else { continue }
      let ends = isClosed ? corners[1...] + [corners[0]] : corners[1...]
      for (a, b) in zip(corners, ends) where a.distance(to: b) > 12 {
        let hidden = patches.filter { patch, box in
          !isClosed && patch > index && Quad(corners: box.corners).length(of: (a, b)) > 1
        }
        lines.append(((a, b), hidden.map(\.0)))
      }
    }
    return lines
  }

  /// Text with a contrast under 3 : 1 to more than a quarter of what lies beneath it.
  func faintTexts(_ ignoresFading: Bool = false) throws -> [String] {
    var bare = self
    bare.commands.removeAll { if case .glyphs = $0 { true } else { false } }
    let scale = 2.0
    let ground = try bare.bitmap(scale: scale)
    return texts.compactMap { piece in
      // What is faded with its ground shows what it is not meant to stand on.
      if ignoresFading, piece.color.opacity < 0.99 { return nil }
      var contrasts: [Double] = []
      for glyph in piece.glyphs {
        for step in 0..<25 {
          let place = glyph.point(0.1 + 0.2 * Double(step % 5), 0.1 + 0.2 * Double(step / 5))
          guard let beneath = ground.color(Int(place.x * scale), Int(place.y * scale)) else {
            continue
          }
          let seen = beneath.interpolated(to: piece.color, piece.color.opacity)
          contrasts.append(seen.contrast(to: beneath))
        }
      }
      let low = contrasts.sorted().dropFirst(contrasts.count / 4).first ?? 21
      guard low < 3 else { return nil }
      return "\"\(piece.text)\" \(piece.color.hexString) \(piece.bounds.brief) has a contrast of"
        + " \((low * 100).rounded() / 100)"
    }
  }

  /// Colours of lines and symbols that somebody cannot tell apart. Colours that run into each
  /// other, more than ten in a picture, are no roles.
  func similarColors(_ theme: Theme) throws -> [String] {
    similar(lineColors(theme), theme) + similar(symbolColors, theme)
  }

  /// The colours of curves, which are thicker than frames and guides.
  private func lineColors(_ theme: Theme) -> [Color] {
    commands.reduce(into: []) { colors, command in
      if case .stroke(_, let color, let style) = command, style.width >= 1.4 * theme.lineScale,
        color.opacity == 1, !colors.contains(where: { $0.hexString == color.hexString })
      {
        colors.append(color)
      }
    }
  }

  private var symbolColors: [Color] {
    commands.reduce(into: []) { colors, command in
      if case .stamp(let stamp, _) = command, let color = stamp.fill, color.opacity == 1,
        !colors.contains(where: { $0.hexString == color.hexString })
      {
        colors.append(color)
      }
    }
  }

  private func similar(_ colors: [Color], _ theme: Theme) -> [String] {
    var colors = colors
    let roles = Set(theme.colors.values)
    if colors.count > 10 { colors.removeAll { !roles.contains($0) } }
    return colors.indices.flatMap { i in
      colors[(i + 1)...].compactMap { other in
        let least = ColorVision.leastDifference(colors[i], other)
        guard least < 6 else { return nil }
        return "\(colors[i].hexString) and \(other.hexString) differ by"
          + " \((least * 10).rounded() / 10)"
      }
    }
  }
}

extension Path {
  /// The corners of a path of straight lines in one piece; `nil` for others.
  fileprivate var corners: [Point]? {
    var corners: [Point] = []
    for (index, element) in elements.enumerated() {
      switch element {
      case .move(let point) where index == 0: corners.append(point)
      case .line(let point): corners.append(point)
      case .close where index == elements.count - 1: break
      default: return nil
      }
    }
    return corners.count > 1 ? corners : nil
  }
}

extension Bitmap {
  /// The colour of a pixel, as it looks on white; `nil` outside.
  fileprivate func color(_ x: Int, _ y: Int) -> Color? {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return nil }
    let bytes = pixels[(4 * (y * width + x))...].prefix(4).map { Double($0) / 255 }
    let color = Color(red: bytes[0], green: bytes[1], blue: bytes[2])
    return Color.white.interpolated(to: color, bytes[3])
  }
}

extension Picture.Command {
  /// Whether it has a place on the page.
  fileprivate var isFinite: Bool {
    func isFinite(_ path: Path) -> Bool {
      path.elements.allSatisfy { element in
        switch element {
        case .move(let p), .line(let p): p.x.isFinite && p.y.isFinite
        case .curve(let a, let b, let p): (a + b + p).x.isFinite && (a + b + p).y.isFinite
        case .close: true
        }
      }
    }
    return switch self {
    case .fill(let path, _), .stroke(let path, _, _), .facet(let path, _): isFinite(path)
    case .stamp(_, let places): places.allSatisfy { $0.x.isFinite && $0.y.isFinite }
    default: true
    }
  }

  fileprivate var label: String {
    switch self {
    case .fill(_, let color): "a fill \(color.hexString)"
    case .facet: "a face of a surface"
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

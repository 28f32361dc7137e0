import Drawing
import Geometry
import Typesetting

/// Turns a picture's commands into SVG elements. Glyphs, symbols and clips are written once, as
/// definitions, and used by name.
struct SVGWriter {
  private(set) var body: [UInt8] = []
  private(set) var definitions: [UInt8] = []
  private var glyphs: [GlyphKey: Int] = [:]
  private var stamps: [Path: Int] = [:]
  private var clips: [Path: Int] = [:]
  private var partNames: [String: Int] = [:]

  private struct GlyphKey: Hashable {
    var face: FontFace
    var id: UInt32
  }

  mutating func write(_ picture: Picture) throws {
    if let background = picture.background {
      body.append("<rect")
      body.attribute("width", picture.size.width)
      body.attribute("height", picture.size.height)
      body.attribute("fill", background)
      body.append("/>\n")
    }
    var depth = 0
    for command in picture.commands {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: depth += 1
      case .pop: depth -= 1
      default: break
      }
      guard depth >= 0 else { throw Picture.unbalanced }
      try write(command)
    }
    guard depth == 0 else { throw Picture.unbalanced }
  }

  private mutating func write(_ command: Picture.Command) throws {
    switch command {
    case .fill(let path, let color): write(path, color)
    case .facet(let path, let shading): write(path, shading.middle)
    case .stroke(let path, let color, let style):
      body.append("<path fill=\"none\"")
      body.attribute("stroke", color)
      body.attribute(style)
      body.attribute(SVGPathData(path, decimals: 2))
      body.append("/>\n")
    case .stamp(let stamp, let points): write(stamp, at: points)
    case .image(let bitmap, let rect, let interpolation):
      try write(bitmap, in: rect, interpolation)
    case .glyphs(let run, let transform, let color): try write(run, transform, color)
    case .pushClip(let path):
      body.append("<g clip-path=\"url(#")
      body.append(.prefixMark)
      body.append("c\(clip(path)))\">\n")
    case .pushOpacity(let opacity):
      body.append("<g")
      body.attribute("opacity", min(max(opacity, 0), 1), decimals: 3)
      body.append(">\n")
    case .pushPart(let name):
      body.append("<g id=\"")
      body.append(.prefixMark)
      body.append(partIdentifier(name))
      body.append("\" class=\"part\"")
      body.attribute("data-part", name)
      body.append(">\n")
    case .pop: body.append("</g>\n")
    }
  }

  private mutating func write(_ path: Path, _ color: Color) {
    body.append("<path")
    body.attribute("fill", color)
    body.attribute(SVGPathData(path, decimals: 2))
    body.append("/>\n")
  }

  // MARK: Symbols and images

  private mutating func write(_ stamp: Stamp, at points: [Point]) {
    guard !points.isEmpty else { return }
    let number = stamps[stamp.path] ?? stamps.count
    if stamps.updateValue(number, forKey: stamp.path) == nil {
      define("s\(number)", SVGPathData(stamp.path, decimals: 3))
    }
    body.append("<g")
    if let fill = stamp.fill { body.attribute("fill", fill) } else { body.append(" fill=\"none\"") }
    if let stroke = stamp.stroke, stamp.strokeStyle.width > 0 {
      body.attribute("stroke", stroke)
      body.attribute(stamp.strokeStyle)
    }
    body.append(">\n")
    for point in points { use("s\(number)", point.x, point.y, decimals: 2) }
    body.append("</g>\n")
  }

  private mutating func write(
    _ bitmap: Bitmap, in rect: Rect, _ interpolation: Picture.Interpolation
  ) throws {
    guard bitmap.width > 0, bitmap.height > 0, rect.width > 0, rect.height > 0 else { return }
    body.append("<image")
    body.attribute("x", rect.minX)
    body.attribute("y", rect.minY)
    body.attribute("width", rect.width)
    body.attribute("height", rect.height)
    body.append(" preserveAspectRatio=\"none\"")
    if interpolation == .nearest {
      // The attribute for programs that don't know the style.
      body.append(" image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"")
    }
    body.append(" href=\"data:image/png;base64,")
    body.append(base64: try bitmap.png())
    body.append("\"/>\n")
  }

  // MARK: Text

  /// Glyphs are defined in thousandths of an em.
  private static let unitsPerEm = 1000.0

  private mutating func write(
    _ run: GlyphRun, _ transform: AffineTransform, _ color: Color
  ) throws {
    guard !run.glyphs.isEmpty, run.size > 0 else { return }
    let scale = run.size / SVGWriter.unitsPerEm
    body.append("<g")
    body.attribute("fill", color)
    body.append(" transform=\"")
    if transform.a == 1, transform.b == 0, transform.c == 0, transform.d == 1 {
      body.append("translate(")
      append([transform.tx, transform.ty], decimals: 2)
      body.append(")scale(")
      append([scale], decimals: 5)
    } else {
      body.append("matrix(")
      append([transform.a, transform.b, transform.c, transform.d].map { $0 * scale }, decimals: 6)
      body.append(0x20)
      append([transform.tx, transform.ty], decimals: 2)
    }
    body.append(")\">\n")
    for glyph in run.glyphs {
      guard let number = try glyphNumber(glyph.id, run.face) else { continue }
      use("g\(number)", glyph.position.x / scale, glyph.position.y / scale, decimals: 0)
    }
    body.append("</g>\n")
  }

  private mutating func append(_ numbers: [Double], decimals: Int) {
    for (i, number) in numbers.enumerated() {
      if i > 0 { body.append(0x20) }
      body.append(number, decimals: decimals)
    }
  }

  /// The number of a glyph's definition, or `nil` if there is nothing to see.
  private mutating func glyphNumber(_ id: UInt32, _ face: FontFace) throws -> Int? {
    let key = GlyphKey(face: face, id: id)
    if let number = glyphs[key] { return number < 0 ? nil : number }
    let outline = try FontLibrary.outline(of: id, in: face)
    let number = outline.isEmpty ? -1 : glyphs.count
    glyphs[key] = number
    guard number >= 0 else { return nil }
    define(
      "g\(number)",
      SVGPathData(outline, scale: SVGWriter.unitsPerEm, decimals: 1, tolerance: 0))
    return number
  }

  // MARK: Definitions

  private mutating func define(_ name: String, _ path: SVGPathData) {
    definitions.append("<path id=\"")
    definitions.append(.prefixMark)
    definitions.append("\(name)\"")
    definitions.attribute(path)
    definitions.append("/>\n")
  }

  private mutating func use(_ name: String, _ x: Double, _ y: Double, decimals: Int) {
    body.append("<use href=\"#")
    body.append(.prefixMark)
    body.append("\(name)\"")
    if fixedPoint(x, decimals: decimals) != 0 { body.attribute("x", x, decimals: decimals) }
    if fixedPoint(y, decimals: decimals) != 0 { body.attribute("y", y, decimals: decimals) }
    body.append("/>\n")
  }

  private mutating func clip(_ path: Path) -> Int {
    if let number = clips[path] { return number }
    let number = clips.count
    clips[path] = number
    definitions.append("<clipPath id=\"")
    definitions.append(.prefixMark)
    definitions.append("c\(number)\"><path")
    definitions.attribute(SVGPathData(path, decimals: 2))
    definitions.append("/></clipPath>\n")
    return number
  }

  /// The part's name as an identifier; the second part of that name gets `-2`.
  private mutating func partIdentifier(_ name: String) -> String {
    let slug = String(
      name.unicodeScalars.map {
        $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0 ? Character($0) : "-"
      })
    partNames[slug, default: 0] += 1
    let count = partNames[slug] ?? 1
    // The dot keeps it apart from names that end in a number.
    return count == 1 ? "-\(slug)" : "-\(slug).\(count)"
  }
}

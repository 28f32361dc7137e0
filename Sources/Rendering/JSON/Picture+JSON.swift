import Drawing
import Geometry
import Typesetting

extension Picture {
  /// The picture's size, background and commands as one JSON object.
  ///
  /// Lengths are points, colours `#rrggbb` or `#rrggbbaa`, paths SVG path data with absolute
  /// coordinates, bitmaps PNG files in base 64.
  public func json() throws -> [UInt8] {
    var json = JSONWriter()
    try write(to: &json)
    return json.bytes
  }

  /// Writes that object where the next value belongs.
  public func write(to json: inout JSONWriter) throws {
    guard commands.allSatisfy(\.isFinite) else { throw Picture.notFinite }
    try json.object { json in
      json.member("width", size.width)
      json.member("height", size.height)
      json.member("background") { json in
        if let background { json.value(background.hexWithOpacity) } else { json.null() }
      }
      try json.member("commands") { json in
        try json.array { json in
          for command in commands { try command.write(to: &json) }
        }
      }
    }
  }
}

extension Picture.Command {
  fileprivate func write(to json: inout JSONWriter) throws {
    try json.object { json in
      switch self {
      case .fill(let path, let color):
        json.member("type", "fill")
        json.member("color", color.hexWithOpacity)
        json.member("path", path.data)
      case .facet(let path, let shading):
        json.member("type", "facet")
        json.member("from") { $0.array([shading.start.x, shading.start.y]) }
        json.member("to") { $0.array([shading.end.x, shading.end.y]) }
        json.member("colors") { json in
          json.array { json in for color in shading.colors { json.value(color.hexWithOpacity) } }
        }
        json.member("path", path.data)
      case .stroke(let path, let color, let style):
        json.member("type", "stroke")
        json.member("color", color.hexWithOpacity)
        style.writeMembers(to: &json)
        json.member("path", path.data)
      case .stamp(let stamp, let points):
        json.member("type", "stamp")
        stamp.writeMembers(to: &json)
        json.member("at") { json in
          json.array { json in for point in points { json.array([point.x, point.y]) } }
        }
      case .image(let bitmap, let rect, let interpolation):
        json.member("type", "image")
        json.member("rect") { $0.array([rect.minX, rect.minY, rect.width, rect.height]) }
        json.member("interpolation", interpolation.rawValue)
        json.member("width", bitmap.width)
        json.member("height", bitmap.height)
        var base64: [UInt8] = []
        base64.append(base64: try bitmap.png())
        json.member("png", String(decoding: base64, as: UTF8.self))
      case .glyphs(let run, let t, let color):
        json.member("type", "glyphs")
        json.member("text", run.text)
        json.member("face", run.face.rawValue)
        json.member("size", run.size)
        json.member("color", color.hexWithOpacity)
        json.member("transform") { $0.array([t.a, t.b, t.c, t.d, t.tx, t.ty]) }
        json.member("glyphs") { json in
          json.array { json in
            for glyph in run.glyphs {
              json.array([Double(glyph.id), glyph.position.x, glyph.position.y])
            }
          }
        }
      case .pushClip(let path):
        json.member("type", "pushClip")
        json.member("path", path.data)
      case .pushOpacity(let opacity):
        json.member("type", "pushOpacity")
        json.member("opacity", opacity)
      case .pushPart(let name):
        json.member("type", "pushPart")
        json.member("name", name)
      case .pop: json.member("type", "pop")
      }
    }
  }
}

extension Stamp {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("path", path.data)
    if let fill { json.member("fill", fill.hexWithOpacity) }
    if let stroke {
      json.member("stroke", stroke.hexWithOpacity)
      strokeStyle.writeMembers(to: &json)
    }
  }
}

extension StrokeStyle {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("width", width)
    json.member("cap", cap.rawValue)
    json.member("join", join.rawValue)
    guard !dash.isEmpty else { return }
    json.member("dash") { $0.array(dash) }
    json.member("dashPhase", dashPhase)
  }
}

extension Path {
  /// SVG path data with every digit.
  fileprivate var data: String {
    var bytes: [UInt8] = []
    func add(_ letter: String, _ points: Point...) {
      bytes.append(letter)
      for (i, point) in points.enumerated() {
        if i > 0 { bytes.append(0x20) }
        bytes.append(shortest: point.x)
        bytes.append(0x20)
        bytes.append(shortest: point.y)
      }
    }
    for element in elements {
      switch element {
      case .move(let p): add("M", p)
      case .line(let p): add("L", p)
      case .curve(let c1, let c2, let p): add("C", c1, c2, p)
      case .close: add("Z")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Color {
  /// `#rrggbb`, or `#rrggbbaa` if the colour isn't opaque.
  fileprivate var hexWithOpacity: String {
    guard opacity < 1 else { return hexString }
    let level = Int((min(max(opacity, 0), 1) * 255).rounded())
    return hexString + (level < 16 ? "0" : "") + String(level, radix: 16)
  }
}

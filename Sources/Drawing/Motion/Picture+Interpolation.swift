import Geometry
import Typesetting

extension [Picture.Command] {
  /// Every command on its way to the one at the same place of another list; `nil` if one of them
  /// can't become the other, or there are more.
  func interpolated(to other: [Picture.Command], _ t: Double) -> [Picture.Command]? {
    guard count == other.count else { return nil }
    var result: [Picture.Command] = []
    result.reserveCapacity(count)
    for (mine, theirs) in zip(self, other) {
      guard let command = mine.interpolated(to: theirs, t) else { return nil }
      result.append(command)
    }
    return result
  }
}

extension Picture.Command {
  /// The command between this and one of the same kind.
  fileprivate func interpolated(to other: Picture.Command, _ t: Double) -> Picture.Command? {
    switch (self, other) {
    case (.fill(let a, let from), .fill(let b, let to)):
      return .fill(a.interpolated(to: b, t), from.interpolated(to: to, t))
    case (.facet(let a, let from), .facet(let b, let to)):
      guard from.colors.count == to.colors.count else { return nil }
      let shading = Shading(
        from: from.start.interpolated(to: to.start, t), to: from.end.interpolated(to: to.end, t),
        zip(from.colors, to.colors).map { $0.interpolated(to: $1, t) })
      return .facet(a.interpolated(to: b, t), shading)
    case (.stroke(let a, let from, let style), .stroke(let b, let to, let next)):
      return .stroke(
        a.interpolated(to: b, t), from.interpolated(to: to, t), style.interpolated(to: next, t))
    case (.stamp(let a, let from), .stamp(let b, let to)):
      guard from.count == to.count, let stamp = a.interpolated(to: b, t) else { return nil }
      return .stamp(stamp, at: from.interpolated(to: to, t))
    case (.image(let a, let from, let mode), .image(let b, let to, let next)):
      guard let bitmap = a.interpolated(to: b, t) else { return nil }
      return .image(bitmap, in: from.interpolated(to: to, t), t < 0.5 ? mode : next)
    case (.glyphs(let a, let from, let tint), .glyphs(let b, let to, let next)):
      guard let run = a.interpolated(to: b, t) else { return nil }
      return .glyphs(run, from.interpolated(to: to, t), tint.interpolated(to: next, t))
    case (.pushClip(let a), .pushClip(let b)): return .pushClip(a.interpolated(to: b, t))
    case (.pushOpacity(let a), .pushOpacity(let b)): return .pushOpacity(a.interpolated(to: b, t))
    case (.pushPart(let a), .pushPart(let b)): return a == b ? self : nil
    case (.pop, .pop): return .pop
    default: return nil
    }
  }
}

extension StrokeStyle {
  fileprivate func interpolated(to other: StrokeStyle, _ t: Double) -> StrokeStyle {
    var style = t < 0.5 ? self : other
    style.width = width.interpolated(to: other.width, t)
    if dash.count == other.dash.count {
      style.dash = dash.interpolated(to: other.dash, t)
      style.dashPhase = dashPhase.interpolated(to: other.dashPhase, t)
    }
    return style
  }
}

extension Stamp {
  fileprivate func interpolated(to other: Stamp, _ t: Double) -> Stamp? {
    guard (fill == nil) == (other.fill == nil), (stroke == nil) == (other.stroke == nil) else {
      return nil
    }
    func color(_ a: Color?, _ b: Color?) -> Color? {
      a.flatMap { a in b.map { a.interpolated(to: $0, t) } }
    }
    return Stamp(
      path.interpolated(to: other.path, t), fill: color(fill, other.fill),
      stroke: color(stroke, other.stroke),
      strokeStyle: strokeStyle.interpolated(to: other.strokeStyle, t))
  }
}

extension Bitmap {
  /// Blends two images of one size.
  fileprivate func interpolated(to other: Bitmap, _ t: Double) -> Bitmap? {
    guard width == other.width, height == other.height else { return nil }
    guard pixels != other.pixels else { return self }
    let weight = Int((t * 256).rounded())
    let blend = zip(pixels, other.pixels).map { a, b in
      UInt8((Int(a) * (256 - weight) + Int(b) * weight + 128) >> 8)
    }
    return Bitmap(width: width, height: height, pixels: blend)
  }
}

extension GlyphRun {
  /// The same letters between two places and sizes.
  fileprivate func interpolated(to other: GlyphRun, _ t: Double) -> GlyphRun? {
    guard face == other.face, glyphs.map(\.id) == other.glyphs.map(\.id) else { return nil }
    var run = self
    run.size = size.interpolated(to: other.size, t)
    for index in glyphs.indices {
      run.glyphs[index].position = glyphs[index].position.interpolated(
        to: other.glyphs[index].position, t)
    }
    return run
  }
}

import Geometry

extension TypesetText {
  /// The finished form of a box whose lengths are in units of `scale` points.
  init(_ box: Box, scale: Double, ascent: Double, descent: Double) throws(TypesettingError) {
    var builder = Builder(scale: scale)
    for element in box.elements { try builder.add(element) }
    builder.finishRun()
    self.init(
      width: box.width * scale, ascent: ascent * scale, descent: descent * scale,
      inkBounds: builder.ink ?? Rect(.zero, .zero), pieces: builder.pieces, parts: builder.parts)
  }

  /// Gathers neighbouring glyphs of one font, size and ink into runs.
  private struct Builder {
    let scale: Double
    var pieces: [Piece] = []
    var ink: Rect?
    var parts: [String: Rect] = [:]
    private var run: GlyphRun?
    private var runInk = Ink()

    init(scale: Double) { self.scale = scale }

    mutating func add(_ element: Box.Element) throws(TypesettingError) {
      let place = Point(element.x * scale, element.y * scale)
      switch element.content {
      case .rule(let width, let height):
        finishRun()
        let rect = Rect(
          x: place.x, y: place.y - height * scale, width: width * scale, height: height * scale)
        pieces.append(.rule(rect, color: element.ink.color, part: element.ink.parts.last))
        cover(rect, element.ink)
      case .glyph(let face, let id, let size, let text):
        let points = size * scale
        if run?.face != face || run?.size != points || runInk != element.ink {
          finishRun()
          run = GlyphRun(face: face, size: points, glyphs: [], text: "")
          runInk = element.ink
        }
        run?.glyphs.append(GlyphRun.Glyph(id: id, position: place))
        run?.text += text
        let metrics = try FontLibrary.font(face).metrics(of: id)
        guard metrics.right > metrics.left else { return }
        cover(
          Rect(
            x: place.x + metrics.left * points, y: place.y - metrics.height * points,
            width: (metrics.right - metrics.left) * points,
            height: (metrics.height + metrics.depth) * points), element.ink)
      }
    }

    mutating func finishRun() {
      if let run { pieces.append(.glyphs(run, color: runInk.color, part: runInk.parts.last)) }
      run = nil
    }

    private mutating func cover(_ rect: Rect, _ ink: Ink) {
      self.ink = self.ink?.union(rect) ?? rect
      for part in ink.parts { parts[part] = parts[part]?.union(rect) ?? rect }
    }
  }
}

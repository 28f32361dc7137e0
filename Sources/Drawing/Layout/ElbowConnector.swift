import Geometry

/// An arrow that leaves one named part to the right, turns up or down half way, and arrives at
/// another from the left: a branch of a flow chart.
public struct ElbowConnector: Hashable, Sendable {
  let source: String
  let target: String
  var tone: Tone
  var style: StrokeStyle

  public init(
    from source: String, to target: String, tone: Tone = .gray,
    style: StrokeStyle = StrokeStyle(width: 0.85)
  ) {
    self.source = source
    self.target = target
    self.tone = tone
    self.style = style
  }

  func draw(on canvas: inout Canvas, theme: Theme) throws {
    let from = try canvas.bounds(ofPart: source)
    let to = try canvas.bounds(ofPart: target)
    let (start, end) = (Point(from.maxX, from.midY), Point(to.minX, to.midY))
    let middle = (start.x + end.x) / 2
    let corners =
      abs(start.y - end.y) < 0.01 ? [] : [Point(middle, start.y), Point(middle, end.y)]
    let scale = theme.lineScale
    canvas.arrow(
      [start] + corners + [end], color: try theme.color(tone), style: style.scaled(by: scale),
      headLength: 5.5 * scale, headWidth: 4 * scale)
  }
}

extension Drawing {
  /// Draws branching arrows between named parts of this drawing, over it.
  public func connectors(_ connectors: [ElbowConnector]) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
        origin, canvas in
        try inner.draw(at: origin, on: &canvas)
        for connector in connectors { try connector.draw(on: &canvas, theme: environment.theme) }
      }
    }
  }
}

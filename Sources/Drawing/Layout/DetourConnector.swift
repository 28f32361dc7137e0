import Geometry

/// A line between two named parts that leaves the first to the left, runs around below what is
/// between them, and arrives at the second from below.
public struct DetourConnector: Hashable, Sendable {
  let source: String
  let target: String
  let obstacle: String
  var clearance: EdgeInsets
  var tone: Tone
  var style: StrokeStyle

  /// - Parameters:
  ///   - obstacle: the part around which the line runs.
  ///   - clearance: the distances from its left and its lower side, in points.
  public init(
    from source: String, to target: String, around obstacle: String, clearance: EdgeInsets,
    tone: Tone = .teal, style: StrokeStyle = StrokeStyle(width: 0.85, dash: [2.1, 2.1])
  ) {
    self.source = source
    self.target = target
    self.obstacle = obstacle
    self.clearance = clearance
    self.tone = tone
    self.style = style
  }

  func draw(on canvas: inout Canvas, theme: Theme) throws {
    let from = try canvas.bounds(ofPart: source)
    let to = try canvas.bounds(ofPart: target)
    let box = try canvas.bounds(ofPart: obstacle)
    let x = box.minX - clearance.leading
    let y = box.maxY + clearance.bottom
    canvas.stroke(
      Path(polyline: [
        Point(from.minX, from.midY), Point(x, from.midY), Point(x, y), Point(to.midX, y),
        Point(to.midX, to.maxY),
      ]), try theme.color(tone), style.scaled(by: theme.lineScale))
  }
}

extension Drawing {
  /// Draws a line around a part of this drawing, over it.
  public func connector(_ connector: DetourConnector) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
        origin, canvas in
        try inner.draw(at: origin, on: &canvas)
        try connector.draw(on: &canvas, theme: environment.theme)
      }
    }
  }
}

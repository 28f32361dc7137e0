import Geometry

/// An arrow from one drawing of a row to the next, with what happens on the way written below it.
public struct OperationArrow: Drawing {
  private let direction: HorizontalAlignment
  private let label: String?
  private let length: Double?

  /// - Parameters:
  ///   - direction: where the arrow points: `.trailing` to the right, `.leading` to the left.
  ///   - label: text with formulas between dollar signs.
  ///   - length: in points; by default that of the label, or 30.
  public init(
    _ direction: HorizontalAlignment = .trailing, label: String? = nil, length: Double? = nil
  ) {
    self.direction = direction
    self.label = label
    self.length = length
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let text = try label.map { try Text($0).layOut(.ideal, in: environment) }
    let length = length ?? max(text?.size.width ?? 0, 30)
    let width = max(length, text?.size.width ?? 0)
    let lineScale = environment.theme.lineScale
    let head = Size(6.2 * lineScale, 4.6 * lineScale)
    let gap = text == nil ? 0 : 2.0
    let color = try environment.foregroundColor()
    let size = Size(width, head.height + gap + (text?.size.height ?? 0))
    return LaidOut(size: size) { origin, canvas in
      let start = origin + Point((width - length) / 2, head.height / 2)
      let ends = [start, start + Point(length, 0)]
      canvas.arrow(
        direction == .leading ? ends.reversed() : ends, color: color,
        style: StrokeStyle(width: 1.1 * lineScale), headLength: head.width, headWidth: head.height)
      if let text {
        let place = Point((width - text.size.width) / 2, head.height + gap)
        try text.draw(at: origin + place, on: &canvas)
      }
    }
  }
}

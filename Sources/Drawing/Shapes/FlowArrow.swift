import Geometry

/// An arrow between two drawings of a row: the first becomes the second. Thick and pale by itself,
/// thin with what happens on the way written below it.
public struct FlowArrow: Drawing {
  private let direction: HorizontalAlignment
  private let label: String?
  private let length: Double?

  /// - Parameters:
  ///   - direction: where the arrow points: `.trailing` to the right, `.leading` to the left.
  ///   - label: text with formulas between dollar signs.
  ///   - length: in points; by default 26, or that of the label if it is more than 30.
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
    let scale = environment.theme.lineScale
    let text = try label.map { try Text($0).layOut(.ideal, in: environment) }
    let isThick = text == nil
    let head = isThick ? Size(7 * scale, 6 * scale) : Size(6.2 * scale, 4.6 * scale)
    let color =
      isThick ? try environment.theme.color(.lightGray) : try environment.foregroundColor()
    let length = length ?? text.map { max($0.size.width, 30) } ?? 26
    let width = max(length, text?.size.width ?? 0)
    let gap = isThick ? 0 : 2.0
    let size = Size(width, head.height + gap + (text?.size.height ?? 0))
    return LaidOut(size: size) { origin, canvas in
      let start = origin + Point((width - length) / 2, head.height / 2)
      let ends = [start, start + Point(length, 0)]
      canvas.arrow(
        direction == .leading ? ends.reversed() : ends, color: color,
        style: StrokeStyle(width: (isThick ? 1.7 : 1.1) * scale), headLength: head.width,
        headWidth: head.height)
      if let text {
        let place = Point((width - text.size.width) / 2, head.height + gap)
        try text.draw(at: origin + place, on: &canvas)
      }
    }
  }
}

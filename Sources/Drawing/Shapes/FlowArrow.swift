import Geometry

/// A thick pale arrow between two drawings of a row: the first becomes the second.
public struct FlowArrow: Drawing {
  let length: Double

  public init(length: Double = 26) { self.length = length }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let scale = environment.theme.lineScale
    let color = try environment.theme.color(.lightGray)
    let size = Size(length, 7 * scale)
    return LaidOut(size: size) { origin, canvas in
      let y = origin.y + size.height / 2
      canvas.arrow(
        [Point(origin.x, y), Point(origin.x + length, y)], color: color,
        style: StrokeStyle(width: 1.7 * scale), headLength: 7 * scale, headWidth: 6 * scale)
    }
  }
}

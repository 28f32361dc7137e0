import Geometry

/// An outline that fits itself into a rectangle. Without `fill` or `stroke` it is filled with the
/// foreground tone.
public protocol Shape: Drawing where Body == Never {
  func path(in rect: Rect) -> Path
}

extension Shape {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try PaintedShape(shape: self, fill: environment.foreground, stroke: nil, style: nil)
      .layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .all }

  public func fill(_ tone: Tone) -> PaintedShape<Self> {
    PaintedShape(shape: self, fill: tone, stroke: nil, style: nil)
  }

  /// Draws the outline. Widths are those of the book's theme; others scale them.
  public func stroke(_ tone: Tone, style: StrokeStyle) -> PaintedShape<Self> {
    PaintedShape(shape: self, fill: nil, stroke: tone, style: style)
  }

  public func stroke(_ tone: Tone, lineWidth: Double = 0.85) -> PaintedShape<Self> {
    stroke(tone, style: StrokeStyle(width: lineWidth))
  }
}

/// A shape with the tones that fill and outline it.
public struct PaintedShape<Outline: Shape>: Drawing {
  let shape: Outline
  var fill: Tone?
  var stroke: Tone?
  var style: StrokeStyle?

  /// Adds an outline.
  public func stroke(_ tone: Tone, lineWidth: Double = 0.85) -> PaintedShape {
    var painted = self
    painted.stroke = tone
    painted.style = StrokeStyle(width: lineWidth)
    return painted
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let theme = environment.theme
    let fillColor = try fill.map(theme.color)
    let strokeColor = try stroke.map(theme.color)
    let size = Size(proposal.width ?? 10, proposal.height ?? 10)
    return LaidOut(size: size) { origin, canvas in
      let path = shape.path(in: Rect(origin, size))
      if let fillColor { canvas.fill(path, fillColor) }
      if let strokeColor, let style {
        canvas.stroke(path, strokeColor, style.scaled(by: theme.lineScale))
      }
    }
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .all }
}

public struct Rectangle: Shape {
  public init() {}
  public func path(in rect: Rect) -> Path { Path(rect: rect) }
}

public struct RoundedRectangle: Shape {
  let cornerRadius: Double
  public init(cornerRadius: Double) { self.cornerRadius = cornerRadius }
  public func path(in rect: Rect) -> Path { Path(roundedRect: rect, radius: cornerRadius) }
}

public struct Ellipse: Shape {
  public init() {}
  public func path(in rect: Rect) -> Path { Path(ellipseIn: rect) }
}

public struct Circle: Shape {
  public init() {}
  public func path(in rect: Rect) -> Path {
    Path(circle: rect.center, radius: min(rect.width, rect.height) / 2)
  }
}

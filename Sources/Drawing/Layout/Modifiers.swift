import Geometry

/// A drawing whose layout is derived from another's.
struct ModifiedDrawing<Content: Drawing>: Drawing {
  let content: Content
  var flexible: (@Sendable (Axis.Set) -> Axis.Set)?
  let modify: @Sendable (Content, ProposedSize, DrawingEnvironment) throws -> LaidOut

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    try modify(content, proposal, environment)
  }

  func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    let own = content.flexibility(in: environment)
    return flexible?(own) ?? own
  }
}

/// A drawing in a changed environment.
struct EnvironmentDrawing<Content: Drawing>: Drawing {
  let content: Content
  let change: @Sendable (inout DrawingEnvironment) -> Void

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    var environment = environment
    change(&environment)
    return try content.layOut(proposal, in: environment)
  }

  func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    var environment = environment
    change(&environment)
    return content.flexibility(in: environment)
  }
}

extension Drawing {
  /// Changes what this drawing and all within it inherit.
  public func transformEnvironment(
    _ change: @escaping @Sendable (inout DrawingEnvironment) -> Void
  ) -> some Drawing {
    EnvironmentDrawing(content: self, change: change)
  }

  /// The style of type of the texts within.
  public func font(_ font: Font) -> some Drawing { transformEnvironment { $0.font = font } }

  /// The tone of the texts and shapes within.
  public func foregroundStyle(_ tone: Tone) -> some Drawing {
    transformEnvironment { $0.foreground = tone }
  }

  /// How lines of different width stand under each other in the texts within.
  public func multilineTextAlignment(_ alignment: TextAlignment) -> some Drawing {
    transformEnvironment { $0.textAlignment = alignment }
  }

  /// Lets the texts within shrink, down to a share of their size, to fit the width they are
  /// offered.
  public func minimumScaleFactor(_ factor: Double) -> some Drawing {
    transformEnvironment { $0.minimumScaleFactor = factor }
  }

  /// Adds room around the drawing.
  public func padding(_ insets: EdgeInsets) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(
        ProposedSize(
          width: proposal.width.map { max($0 - insets.leading - insets.trailing, 0) },
          height: proposal.height.map { max($0 - insets.top - insets.bottom, 0) }),
        in: environment)
      return inner.moved(
        by: Point(insets.leading, insets.top),
        size: Size(
          inner.size.width + insets.leading + insets.trailing,
          inner.size.height + insets.top + insets.bottom))
    }
  }

  /// Adds the same room on all sides.
  public func padding(_ length: Double = 8) -> some Drawing { padding(EdgeInsets(length)) }

  /// Gives the drawing a box of fixed width, height or both, and places it within.
  public func frame(
    width: Double? = nil, height: Double? = nil, alignment: Alignment = .center
  ) -> some Drawing {
    ModifiedDrawing(
      content: self,
      flexible: { own in
        var flexes = own
        if width != nil { flexes.remove(.horizontal) }
        if height != nil { flexes.remove(.vertical) }
        return flexes
      }
    ) { content, proposal, environment in
      let inner = try content.layOut(
        ProposedSize(width: width ?? proposal.width, height: height ?? proposal.height),
        in: environment)
      let size = Size(width ?? inner.size.width, height ?? inner.size.height)
      let offset =
        alignment.point(in: Rect(.zero, size)) - alignment.point(in: Rect(.zero, inner.size))
      return inner.moved(by: offset, size: size)
    }
  }

  /// Makes the drawing take all the room it is offered in the directions given `.infinity`.
  public func frame(
    maxWidth: Double? = nil, maxHeight: Double? = nil, alignment: Alignment = .center
  ) -> some Drawing {
    ModifiedDrawing(
      content: self,
      flexible: { own in
        var flexes = own
        if maxWidth != nil { flexes.insert(.horizontal) }
        if maxHeight != nil { flexes.insert(.vertical) }
        return flexes
      }
    ) { content, proposal, environment in
      func limit(_ proposed: Double?, _ most: Double?) -> Double? {
        guard let most else { return proposed }
        return proposed.map { min($0, most) } ?? (most.isFinite ? most : nil)
      }
      let room = ProposedSize(
        width: limit(proposal.width, maxWidth), height: limit(proposal.height, maxHeight))
      let inner = try content.layOut(room, in: environment)
      let size = Size(
        maxWidth == nil ? inner.size.width : max(room.width ?? 0, inner.size.width),
        maxHeight == nil ? inner.size.height : max(room.height ?? 0, inner.size.height))
      let offset =
        alignment.point(in: Rect(.zero, size)) - alignment.point(in: Rect(.zero, inner.size))
      return inner.moved(by: offset, size: size)
    }
  }

  /// Moves the drawing without changing the room it takes.
  public func offset(x: Double = 0, y: Double = 0) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
        origin, canvas in
        try inner.draw(at: origin + Point(x, y), on: &canvas)
      }
    }
  }

  /// Draws `content` over the drawing, placed on its alignment frame (a chart's plot area).
  public func overlay(
    alignment: Alignment = .center, @DrawingBuilder content overlay: () -> Group
  ) -> some Drawing {
    layered(overlay(), alignment: alignment, isAbove: true)
  }

  /// Draws `content` below the drawing, placed on its alignment frame.
  public func background(
    alignment: Alignment = .center, @DrawingBuilder content background: () -> Group
  ) -> some Drawing {
    layered(background(), alignment: alignment, isAbove: false)
  }

  private func layered(_ other: Group, alignment: Alignment, isAbove: Bool) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let base = try content.layOut(proposal, in: environment)
      let layer = try other.layOut(
        ProposedSize(width: base.frame.width, height: base.frame.height), in: environment)
      let offset = alignment.point(in: base.frame) - alignment.point(in: Rect(.zero, layer.size))
      return LaidOut(size: base.size, frame: base.frame, baseline: base.baseline) {
        origin, canvas in
        if !isAbove { try layer.draw(at: origin + offset, on: &canvas) }
        try base.draw(at: origin, on: &canvas)
        if isAbove { try layer.draw(at: origin + offset, on: &canvas) }
      }
    }
  }

  /// Draws a frame around the drawing, padding included; what points at the drawing then points at
  /// the frame.
  public func border(_ tone: Tone = .ink, width: Double = 0.85) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      let color = try environment.theme.color(tone)
      let style = StrokeStyle(width: width * environment.theme.lineScale)
      let frame = Rect(.zero, inner.size)
      return LaidOut(size: inner.size, frame: frame, baseline: inner.baseline) { origin, canvas in
        try inner.draw(at: origin, on: &canvas)
        canvas.stroke(Path(rect: frame.offset(by: origin)), color, style)
      }
    }
  }

  /// Fades the drawing as one layer; 0 leaves it out but keeps its room.
  public func opacity(_ opacity: Double) -> some Drawing {
    drawn { inner, origin, canvas in
      try canvas.layer(opacity: opacity) { try inner.draw(at: origin, on: &$0) }
    }
  }

  /// Names the drawing, so that it can be pointed at and animated by that name.
  public func part(_ name: String) -> some Drawing {
    drawn { inner, origin, canvas in
      try canvas.part(name, frame: inner.frame.offset(by: origin)) {
        try inner.draw(at: origin, on: &$0)
      }
    }
  }

  /// Turns the drawing by a quarter, anticlockwise: the way labels of vertical axes are read.
  public func rotatedQuarter() -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(
        ProposedSize(width: proposal.height, height: proposal.width), in: environment)
      return LaidOut(size: Size(inner.size.height, inner.size.width)) { origin, canvas in
        let turn = AffineTransform.rotation(-.pi / 2)
          .then(.translation(origin + Point(0, inner.size.width)))
        try canvas.transformed(by: turn) { try inner.draw(at: .zero, on: &$0) }
      }
    }
  }

  private func drawn(
    _ draw: @escaping @Sendable (LaidOut, Point, inout Canvas) throws -> Void
  ) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
        origin, canvas in
        try draw(inner, origin, &canvas)
      }
    }
  }
}

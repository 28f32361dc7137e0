import Geometry

/// Drawings side by side. Charts among them get plot areas of equal width that line up.
public struct HStack: Drawing {
  let alignment: VerticalAlignment
  let spacing: Double
  let content: Group

  public init(
    alignment: VerticalAlignment = .center, spacing: Double = 8,
    @DrawingBuilder content: () -> Group
  ) {
    self.alignment = alignment
    self.spacing = spacing
    self.content = content()
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try TrackLayout(
      rows: [content.children],
      alignment: Alignment(horizontal: .leading, vertical: alignment), columnSpacing: spacing,
      rowSpacing: 0, stackAxis: .horizontal
    ).layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    var environment = environment
    environment[StackAxisKey.self] = .horizontal
    return content.flexibility(in: environment)
  }
}

/// Drawings one below the other. Charts among them get plot areas of equal width that line up.
public struct VStack: Drawing {
  let alignment: HorizontalAlignment
  let spacing: Double
  let content: Group

  public init(
    alignment: HorizontalAlignment = .center, spacing: Double = 8,
    @DrawingBuilder content: () -> Group
  ) {
    self.alignment = alignment
    self.spacing = spacing
    self.content = content()
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try TrackLayout(
      rows: content.children.map { [$0] },
      alignment: Alignment(horizontal: alignment, vertical: .top), columnSpacing: 0,
      rowSpacing: spacing, stackAxis: .vertical
    ).layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    var environment = environment
    environment[StackAxisKey.self] = .vertical
    return content.flexibility(in: environment)
  }
}

/// Drawings on top of each other, the first at the bottom.
public struct ZStack: Drawing {
  let alignment: Alignment
  let content: Group

  public init(alignment: Alignment = .center, @DrawingBuilder content: () -> Group) {
    self.alignment = alignment
    self.content = content()
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let layers = try content.children.map { try $0.layOut(proposal, in: environment) }
    let size = Size(
      layers.map(\.size.width).max() ?? 0, layers.map(\.size.height).max() ?? 0)
    let outer = alignment.point(in: Rect(.zero, size))
    let offsets = layers.map { outer - alignment.point(in: Rect(.zero, $0.size)) }
    let frame = layers.first.map { $0.frame.offset(by: offsets[0]) }
    return LaidOut(size: size, frame: frame, baseline: nil) { origin, canvas in
      for (layer, offset) in zip(layers, offsets) {
        try layer.draw(at: origin + offset, on: &canvas)
      }
    }
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    content.flexibility(in: environment)
  }
}

/// Rows of drawings whose columns line up.
public struct Grid: Drawing {
  let alignment: Alignment
  let horizontalSpacing: Double
  let verticalSpacing: Double
  let rows: [[any Drawing]]

  /// A grid of `GridRow`s; any other drawing is a row of its own.
  public init(
    alignment: Alignment = .center, horizontalSpacing: Double = 8, verticalSpacing: Double = 8,
    @DrawingBuilder content: () -> Group
  ) {
    self.alignment = alignment
    self.horizontalSpacing = horizontalSpacing
    self.verticalSpacing = verticalSpacing
    rows = content().children.map { ($0 as? any GridCells)?.cells ?? [$0] }
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try TrackLayout(
      rows: rows, alignment: alignment, columnSpacing: horizontalSpacing,
      rowSpacing: verticalSpacing
    ).layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    Group(rows.flatMap { $0 }).flexibility(in: environment)
  }
}

/// One row of a `Grid`.
public struct GridRow: Drawing {
  let content: Group

  public init(@DrawingBuilder content: () -> Group) { self.content = content() }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try HStack { content.children }.layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    content.flexibility(in: environment)
  }
}

/// A row of a grid, or one whose environment modifiers have changed.
protocol GridCells {
  var cells: [any Drawing] { get }
}

extension GridRow: GridCells {
  var cells: [any Drawing] { content.children }
}

extension EnvironmentDrawing: GridCells where Content: GridCells {
  var cells: [any Drawing] {
    func changed(_ cell: some Drawing) -> any Drawing {
      EnvironmentDrawing<_>(content: cell, change: change)
    }
    return content.cells.map { changed($0) }
  }
}

/// Empty room that takes what its stack has left.
public struct Spacer: Drawing {
  let minLength: Double

  public init(minLength: Double = 0) { self.minLength = minLength }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let axis = environment[StackAxisKey.self]
    let width = axis == .vertical ? 0 : max(proposal.width ?? 0, minLength)
    let height = axis == .horizontal ? 0 : max(proposal.height ?? 0, minLength)
    return LaidOut(size: Size(width, height)) { _, _ in }
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    environment[StackAxisKey.self]?.set ?? .all
  }
}

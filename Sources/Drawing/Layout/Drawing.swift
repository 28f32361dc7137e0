import Geometry

/// Something that can be laid out and drawn: a label, a chart, a stack of other drawings.
///
/// A script's own drawing declares a `body` made of others. A drawing of the vocabulary instead
/// implements `layOut`, which measures itself within a proposed size and says how to draw itself
/// once its place is known.
public protocol Drawing: Sendable {
  associatedtype Body: Drawing = Never
  @DrawingBuilder var body: Body { get }

  /// Measures the drawing.
  ///
  /// - Parameter proposal: the room that the surroundings offer; `nil` asks for the ideal length.
  /// - Returns: the size taken, and the way to draw at a given place.
  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut

  /// The directions in which the drawing takes all the room it is offered.
  func flexibility(in environment: DrawingEnvironment) -> Axis.Set
}

extension Drawing {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try body.layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    body.flexibility(in: environment)
  }
}

extension Drawing where Body == Never {
  public var body: Never { preconditionFailure("\(Self.self) has no body; it lays itself out") }
  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { [] }
}

extension Never: Drawing {
  public typealias Body = Never
}

/// A direction on the page.
public enum Axis: Hashable, Sendable {
  case horizontal, vertical

  public struct Set: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let horizontal = Set(rawValue: 1)
    public static let vertical = Set(rawValue: 2)
    public static let all: Set = [.horizontal, .vertical]
  }

  var set: Set { self == .horizontal ? .horizontal : .vertical }
}

/// The room that is offered to a drawing, in points; `nil` asks for the ideal length.
public struct ProposedSize: Hashable, Sendable {
  public var width: Double?
  public var height: Double?

  public init(width: Double? = nil, height: Double? = nil) {
    self.width = width
    self.height = height
  }

  public static let ideal = ProposedSize()
}

/// A measured drawing: its size, the lines by which others align with it, and how to draw it.
public struct LaidOut {
  public var size: Size
  /// The rectangle by which stacks and grids line drawings up, within the drawing's own bounds: the
  /// plot area of a chart, the whole of most other drawings.
  public var frame: Rect
  /// Distance of the first line of text's baseline from the top, if there is text.
  public var baseline: Double?
  /// A panel's letter, which stands level with those of the panels beside it.
  var heading: Heading?
  private let drawing: (Point, inout Canvas) throws -> Void

  /// What stands over a drawing and may be moved to be level with others.
  struct Heading {
    /// Distance of the baseline from the drawing's top.
    var baseline: Double
    /// Draws the heading of a drawing at a place, moved to the left and upwards.
    var draw: (_ origin: Point, _ move: Point, _ canvas: inout Canvas) throws -> Void
  }

  public init(
    size: Size, frame: Rect? = nil, baseline: Double? = nil,
    draw: @escaping (Point, inout Canvas) throws -> Void
  ) {
    self.size = size
    self.frame = frame ?? Rect(.zero, size)
    self.baseline = baseline
    self.drawing = draw
  }

  /// Draws with the upper left corner at `origin`.
  public func draw(at origin: Point, on canvas: inout Canvas) throws {
    try draw(at: origin, movingHeadingBy: .zero, on: &canvas)
  }

  func draw(at origin: Point, movingHeadingBy move: Point, on canvas: inout Canvas) throws {
    try drawing(origin, &canvas)
    try heading?.draw(origin, move, &canvas)
  }

  /// Space around the alignment frame.
  var margins: EdgeInsets {
    EdgeInsets(
      top: frame.minY, leading: frame.minX, bottom: size.height - frame.maxY,
      trailing: size.width - frame.maxX)
  }

  /// The same drawing inside a box of another size, moved by `offset`.
  func moved(by offset: Point, size newSize: Size) -> LaidOut {
    var moved = LaidOut(
      size: newSize, frame: frame.offset(by: offset), baseline: baseline.map { $0 + offset.y }
    ) { origin, canvas in
      try drawing(origin + offset, &canvas)
    }
    moved.heading = heading.map { heading in
      Heading(baseline: heading.baseline + offset.y) { origin, move, canvas in
        try heading.draw(origin + offset, move, &canvas)
      }
    }
    return moved
  }
}

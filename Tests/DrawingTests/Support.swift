import Drawing
import Geometry
import Testing

/// A drawing with labels of given width around its alignment frame, as a chart has; it fills the
/// frame and leaves the rectangle behind under its name.
struct Block: Drawing {
  typealias Body = Never

  let name: String
  /// The frame's size; `nil` takes the room that is offered.
  var width: Double?
  var height: Double?
  var labels = EdgeInsets.zero

  init(
    _ name: String, width: Double? = nil, height: Double? = nil, labels: EdgeInsets = .zero
  ) {
    self.name = name
    self.width = width
    self.height = height
    self.labels = labels
  }

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    let frame = Rect(
      Point(labels.leading, labels.top),
      Size(
        width ?? (proposal.width ?? 40) - labels.leading - labels.trailing,
        height ?? (proposal.height ?? 30) - labels.top - labels.bottom))
    let size = Size(
      frame.width + labels.leading + labels.trailing, frame.height + labels.top + labels.bottom)
    return LaidOut(size: size, frame: frame) { origin, canvas in
      canvas.part(name) { $0.fill(Path(rect: frame.offset(by: origin)), .black) }
    }
  }

  func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    var axes: Axis.Set = []
    if width == nil { axes.insert(.horizontal) }
    if height == nil { axes.insert(.vertical) }
    return axes
  }
}

/// A drawing laid out and drawn without a page around it.
struct Sheet {
  let size: Size
  let frame: Rect
  let picture: Picture

  init(_ drawing: some Drawing, width: Double? = nil, height: Double? = nil, theme: Theme = .book)
    throws
  {
    let laidOut = try drawing.layOut(
      ProposedSize(width: width, height: height), in: DrawingEnvironment(theme: theme))
    var canvas = Canvas()
    try laidOut.draw(at: .zero, on: &canvas)
    size = laidOut.size
    frame = laidOut.frame
    picture = Picture(size: size, commands: try canvas.finished())
  }

  /// Where the block or mark of that name lies.
  func rect(_ name: String) throws -> Rect { try #require(picture.bounds(ofPart: name)) }
}

extension Picture {
  /// What is drawn below a part's name, in order.
  func drawn(inPart part: String) -> [Command] {
    var found: [Command] = []
    var open: [Bool] = []
    for command in commands {
      switch command {
      case .pushPart(let name): open.append(name == part)
      case .pushClip, .pushOpacity: open.append(false)
      case .pop: open.removeLast()
      default: if open.contains(true) { found.append(command) }
      }
    }
    return found
  }

  func bounds(ofPart part: String) -> Rect? {
    Rect.bounding(drawn(inPart: part).compactMap(\.bounds).flatMap(\.corners))
  }

  /// The texts of all glyph runs, in order.
  var words: [String] {
    commands.compactMap { if case .glyphs(let run, _, _) = $0 { run.text } else { nil } }
  }

  /// The sizes of type of all glyph runs, in order.
  var typeSizes: [Double] {
    commands.compactMap { if case .glyphs(let run, _, _) = $0 { run.size } else { nil } }
  }

  /// Whether every push has its pop, in order.
  var isBalanced: Bool {
    var depth = 0
    for command in commands {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: depth += 1
      case .pop: depth -= 1
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}

/// The message of the error that `body` throws; fails if it throws none, or more than a line.
func message(
  sourceLocation: SourceLocation = #_sourceLocation, of body: () throws -> Void
) -> String {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return ""
  } catch {
    let text = "\(error)"
    #expect(!text.contains("\n") && !text.isEmpty, sourceLocation: sourceLocation)
    return text
  }
}

/// A range that the standard library refuses to make where it checks, but which optimised code can
/// still end up with.
func impossibleRange(_ lower: Double, _ upper: Double) -> ClosedRange<Double> {
  unsafeBitCast((lower, upper), to: ClosedRange<Double>.self)
}

extension [Point] {
  /// Whether a point lies inside the polygon.
  func surround(_ point: Point) -> Bool {
    var isInside = false
    var previous = self[count - 1]
    for corner in self {
      if (corner.y > point.y) != (previous.y > point.y),
        point.x < previous.x + (point.y - previous.y) / (corner.y - previous.y)
          * (corner.x - previous.x)
      {
        isInside.toggle()
      }
      previous = corner
    }
    return isInside
  }
}

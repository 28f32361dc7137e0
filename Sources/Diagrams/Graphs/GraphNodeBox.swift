import Drawing
import Geometry

/// A node of a graph with its label set in type: how large its outline is and how to draw it.
struct GraphNodeBox {
  let node: GraphNode
  let content: LaidOut
  let caption: LaidOut?
  var size: Size

  /// Measures the nodes of a diagram: circles are equally large, boxes with labels equally high.
  static func measure(
    _ diagram: GraphDiagram, in environment: DrawingEnvironment
  ) throws -> [GraphNodeBox] {
    let scale = environment.theme.pageScale
    var boxes = try diagram.nodes.map { node in
      try GraphNodeBox(node, tone: diagram.highlights[node.name] ?? node.tone, environment)
    }
    let diameter = boxes.filter { $0.node.shape == .circle }.map(\.size.width)
      .reduce(22.2 * scale, max)
    let height = boxes.filter(\.isLabelled).map(\.size.height).reduce(20 * scale, max)
    for index in boxes.indices {
      if boxes[index].node.shape == .circle { boxes[index].size = Size(diameter, diameter) }
      if boxes[index].isLabelled { boxes[index].size.height = height }
    }
    return boxes
  }

  private var isLabelled: Bool {
    if case .label = node.content, node.shape == .box || node.shape == .roundedBox { return true }
    return false
  }

  private init(_ node: GraphNode, tone: Tone?, _ environment: DrawingEnvironment) throws {
    self.node = node
    let scale = environment.theme.pageScale
    var environment = environment
    environment.foreground = tone ?? .ink
    environment.font = .body.scaled(by: 1.05)
    switch node.content {
    case .drawing(let group): content = try group.layOut(.ideal, in: environment)
    case .label(let text):
      let whole = try Text(text).layOut(.ideal, in: environment)
      // A fraction in a circle may be a little smaller before the circle grows.
      let excess = node.shape == .circle ? Self.diameter(around: whole.size) / (22.2 * scale) : 1
      environment.font = environment.font.scaled(by: min(1, max(1 / excess, 0.85)))
      content = excess > 1 ? try Text(text).layOut(.ideal, in: environment) : whole
    }
    environment.font = .caption
    environment.foreground = .gray
    caption = try node.caption.map { try Text($0).layOut(.ideal, in: environment) }
    switch node.shape {
    case .circle:
      let diameter = max(Self.diameter(around: content.size), 22.2 * scale)
      size = Size(diameter, diameter)
    case .box, .roundedBox:
      size = Size(max(content.size.width + 7 * scale, 30 * scale), content.size.height + 7 * scale)
    case .bare: size = Size(content.size.width + 4 * scale, content.size.height + 2 * scale)
    }
  }

  /// A circle around a label may cut the corners of its box, which are empty.
  private static func diameter(around label: Size) -> Double {
    0.92 * (label.width * label.width + label.height * label.height).squareRoot() + 2
  }

  /// Draws the outline and the label around a place on the page.
  func draw(
    at center: Point, highlight: Tone?, theme: Theme, on canvas: inout Canvas
  ) throws {
    let frame = Rect(center - Point(size.width / 2, size.height / 2), size)
    let outline: Path? =
      switch node.shape {
      case .circle: Path(circle: center, radius: size.width / 2)
      case .box: Path(rect: frame)
      case .roundedBox: Path(roundedRect: frame, radius: 4 * theme.pageScale)
      case .bare: nil
      }
    try canvas.part(node.name, frame: frame) { canvas in
      try canvas.layer(opacity: node.opacity) { canvas in
        if let outline {
          canvas.fill(outline, try theme.color(node.fill ?? .ground))
          let width = (highlight == nil ? 0.85 : 1.5) * theme.lineScale
          canvas.stroke(
            outline, try theme.color(highlight ?? node.tone ?? .ink), StrokeStyle(width: width))
        }
        try content.draw(
          at: center - Point(content.size.width / 2, content.size.height / 2), on: &canvas)
      }
    }
  }
}

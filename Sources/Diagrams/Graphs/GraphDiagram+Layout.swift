import Drawing
import Geometry

extension GraphDiagram {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let ends = try ends()
    let boxes = try GraphNodeBox.measure(self, in: environment)
    let labels = try edges.map { edge in
      var environment = environment
      environment.foreground = highlights[edge.name] ?? edge.tone ?? .ink
      return try edge.label.map { try Text($0).layOut(.ideal, in: environment) }
    }
    // Texts and nodes that stand out at the sides leave less room for the layers.
    let offered = flow.isHorizontal ? proposal.width : proposal.height
    var room = offered
    var sketch = GraphSketch(self, boxes, ends, labels, room: room, theme: environment.theme)
    for _ in 0..<3 {
      let taken = flow.isHorizontal ? sketch.bounds.width : sketch.bounds.height
      guard let offered, let current = room, taken > offered + 0.01 else { break }
      room = current - (taken - offered)
      sketch = GraphSketch(self, boxes, ends, labels, room: room, theme: environment.theme)
    }
    let (fitted, theme) = (sketch, environment.theme)
    return LaidOut(size: fitted.bounds.size) { origin, canvas in
      let shift = origin - fitted.bounds.origin
      for index in edges.indices {
        try draw(edges[index], along: fitted.lines[index].map { $0 + shift }, theme, &canvas)
      }
      for (index, box) in boxes.enumerated() {
        try box.draw(
          at: fitted.geometry.centers[index] + shift, highlight: highlights[box.node.name],
          theme: theme, on: &canvas)
      }
      for case (let text, let rect?) in zip(boxes.map(\.caption) + labels, fitted.texts) {
        try text?.draw(at: rect.origin + shift, on: &canvas)
      }
    }
  }

  /// The numbers of the nodes that each arrow connects.
  ///
  /// - Throws: a `DrawingError` where names are double or lead nowhere.
  private func ends() throws -> [GraphLayers.Arrow] {
    var numbers: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      guard numbers.updateValue(index, forKey: node.name) == nil else {
        throw DrawingError("Two nodes of the graph are called \"\(node.name)\"; rename one.")
      }
    }
    func number(_ name: String) throws -> Int {
      guard let number = numbers[name] else {
        throw DrawingError(
          "The graph has no node called \"\(name)\"; it has: "
            + nodes.map(\.name).joined(separator: ", "))
      }
      return number
    }
    for node in nodes {
      guard let host = node.attachment?.host else { continue }
      guard nodes[try number(host)].attachment == nil, host != node.name else {
        throw DrawingError(
          "The node \"\(node.name)\" hangs beside \"\(host)\", which itself hangs beside another;"
            + " attach it to a node that stands in a layer.")
      }
    }
    return try edges.map { edge in
      guard edge.source != edge.target else {
        throw DrawingError("An arrow of the graph leads from \"\(edge.source)\" to itself.")
      }
      return GraphLayers.Arrow(source: try number(edge.source), target: try number(edge.target))
    }
  }

  private func draw(
    _ edge: GraphEdge, along line: [Point], _ theme: Theme, _ canvas: inout Canvas
  ) throws {
    guard line.count > 1 else { return }
    let highlight = highlights[edge.name]
    var style = (edge.line ?? StrokeStyle(width: 0.85)).scaled(by: theme.lineScale)
    if highlight != nil { style.width *= 1.8 }
    let color = try theme.color(highlight ?? edge.tone ?? edgeTone)
    let head = max(theme.pageScale, (style.width / 0.85).squareRoot())
    canvas.part(edge.name) { canvas in
      canvas.layer(opacity: edge.opacity) { canvas in
        if edge.hasHead {
          canvas.arrow(
            edge.isReversed ? line.reversed() : line, color: color, style: style,
            headLength: 6.2 * head, headWidth: 3.6 * head)
        } else {
          canvas.stroke(Path(polyline: line), color, style)
        }
      }
    }
  }
}

import Drawing
import Geometry

extension NetworkDiagram {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    if let problem { throw problem }
    let geometry = geometry(proposal, in: environment.theme)
    let painter = try NetworkPainter(self, geometry, environment)
    return LaidOut(size: geometry.size) { origin, canvas in
      try painter.draw(at: origin, on: &canvas)
    }
  }

  /// Where everything goes, in points from the upper left corner.
  struct Geometry {
    var size: Size
    /// The factor from the book's theme to this one.
    var scale: Double
    var radius: Double
    /// Centres of the circles, layer by layer.
    var nodes: [[Point]]
    /// Centre of the offset above each layer that has one.
    var offsets: [Point?]
  }

  func geometry(_ proposal: ProposedSize, in theme: Theme) -> Geometry {
    let bookSize = Theme.book.fontSizes[.body] ?? 10.5
    let scale = (theme.fontSizes[.body] ?? bookSize) / bookSize
    let diameter = nodeDiameter * scale
    let line = 0.85 * theme.lineScale
    let gaps = Double(max(layers.count - 1, 1))
    // Layers that would be closer than this have no room for arrows.
    let room = (proposal.width ?? .infinity) - diameter - line
    let pitch = min(layerPitch * scale, max(room / gaps, 1.8 * diameter))

    // Layers are centred on one axis; offsets stand above them and don't count.
    let heights = layers.map { Double($0.count - 1) * nodePitch * scale }
    let tallest = heights.max() ?? 0
    let hasOffset = layers.indices.map { showsOffsets && $0 + 1 < layers.count }
    let above = zip(heights, hasOffset).map { height, hasOffset in
      height / 2 + (hasOffset ? nodePitch * scale : 0)
    }
    let axis = (above.max() ?? 0) + diameter / 2 + line / 2
    var nodes: [[Point]] = []
    var offsets: [Point?] = []
    for (index, layer) in layers.enumerated() {
      let x = line / 2 + diameter / 2 + Double(index) * pitch
      let top = axis - heights[index] / 2
      nodes.append((0..<layer.count).map { Point(x, top + Double($0) * nodePitch * scale) })
      offsets.append(hasOffset[index] ? Point(x, top - nodePitch * scale) : nil)
    }
    return Geometry(
      size: Size(
        Double(layers.count - 1) * pitch + diameter + line,
        axis + tallest / 2 + diameter / 2 + line / 2),
      scale: scale, radius: diameter / 2, nodes: nodes, offsets: offsets)
  }
}

/// Draws a network diagram whose places and labels are known.
private struct NetworkPainter {
  let diagram: NetworkDiagram
  let geometry: NetworkDiagram.Geometry
  let labels: [[LaidOut]]
  let one: LaidOut
  let theme: Theme
  let line: StrokeStyle
  /// The largest weight, which makes the widest arrow.
  let largestWeight: Double

  init(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    self.diagram = diagram
    self.geometry = geometry
    theme = environment.theme
    line = StrokeStyle(width: 0.85 * theme.lineScale)
    var labelEnvironment = environment
    labelEnvironment.font = .body.scaled(by: 1.05 * diagram.nodeDiameter / 22.2)
    labelEnvironment.foreground = .ink
    labels = try diagram.layers.indices.map { layer in
      try (0..<diagram.layers[layer].count).map { unit in
        try Text(diagram.label(layer: layer, unit: unit)).layOut(.ideal, in: labelEnvironment)
      }
    }
    labelEnvironment.foreground = .orange
    one = try Text("$1$").layOut(.ideal, in: labelEnvironment)
    let weights = diagram.layers.map { layer in
      layer.weights + (diagram.showsOffsets ? layer.biases : [])
    }
    largestWeight = weights.joined().reduce(0) { max($0, abs($1)) }
  }

  func draw(at origin: Point, on canvas: inout Canvas) throws {
    for layer in diagram.layers.indices.dropFirst() {
      let sources = geometry.nodes[layer - 1]
      for unit in geometry.nodes[layer].indices {
        let target = origin + geometry.nodes[layer][unit]
        let name = diagram.name(layer: layer, unit: unit)
        for source in sources.indices {
          try edge(
            "\(diagram.name(layer: layer - 1, unit: source))→\(name)",
            from: origin + sources[source], to: target,
            weight: diagram.layers[layer].weights[unit * sources.count + source], plain: .ink,
            on: &canvas)
        }
        if let offset = geometry.offsets[layer - 1] {
          try edge(
            "1→\(name)", from: origin + offset, to: target,
            weight: diagram.layers[layer].biases[unit], plain: .orange, on: &canvas)
        }
      }
    }
    for layer in diagram.layers.indices {
      for unit in geometry.nodes[layer].indices {
        try node(layer, unit, origin, &canvas)
      }
      if let offset = geometry.offsets[layer] {
        let circle = Path(circle: origin + offset, radius: geometry.radius)
        canvas.fill(circle, try theme.color(.ground))
        canvas.stroke(circle, try theme.color(.orange), line)
        try center(one, on: origin + offset, &canvas)
      }
    }
  }

  private func node(_ layer: Int, _ unit: Int, _ origin: Point, _ canvas: inout Canvas) throws {
    let center = origin + geometry.nodes[layer][unit]
    let radius = geometry.radius
    let name = diagram.name(layer: layer, unit: unit)
    try canvas.part(name) { canvas in
      let circle = Path(circle: center, radius: radius)
      canvas.fill(circle, try theme.color(diagram.fills[name] ?? .ground))
      if diagram.layers[layer].isRectified {
        // The graph of the ReLU: along the middle, then up to the circle at 45 degrees.
        let corner = center - Point(0.05 * radius, 0)
        let reach = radius * 0.5.squareRoot()
        let glyph = Path(
          polyline: [center - Point(radius, 0), corner, center + Point(reach, -reach)])
        canvas.stroke(
          glyph, try theme.color(glyphTone),
          StrokeStyle(width: 1.98 * radius / 11.1, join: .round))
      }
      canvas.stroke(circle, try theme.color(.ink), line)
      try self.center(labels[layer][unit], on: center, &canvas)
    }
  }

  /// The glyph stays behind the label: on a dark ground, where labels are light, it is darker.
  private var glyphTone: Tone {
    get throws {
      let ground = try theme.color(.ground)
      let isDark = ground.red + ground.green + ground.blue < 1.5
      return isDark ? .teal.mixed(with: .ground, 0.5) : .teal
    }
  }

  private func edge(
    _ name: String, from source: Point, to target: Point, weight: Double, plain: Tone,
    on canvas: inout Canvas
  ) throws {
    var style = line
    var tone = plain
    if case .weights(let positive, let negative) = diagram.edgeStyle {
      let share = largestWeight > 0 ? abs(weight) / largestWeight : 0
      // A weight of zero leaves no arrow.
      guard share > 1e-3 else { return }
      style.width = (0.25 + 2.25 * share) * theme.lineScale
      tone = weight > 0 ? positive : negative
    }
    let direction = target - source
    let inset = direction * ((geometry.radius + line.width / 2) / max(direction.length, 1e-9))
    // Heads grow with wide arrows, but slower.
    let head = max(geometry.scale, (style.width / 0.85).squareRoot())
    try canvas.part(name) { canvas in
      canvas.arrow(
        [source + inset, target - inset], color: try theme.color(tone), style: style,
        headLength: 6.2 * head, headWidth: 3.6 * head)
    }
  }

  private func center(_ text: LaidOut, on point: Point, _ canvas: inout Canvas) throws {
    try text.draw(
      at: point - Point(text.size.width / 2, text.size.height / 2), on: &canvas)
  }
}

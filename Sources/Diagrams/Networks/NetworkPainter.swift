import Drawing
import Geometry

/// Draws the circles and arrows of a network diagram whose places are known.
struct NetworkPainter {
  private let diagram: NetworkDiagram
  private let geometry: NetworkDiagram.Geometry
  private let labels: [[LaidOut?]]
  private let one: LaidOut
  private let target: LaidOut
  private let theme: Theme
  private let line: StrokeStyle
  /// The largest weight, which makes the widest arrow.
  private let largestWeight: Double

  init(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    self.diagram = diagram
    self.geometry = geometry
    theme = environment.theme
    line = StrokeStyle(width: 0.85 * theme.lineScale)
    var labelEnvironment = environment
    labelEnvironment.font = .body.scaled(
      by: 1.05 * diagram.unitLabelScale * diagram.nodeDiameter / 22.2)
    labels = try diagram.layers.indices.map { layer in
      labelEnvironment.foreground = diagram.layerTones[layer] ?? .ink
      return try geometry.nodes[layer].indices.map { unit in
        let isOwn = diagram.formulas[diagram.name(layer: layer, unit: unit)] != nil
        let isShown =
          diagram.showsUnitLabels
          && (diagram.showsHiddenLabels || !diagram.layers[layer].isRectified)
        guard isShown || isOwn, geometry.nodes[layer][unit] != nil else { return nil }
        return try Text(diagram.label(layer: layer, unit: unit))
          .layOut(.ideal, in: labelEnvironment)
      }
    }
    labelEnvironment.foreground = .ink
    target = try Text("$y$").layOut(.ideal, in: labelEnvironment)
    labelEnvironment.foreground = .deepOrange
    one = try Text("$1$").layOut(.ideal, in: labelEnvironment)
    let weights = diagram.layers.map { layer in
      layer.weights + (diagram.showsOffsets ? layer.biases : [])
    }
    largestWeight = weights.joined().reduce(0) { max($0, abs($1)) }
  }

  func draw(at origin: Point, on canvas: inout Canvas) throws {
    // Highlighted arrows come last, over the others.
    for isHighlighted in [false, true] {
      for edge in diagram.edges(geometry)
      where (diagram.highlights[edge.name] != nil) == isHighlighted {
        try draw(edge, origin, on: &canvas)
      }
    }
    if let place = geometry.target { try drawTarget(at: origin + place, on: &canvas) }
    for layer in diagram.layers.indices {
      for unit in geometry.nodes[layer].indices {
        guard let place = geometry.nodes[layer][unit] else { continue }
        try node(layer, unit, origin + place, &canvas)
      }
      if let dots = geometry.dots[layer] {
        let dot = Stamp(
          Path(circle: .zero, radius: 0.11 * geometry.radius), fill: try theme.color(.ink))
        canvas.stamp(
          dot, at: [-0.55, 0, 0.55].map { origin + dots + Point(0, $0 * geometry.radius) })
      }
      if let offset = geometry.offsets[layer] {
        let circle = Path(circle: origin + offset, radius: geometry.radius)
        canvas.fill(circle, try theme.color(.ground))
        canvas.stroke(circle, try theme.color(.orange), line)
        try center(one, on: origin + offset, &canvas)
      }
    }
  }

  private func node(_ layer: Int, _ unit: Int, _ center: Point, _ canvas: inout Canvas) throws {
    let radius = geometry.radius
    let name = diagram.name(layer: layer, unit: unit)
    let frame = Rect(
      x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
    try canvas.part(name, frame: frame) { canvas in
      let circle = Path(circle: center, radius: radius)
      if diagram.droppedUnits.contains(name) {
        canvas.fill(circle, try theme.color(.lightGray))
        return canvas.stroke(circle, try theme.color(.gray), line)
      }
      canvas.fill(circle, try theme.color(diagram.fills[name] ?? .ground))
      if diagram.layers[layer].isRectified && diagram.showsActivations {
        // The graph of the ReLU: along the middle, then up to the circle at 45 degrees.
        let corner = center - Point(0.05 * radius, 0)
        let reach = radius * 0.5.squareRoot()
        let glyph = Path(
          polyline: [center - Point(radius, 0), corner, center + Point(reach, -reach)])
        canvas.stroke(
          glyph, try theme.color(glyphTone),
          StrokeStyle(width: 1.98 * radius / 11.1, join: .round))
      }
      var outline = line
      if diagram.highlights[name] != nil { outline.width *= 1.8 }
      let tone = diagram.highlights[name] ?? diagram.layerTones[layer] ?? .ink
      canvas.stroke(circle, try theme.color(tone), outline)
      if let label = labels[layer][unit] { try self.center(label, on: center, &canvas) }
    }
  }

  /// The circle of the target and its arrow down to the loss.
  private func drawTarget(at center: Point, on canvas: inout Canvas) throws {
    let radius = geometry.radius
    let frame = Rect(
      x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
    try canvas.part("target", frame: frame) { canvas in
      let circle = Path(circle: center, radius: radius)
      canvas.fill(circle, try theme.color(.ground))
      canvas.stroke(circle, try theme.color(.ink), line)
      try self.center(target, on: center, &canvas)
    }
    let reach = Point(0, radius + line.width / 2)
    let loss = center + Point(0, 1.77 * diagram.nodePitch * geometry.scale)
    canvas.arrow(
      [center + reach, loss - reach], color: try theme.color(.gray), style: line,
      headLength: 6.2 * geometry.scale, headWidth: 3.6 * geometry.scale)
  }

  /// The glyph stays behind the label: on a dark ground, where labels are light, it is darker.
  private var glyphTone: Tone {
    get throws {
      let ground = try theme.color(.ground)
      let isDark = ground.red + ground.green + ground.blue < 1.5
      return isDark ? .teal.mixed(with: .ground, 0.5) : .teal
    }
  }

  private func draw(
    _ edge: NetworkDiagram.Edge, _ origin: Point, on canvas: inout Canvas
  ) throws {
    var style = line
    if diagram.fixedLayers.contains(edge.layer) {
      style.dash = [2.8 * geometry.scale, 2.1 * geometry.scale]
      style.cap = .butt
    }
    var tone = edge.source == nil ? .orange : diagram.edgeTone
    if case .weights(let positive, let negative) = diagram.edgeStyle {
      let share = largestWeight > 0 ? abs(edge.weight) / largestWeight : 0
      // A weight of zero leaves no arrow.
      guard share > 1e-3 else { return }
      style.width = (0.25 + 2.25 * share) * theme.lineScale
      tone = edge.weight > 0 ? positive : negative
    }
    if let quantity = diagram.arrowQuantities[edge.name], quantity != 0 {
      let share = min(abs(quantity) / diagram.largestQuantity, 1)
      style.width += 2.25 * share * theme.lineScale
      // Thin arrows have nearly the tone of those without a number, so that none jumps.
      let full: Tone = quantity > 0 ? .orange : .steel
      tone = tone.mixed(with: full, min(8 * share, 1))
    }
    if let highlight = diagram.highlights[edge.name] {
      tone = highlight
      style.width *= 1.8
    }
    let (start, end) = (origin + edge.from, origin + edge.to)
    let direction = end - start
    let inset = direction * ((geometry.radius + line.width / 2) / max(direction.length, 1e-9))
    // Heads grow with wide arrows, but slower.
    let head = max(geometry.scale, (style.width / 0.85).squareRoot())
    // Others point at the middle of the arrow.
    let frame = Rect(start.interpolated(to: end, 0.5), .zero)
    try canvas.part(edge.name, frame: frame) { canvas in
      canvas.arrow(
        [start + inset, end - inset], color: try theme.color(tone), style: style,
        headLength: 6.2 * head, headWidth: 3.6 * head)
    }
  }

  private func center(_ text: LaidOut, on point: Point, _ canvas: inout Canvas) throws {
    try text.draw(
      at: point - Point(text.size.width / 2, text.size.height / 2), on: &canvas)
  }
}

extension NetworkDiagram {
  /// An arrow between the centres of two circles.
  struct Edge {
    var name: String
    var layer: Int
    var unit: Int
    /// The unit where it starts, `nil` for an offset.
    var source: Int?
    var from: Point
    var to: Point
    var weight: Double
  }

  /// All arrows between units that are drawn.
  func edges(_ geometry: Geometry) -> [Edge] {
    var edges: [Edge] = []
    for layer in layers.indices.dropFirst() {
      let sources = geometry.nodes[layer - 1]
      for unit in geometry.nodes[layer].indices {
        guard let target = geometry.nodes[layer][unit] else { continue }
        let name = name(layer: layer, unit: unit)
        guard !droppedUnits.contains(name) else { continue }
        for source in sources.indices {
          guard let place = sources[source],
            !droppedUnits.contains(self.name(layer: layer - 1, unit: source))
          else { continue }
          edges.append(
            Edge(
              name: "\(self.name(layer: layer - 1, unit: source))→\(name)", layer: layer,
              unit: unit,
              source: source, from: place, to: target,
              weight: layers[layer].weights[unit * sources.count + source]))
        }
        if let offset = geometry.offsets[layer - 1] {
          edges.append(
            Edge(
              name: "1→\(name)", layer: layer, unit: unit, source: nil, from: offset, to: target,
              weight: layers[layer].biases[unit]))
        }
      }
    }
    return edges
  }

  /// Where a callout points at: the circle of a unit, or a place on an arrow.
  func target(of callout: Callout, _ geometry: Geometry) throws -> (center: Point, radius: Double) {
    for layer in layers.indices {
      for (unit, place) in geometry.nodes[layer].enumerated() {
        if let place, name(layer: layer, unit: unit) == callout.part {
          return (place, geometry.radius + 2)
        }
      }
    }
    if let edge = edges(geometry).first(where: { $0.name == callout.part }) {
      return (edge.from.interpolated(to: edge.to, 0.55), 2)
    }
    throw DrawingError("The graph has no unit or arrow called \"\(callout.part)\".")
  }
}

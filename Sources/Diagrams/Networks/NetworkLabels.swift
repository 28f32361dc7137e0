import Drawing
import Geometry

/// The texts around a network's graph: titles, captions, names along arrows, callouts.
struct NetworkLabels {
  private struct Label {
    var text: LaidOut
    var center: Point
    /// The turn in radians, for names along arrows.
    var angle = 0.0
    /// Whether the ground shows behind the text instead of what is below it.
    var hasGround = false
  }

  private struct CalloutArrow {
    var points: [Point]
    var tone: Tone
  }

  private var labels: [Label] = []
  private var arrows: [CalloutArrow] = []
  private let theme: Theme
  /// The graph and all texts, in the graph's coordinates.
  private(set) var bounds: Rect

  private let gap = 4.0

  init(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    theme = environment.theme
    bounds = Rect(.zero, geometry.size)
    try addTitles(diagram, geometry, environment)
    try addTargetCaption(diagram, geometry, environment)
    try addRows(diagram, geometry, environment)
    try addParameterNames(diagram, geometry, environment)
    for callout in diagram.callouts { try add(callout, diagram, geometry, environment) }
  }

  private mutating func add(_ text: LaidOut, center: Point) {
    labels.append(Label(text: text, center: center))
    let corner = center - Point(text.size.width / 2, text.size.height / 2)
    bounds = bounds.union(Rect(corner, text.size))
  }

  private mutating func addTitles(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    for (index, title) in diagram.layerTitles.enumerated() where !title.isEmpty {
      var environment = environment
      environment.foreground = diagram.layerTones[index] ?? .ink
      let text = try Text(title).layOut(.ideal, in: environment)
      let column = geometry.columns[index]
      let bottom = column.top - geometry.radius - gap
      add(text, center: Point(column.x, bottom - text.size.height / 2))
    }
  }

  private mutating func addTargetCaption(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    guard let target = geometry.target, let caption = diagram.targetCaption, !caption.isEmpty
    else { return }
    var environment = environment
    environment.font = .callout
    environment.textAlignment = .trailing
    let text = try Text(caption).layOut(.ideal, in: environment)
    add(
      text,
      center: Point(target.x - geometry.radius - gap - text.size.width / 2, target.y))
  }

  /// Rows of texts over the graph, between layers below it, and below each layer.
  private mutating func addRows(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    let columns = geometry.columns.map(\.x)
    let middles = zip(columns, columns.dropFirst()).map { ($0 + $1) / 2 }
    var environment = environment
    func row(_ texts: [String], _ font: Font, _ tone: Tone) throws -> [LaidOut] {
      environment.font = font
      environment.foreground = tone
      return try texts.map { try Text($0).layOut(.ideal, in: environment) }
    }
    // Over offsets the titles have their tone; else they stand close above the arrows.
    let above = try row(
      diagram.connectionTitles, diagram.showsOffsets ? .callout : .body,
      diagram.showsOffsets ? .deepOrange : .ink)
    let slopes = zip(geometry.columns, geometry.columns.dropFirst()).map { ($0.top + $1.top) / 2 }
    let top =
      diagram.showsOffsets ? bounds.minY - gap : (slopes.min() ?? 0) - geometry.radius / 2 - gap
    for (text, x) in zip(above, middles) {
      add(text, center: Point(x, top - text.size.height / 2))
    }
    for (texts, places) in [
      (try row(diagram.connectionCaptions, .callout, .ink), middles),
      (try row(diagram.layerCaptions, .callout, .ink), columns),
    ] {
      // Their last lines are level.
      let bottom = bounds.maxY + gap + (texts.map(\.size.height).max() ?? 0)
      for (text, x) in zip(texts, places) {
        add(text, center: Point(x, bottom - text.size.height / 2))
      }
    }
  }

  // Names along arrows

  private mutating func addParameterNames(
    _ diagram: NetworkDiagram, _ geometry: NetworkDiagram.Geometry,
    _ environment: DrawingEnvironment
  ) throws {
    guard !diagram.parameterSymbols.isEmpty else { return }
    let edges = diagram.edges(geometry)
    var environment = environment
    environment.font = .callout
    let names = try edges.map { edge -> LaidOut? in
      environment.foreground = edge.source == nil ? .deepOrange : .slate
      return try diagram.parameterLabel(layer: edge.layer, unit: edge.unit, source: edge.source)
        .map { try Text($0).layOut(.ideal, in: environment) }
    }
    let places = ArrowNames.places(names.map { $0?.size }, along: edges, around: geometry)
    for case (let text?, let place?) in zip(names, places) {
      labels.append(
        Label(
          text: text, center: place.center, angle: place.angle, hasGround: place.isOnArrow))
    }
  }

  // Callouts

  private mutating func add(
    _ callout: NetworkDiagram.Callout, _ diagram: NetworkDiagram,
    _ geometry: NetworkDiagram.Geometry, _ environment: DrawingEnvironment
  ) throws {
    var environment = environment
    environment.foreground = callout.tone
    let text = try Text(callout.text).layOut(.ideal, in: environment)
    let (target, radius) = try diagram.target(of: callout, geometry)
    let side = callout.side.point(in: Rect(x: -1, y: -1, width: 2, height: 2))
    let direction = side * (1 / max(side.length, 1e-9))
    // The word keeps clear of the graph: below and above it, or right beside a unit at its edge.
    let reach = 28 * geometry.scale
    var center = target + Point(side.x * (reach + text.size.width / 2), side.y * reach)
    if side.y > 0 { center.y = max(center.y, geometry.size.height + text.size.height / 2 - 12) }
    if side.y < 0 { center.y = min(center.y, -text.size.height / 2 + 12) }
    add(text, center: center)
    let box = Rect(
      center - Point(text.size.width / 2, text.size.height / 2), text.size)
    // From the side of the word that faces the part, in a bow that arrives along the direction.
    let start =
      side.x == 0
      ? Point(center.x, side.y > 0 ? box.minY - 2 : box.maxY + 2)
      : Point(side.x > 0 ? box.minX - 2 : box.maxX + 2, center.y)
    let end = target + direction * (radius + 1)
    let control =
      side.x == 0 ? start.interpolated(to: end, 0.5) : Point((start.x + end.x) / 2, start.y)
    let points = (0...16).map { step -> Point in
      let t = Double(step) / 16
      return start.interpolated(to: control, t).interpolated(
        to: control.interpolated(to: end, t), t)
    }
    arrows.append(CalloutArrow(points: points, tone: callout.tone))
  }

  func draw(at origin: Point, on canvas: inout Canvas) throws {
    for label in labels {
      let size = label.text.size
      let corner = Point(-size.width / 2, -size.height / 2)
      let placed = AffineTransform.rotation(label.angle).then(.translation(origin + label.center))
      try canvas.transformed(by: placed) { canvas in
        if label.hasGround {
          let room = Rect(corner, size).inset(
            EdgeInsets(top: 2, leading: -1, bottom: 2, trailing: -1))
          canvas.fill(Path(rect: room), try theme.color(.ground))
        }
        try label.text.draw(at: corner, on: &canvas)
      }
    }
    for arrow in arrows {
      let scale = theme.lineScale
      canvas.arrow(
        arrow.points.map { origin + $0 }, color: try theme.color(arrow.tone),
        style: StrokeStyle(width: 0.85, dash: [0.9, 1.1]).scaled(by: scale),
        headLength: 5 * scale, headWidth: 3.4 * scale)
    }
  }
}

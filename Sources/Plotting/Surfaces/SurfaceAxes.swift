import Drawing
import Geometry
import Typesetting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The walls and axes of a chart in space.
///
/// Walls are the faces of the box behind everything. The horizontal axes lie along the two lower
/// edges nearest to the viewer, the vertical one along the edge farthest left.
struct SurfaceAxes {
  private struct Edge {
    var axis: Axis3D
    /// The ends in units of half the box's edges, in the direction of increasing coordinates.
    var start: (Double, Double, Double)
    var end: (Double, Double, Double)
    var ticks: [(position: Double, label: TypesetText?)]
    /// Where lines cross the walls: at all ticks unless they are too many, then at labelled ones.
    var lines: [Double] = []
    var title: LaidOut?
  }

  /// On which side of each axis the walls are: −1 or 1.
  private let back: (x: Double, y: Double, z: Double)
  private var edges: [Edge] = []
  private let showsBox: Bool
  private let labelSize: Double

  init(
    x: AxisConfiguration, y: AxisConfiguration, z: AxisConfiguration, in space: Space,
    showsBox: Bool
  ) throws {
    self.showsBox = showsBox
    let toward = space.camera.toward
    let back = (
      x: toward.x > 0 ? -1.0 : 1.0, y: toward.y > 0 ? -1.0 : 1.0, z: toward.z >= 0 ? -1.0 : 1.0
    )
    self.back = back
    let style = Font.caption.textStyle(in: space.theme)
    labelSize = style.size
    let left = [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)].min { a, b in
      space.project(space.corner(a.0, a.1, 0)).x < space.project(space.corner(b.0, b.1, 0)).x
    }
    let (leftX, leftY) = left ?? (-1, -1)
    let places: [(Axis3D, AxisConfiguration, Scale, (Double, Double, Double))] = [
      (.x, x, space.x, (0, -back.y, -1)), (.y, y, space.y, (-back.x, 0, -1)),
      (.z, z, space.z, (leftX, leftY, 0)),
    ]
    for (axis, configuration, scale, place) in places where configuration.visibility != .hidden {
      let ticks =
        configuration.ticks
        ?? Ticks(domain: scale.domain, type: scale.type, count: configuration.tickCount + 1)
      let isReversed = space.reversed.contains(axis)
      var edge = Edge(axis: axis, start: place, end: place, ticks: [], title: nil)
      switch axis {
      case .x: (edge.start.0, edge.end.0) = (-1, 1)
      case .y: (edge.start.1, edge.end.1) = (-1, 1)
      case .z: (edge.start.2, edge.end.2) = (-1, 1)
      }
      func isShown(_ value: Double) -> Bool {
        (-1e-6...1 + 1e-6).contains(scale.position(value))
      }
      let values = ticks.major.filter(isShown)
      let all = values + ticks.minor.filter(isShown)
      edge.lines = (all.count <= 12 ? all : values).map {
        2 * (isReversed ? 1 - scale.position($0) : scale.position($0)) - 1
      }
      let texts =
        scale.type.hasPowers
        ? values.map(TickLabel.power)
        : TickLabel.decimals(values, digits: configuration.decimals ?? ticks.decimals)
      edge.ticks = try zip(values, texts).map { value, text in
        let position = scale.position(value)
        return (
          isReversed ? 1 - position : position,
          configuration.visibility == .automatic
            ? try Typesetter.label(text, style: style) : nil
        )
      }
      edge.title = try configuration.label.map {
        try Text($0).layOut(.ideal, in: space.environment)
      }
      edges.append(edge)
    }
  }

  // Walls

  func drawWalls(in space: Space, on canvas: inout Canvas) throws {
    guard showsBox else { return }
    let fill = try space.theme.color(Tone.ink.opacity(0.045))
    let line = try space.theme.color(Tone.gray.opacity(0.35))
    let style = StrokeStyle(width: 0.4 * space.theme.lineScale)
    let ticks = { (axis: Axis3D) in edges.first { $0.axis == axis }?.lines ?? [] }
    let (x, y, z) = back
    func wall(_ corners: [(Double, Double, Double)], _ lines: [[(Double, Double, Double)]]) {
      let outline = corners.map { space.project(space.corner($0.0, $0.1, $0.2)) }
      canvas.fill(Path(polyline: outline, closed: true), fill)
      var path = Path(polyline: outline, closed: true)
      for line in lines {
        path.append(Path(polyline: line.map { space.project(space.corner($0.0, $0.1, $0.2)) }))
      }
      canvas.stroke(path, line, style)
    }
    wall(
      [(x, -1, -1), (x, 1, -1), (x, 1, 1), (x, -1, 1)],
      ticks(.y).map { [(x, $0, -1), (x, $0, 1)] } + ticks(.z).map { [(x, -1, $0), (x, 1, $0)] })
    wall(
      [(-1, y, -1), (1, y, -1), (1, y, 1), (-1, y, 1)],
      ticks(.x).map { [($0, y, -1), ($0, y, 1)] } + ticks(.z).map { [(-1, y, $0), (1, y, $0)] })
    wall(
      [(-1, -1, z), (1, -1, z), (1, 1, z), (-1, 1, z)],
      ticks(.x).map { [($0, -1, z), ($0, 1, z)] } + ticks(.y).map { [(-1, $0, z), (1, $0, z)] })
  }

  // Axes

  private let tickLength = 2.5
  private let gap = 2.2

  /// An edge on the page.
  private struct Line {
    var start: Point
    var end: Point
    /// Where ticks point: along the other horizontal axis, or straight away from an upright edge.
    var tick: Point
    /// Straight away from the box.
    var outward: Point
  }

  private func line(_ edge: Edge, in space: Space) -> Line {
    let start = space.project(space.corner(edge.start.0, edge.start.1, edge.start.2))
    let end = space.project(space.corner(edge.end.0, edge.end.1, edge.end.2))
    let along = end - start
    var outward = Point(along.y, -along.x) * (1 / max(along.length, 1e-9))
    let inside = space.bounds.center - start.interpolated(to: end, 0.5)
    if outward.x * inside.x + outward.y * inside.y > 0 { outward = outward * -1 }
    var tick = outward
    if edge.axis != .z {
      let (x, y) = edge.axis == .x ? (0, edge.start.1) : (edge.start.0, 0)
      let other =
        space.project(space.corner(x, y, edge.start.2))
        - space.project(space.corner(0, 0, edge.start.2))
      // Seen edge-on, the other axis has no length.
      if other.length > 0.1 * space.scale { tick = other * (1 / other.length) }
    }
    return Line(start: start, end: end, tick: tick, outward: outward)
  }

  private func labelRect(
    _ label: TypesetText, at position: Double, of line: Line, _ scale: Double
  ) -> Rect {
    let height = 0.7 * labelSize
    let extent = abs(line.tick.x) * label.width + abs(line.tick.y) * height
    let center =
      line.start.interpolated(to: line.end, position)
      + line.tick * (tickLength * scale + gap + extent / 2)
    return Rect(
      x: center.x - label.width / 2, y: center.y - height / 2, width: label.width, height: height)
  }

  /// Where the labels of all edges stand. Where two edges meet, their last labels make room for
  /// each other, each along its own edge.
  private func labelRects(in space: Space) -> [[Rect?]] {
    let scale = space.theme.lineScale
    let lines = edges.map { line($0, in: space) }
    var rects = zip(edges, lines).map { edge, line in
      edge.ticks.map { tick in
        tick.label.map { labelRect($0, at: tick.position, of: line, scale) }
      }
    }
    func inward(_ edge: Int, _ tick: Int) -> Point {
      let along = lines[edge].end - lines[edge].start
      let step = 0.5 / max(along.length, 1e-9)
      let position = edges[edge].ticks[tick].position
      return position < 0.4 ? along * step : position > 0.6 ? along * -step : .zero
    }
    let places = rects.indices.flatMap { edge in rects[edge].indices.map { (edge, $0) } }
    for _ in 0..<30 {
      var isFree = true
      for (index, one) in places.enumerated() {
        for other in places[..<index] where other.0 != one.0 {
          guard let a = rects[one.0][one.1], let b = rects[other.0][other.1],
            a.inset(by: -1).intersects(b)
          else { continue }
          isFree = false
          // Each moves along its own edge if that leads away from the other; if neither does, one
          // passes the other.
          let distance = a.center.distance(to: b.center)
          let (movedA, movedB) = (
            a.offset(by: inward(one.0, one.1)), b.offset(by: inward(other.0, other.1))
          )
          let leadsAwayB = movedB.center.distance(to: a.center) > distance
          if leadsAwayB { rects[other.0][other.1] = movedB }
          if !leadsAwayB || movedA.center.distance(to: b.center) > distance {
            rects[one.0][one.1] = movedA
          }
        }
      }
      if isFree { break }
    }
    return rects
  }

  /// The turn of a title along its edge, readable from below or, along a steep edge, from the
  /// right.
  private func turn(_ line: Line) -> Double {
    let along = line.end - line.start
    var angle = atan2(along.y, along.x)
    if angle > 0.36 * .pi { angle -= .pi }
    if angle < -0.64 * .pi { angle += .pi }
    return angle
  }

  private func titleCenter(
    _ title: LaidOut, beyond labels: [Rect?], _ line: Line, _ scale: Double
  ) -> Point {
    // Beyond the label that reaches farthest
    let reaches = labels.compactMap { $0 }.flatMap(\.corners).map { corner in
      let offset = corner - line.start
      return offset.x * line.outward.x + offset.y * line.outward.y
    }
    let depth = max(reaches.max() ?? 0, tickLength * scale) + gap
    return line.start.interpolated(to: line.end, 0.5)
      + line.outward * (depth + title.size.height / 2)
  }

  /// The rectangle around the box and all that stands beside it.
  func bounds(in space: Space) -> Rect {
    let scale = space.theme.lineScale
    var result = space.bounds
    for (edge, labels) in zip(edges, labelRects(in: space)) {
      let line = line(edge, in: space)
      for label in labels.compactMap({ $0 }) { result = result.union(label) }
      guard let title = edge.title else { continue }
      let center = titleCenter(title, beyond: labels, line, scale)
      let angle = turn(line)
      let (c, s) = (abs(cos(angle)), abs(sin(angle)))
      let size = Size(
        c * title.size.width + s * title.size.height, s * title.size.width + c * title.size.height)
      result = result.union(
        Rect(center - Point(size.width / 2, size.height / 2), size))
    }
    return result
  }

  func draw(in space: Space, on canvas: inout Canvas) throws {
    let theme = space.theme
    let (ink, gray) = (try theme.color(.ink), try theme.color(.gray))
    for (edge, labels) in zip(edges, labelRects(in: space)) {
      let line = line(edge, in: space)
      canvas.stroke(
        Path(polyline: [line.start, line.end]), ink,
        StrokeStyle(width: 0.85 * theme.lineScale, cap: .round))
      var marks = Path()
      for (tick, rect) in zip(edge.ticks, labels) {
        let place = line.start.interpolated(to: line.end, tick.position)
        marks.move(to: place)
        marks.line(to: place + line.tick * (tickLength * theme.lineScale))
        guard let label = tick.label, let rect else { continue }
        try canvas.text(label, at: Point(rect.minX, rect.maxY), color: gray, theme: theme)
      }
      canvas.stroke(marks, gray, StrokeStyle(width: 0.85 * theme.lineScale))
      guard let title = edge.title else { continue }
      let center = titleCenter(title, beyond: labels, line, theme.lineScale)
      let placed = AffineTransform.rotation(turn(line))
        .then(.translation(center))
      try canvas.transformed(by: placed) {
        try title.draw(at: Point(-title.size.width / 2, -title.size.height / 2), on: &$0)
      }
    }
  }
}

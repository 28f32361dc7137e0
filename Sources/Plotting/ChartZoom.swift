import Drawing
import Geometry

/// Where a zoom call-out stands.
public enum ZoomPlacement: Hashable, Sendable {
  /// Over the plot, near one of its sides or corners.
  case inside(Alignment)
  /// To the right of the plot, its middle level with that of the region.
  case beside
}

/// A region of a chart shown again, larger, in a frame that two dotted lines tie to it (UDL, figure
/// 6.6a).
struct ChartZoom: Sendable {
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>
  var placement: ZoomPlacement
  var size: Size
  /// What is shown; `nil` for the chart's own marks.
  var content: [any ChartContent]?

  /// Distance from the plot area's border.
  private static let inset = 8.0

  func scaled(by factor: Double) -> ChartZoom {
    var zoom = self
    zoom.size = Size(size.width * factor, size.height * factor)
    return zoom
  }

  /// The room that the call-out needs to the right of a plot area whose own labels take `margin`.
  func trailingMargin(_ margin: Double) -> Double {
    placement == .beside ? margin + Self.inset + size.width : margin
  }

  /// Where the enlarged region stands.
  func frame(in plot: Rect, region: Rect, trailing margin: Double) -> Rect {
    switch placement {
    case .inside(let alignment):
      let room = plot.inset(by: Self.inset)
      return Rect(alignment.point(in: room) - alignment.point(in: Rect(.zero, size)), size)
    case .beside:
      let top = min(max(region.midY - size.height / 2, plot.minY), plot.maxY - size.height)
      return Rect(Point(plot.maxX + margin - size.width, top), size)
    }
  }

  func draw(
    _ marks: [any ChartContent], in plot: PlotArea, trailing margin: Double,
    on canvas: inout Canvas
  ) throws {
    let region = plot.rect(x: x, y: y)
    let frame = frame(in: plot.frame, region: region, trailing: margin)
    let lineScale = plot.theme.lineScale
    let ink = try plot.theme.color(.ink)
    var lines = Path()
    for (a, b) in Self.tangents(region, frame) {
      lines.append(Path(polyline: [a, b]))
    }
    canvas.stroke(
      lines, ink, StrokeStyle(width: 0.85, dash: [0.85, 1.3]).scaled(by: lineScale))
    canvas.stroke(Path(rect: region), ink, StrokeStyle(width: 0.57 * lineScale))
    // The same scales over less of them
    let area = PlotArea(
      frame: frame, x: try plot.x.limited(to: x), y: try plot.y.limited(to: y),
      environment: plot.environment, firstCommand: canvas.commands.count)
    canvas.fill(Path(rect: frame), try plot.theme.color(.ground))
    try canvas.clip(to: Path(rect: frame)) { canvas in
      for mark in content ?? marks where mark.isClipped { try mark.draw(in: area, on: &canvas) }
    }
    for mark in content ?? [] where !mark.isClipped { try mark.draw(in: area, on: &canvas) }
    canvas.stroke(Path(rect: frame), ink, StrokeStyle(width: 0.85 * lineScale))
  }

  /// The two lines from corner to corner that touch both rectangles and cut neither.
  static func tangents(_ a: Rect, _ b: Rect) -> [(Point, Point)] {
    let corners = a.corners + b.corners
    var found: [Double: (Point, Point)] = [:]
    for from in a.corners {
      for to in b.corners {
        let d = to - from
        let sides = corners.map { d.x * ($0.y - from.y) - d.y * ($0.x - from.x) }
        for sign in [1.0, -1] where sides.allSatisfy({ sign * $0 >= -1e-9 }) {
          // Of lines on top of each other the shortest counts.
          if let known = found[sign], known.0.distance(to: known.1) <= d.length { continue }
          found[sign] = (from, to)
        }
      }
    }
    return [1.0, -1].compactMap { found[$0] }
  }
}

extension Scale {
  /// The same kind of scale over another domain.
  func limited(to domain: ClosedRange<Double>) throws -> Scale {
    try Scale(domain: domain, type: type, isReversed: isReversed, axis: "zoomed region")
  }
}

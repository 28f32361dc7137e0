import Drawing
import Geometry

/// A line through points in order. A point that is not finite, or has no place on a logarithmic
/// scale, interrupts it.
public struct LineMark: ChartContent {
  let points: [Point]

  public init(_ points: [Point]) { self.points = points }

  public init(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "a line needs as many x (\(x.count)) as y (\(y.count))")
    points = zip(x, y).map { Point($0, $1) }
  }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let color = try plot.color(default: .teal)
    let style = plot.stroke(defaultWidth: 1.98)
    let places = points.map(plot.position)
    for piece in places.split(whereSeparator: { !$0.x.isFinite || !$0.y.isFinite }) {
      let onPage = Array(piece)
      if plot.style.arrowHeads {
        let size = 4 + 2.2 * style.width
        canvas.arrow(onPage, color: color, style: style, headLength: size, headWidth: 0.62 * size)
      } else {
        canvas.stroke(Path(polyline: onPage), color, style)
      }
    }
  }
}

/// Separate straight segments in one colour: borders, stems, networks of lines.
public struct SegmentMark: ChartContent {
  let segments: [(from: Point, to: Point)]

  public init(_ segments: [(from: Point, to: Point)]) { self.segments = segments }

  public var extent: DataExtent { DataExtent(segments.flatMap { [$0.from, $0.to] }) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let color = try plot.color(default: .teal)
    let style = plot.stroke(defaultWidth: 1.98)
    if plot.style.arrowHeads {
      for segment in segments {
        let ends = [plot.position(segment.from), plot.position(segment.to)]
        canvas.arrow(
          ends, color: color, style: style, headLength: 3 + 3 * style.width,
          headWidth: 2 + 1.8 * style.width)
      }
    } else {
      var path = Path()
      for segment in segments {
        path.move(to: plot.position(segment.from))
        path.line(to: plot.position(segment.to))
      }
      canvas.stroke(path, color, style)
    }
  }
}

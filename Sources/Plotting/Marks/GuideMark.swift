import Drawing
import Geometry

/// Thin dotted lines that lead from both axes to a point.
public struct GuideMark: ChartContent {
  private let point: Point

  public init(to point: Point) { self.point = point }

  public var extent: DataExtent { DataExtent([point]) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let corner = plot.position(point)
    let path = Path(
      polyline: [Point(plot.frame.minX, corner.y), corner, Point(corner.x, plot.frame.maxY)])
    let style = plot.style.line ?? StrokeStyle(width: 0.57, dash: [0.75, 1.1])
    canvas.stroke(path, try plot.color(default: .gray), style.scaled(by: plot.theme.lineScale))
  }
}

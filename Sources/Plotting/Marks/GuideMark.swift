import Drawing
import Geometry

/// Thin dotted lines behind what is shown: across the plot at given values, or from both axes to a
/// point.
public struct GuideMark: ChartContent {
  private enum Place: Sendable {
    case across(x: [Double], y: [Double])
    case corner(Point)
  }

  private let place: Place

  /// Lines that lead from both axes to a point.
  public init(to point: Point) { place = .corner(point) }

  /// Lines across the whole plot at each value; by default one at `y` = 0.
  public init(x: [Double], y: [Double] = [0]) { place = .across(x: x, y: y) }

  public var extent: DataExtent {
    switch place {
    case .across: DataExtent()
    case .corner(let point): DataExtent([point])
    }
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var path = Path()
    let frame = plot.frame
    switch place {
    case .corner(let point):
      let corner = plot.position(point)
      path = Path(
        polyline: [Point(frame.minX, corner.y), corner, Point(corner.x, frame.maxY)])
    case .across(let xs, let ys):
      for x in xs.map({ frame.minX + plot.x.position($0) * frame.width }) {
        path.append(Path(polyline: [Point(x, frame.minY), Point(x, frame.maxY)]))
      }
      for y in ys.map({ frame.maxY - plot.y.position($0) * frame.height }) {
        path.append(Path(polyline: [Point(frame.minX, y), Point(frame.maxX, y)]))
      }
    }
    let style = plot.style.line ?? StrokeStyle(width: 0.75, dash: [0.75, 0.75])
    canvas.stroke(path, try plot.color(default: .gray), style.scaled(by: plot.theme.lineScale))
  }
}

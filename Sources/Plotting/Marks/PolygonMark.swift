import Drawing
import Geometry

/// A closed shape with corners in data coordinates.
public struct PolygonMark: ChartContent {
  private let corners: [Point]

  public init(_ corners: [Point]) { self.corners = corners }

  public var extent: DataExtent { DataExtent(corners) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let path = Path(polyline: corners.map(plot.position), closed: true)
    canvas.fill(path, try plot.color(default: Tone.teal.opacity(0.48)))
    guard let tone = plot.style.outline else { return }
    canvas.stroke(
      path, try plot.theme.color(tone).opacity(plot.style.opacity), plot.stroke(defaultWidth: 0.85))
  }
}

import Drawing
import Geometry

/// An invisible place in data coordinates with a name, for arrows to point at.
public struct PlaceMark: ChartContent {
  let point: Point
  let part: String
  let diameter: Double

  /// - Parameter diameter: of the circle that arrows keep clear, in points.
  public init(_ point: Point, part: String, diameter: Double = 6) {
    self.point = point
    self.part = part
    self.diameter = diameter
  }

  public var extent: DataExtent { DataExtent([point]) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let center = plot.position(point)
    let frame = Rect(
      x: center.x - diameter / 2, y: center.y - diameter / 2, width: diameter, height: diameter)
    canvas.part(part, frame: frame) { _ in }
  }
}

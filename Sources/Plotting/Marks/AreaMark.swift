import Drawing
import Geometry

/// The area between two curves over the same `x`.
public struct AreaMark: ChartContent {
  let x: [Double]
  let lower: [Double]
  let upper: [Double]

  public init(x: [Double], yStart: [Double], yEnd: [Double]) {
    precondition(
      x.count == yStart.count && x.count == yEnd.count,
      "an area needs equally many x (\(x.count)), yStart (\(yStart.count)) and yEnd (\(yEnd.count))")
    self.x = x
    lower = yStart
    upper = yEnd
  }

  public var extent: DataExtent {
    DataExtent(zip(x + x, lower + upper).map { Point($0, $1) })
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let there = zip(x, upper).map { plot.position(Point($0, $1)) }
    let back = zip(x, lower).reversed().map { plot.position(Point($0, $1)) }
    canvas.fill(
      Path(polyline: there + back, closed: true), try plot.color(default: Tone.teal.opacity(0.48)))
  }
}

import Drawing
import Geometry

/// The area between two curves: one over the other, or side by side.
public struct AreaMark: ChartContent {
  private let there: [Point]
  private let back: [Point]

  /// The area between two curves over the same `x`.
  public init(x: [Double], yStart: [Double], yEnd: [Double]) {
    precondition(
      x.count == yStart.count && x.count == yEnd.count,
      "an area needs as many yStart (\(yStart.count)) and yEnd (\(yEnd.count)) as x (\(x.count))")
    there = zip(x, yEnd).map { Point($0, $1) }
    back = zip(x, yStart).map { Point($0, $1) }
  }

  /// The area between two curves beside the same `y`: a distribution turned on its side.
  public init(y: [Double], xStart: [Double], xEnd: [Double]) {
    precondition(
      y.count == xStart.count && y.count == xEnd.count,
      "an area needs as many xStart (\(xStart.count)) and xEnd (\(xEnd.count)) as y (\(y.count))")
    there = zip(xEnd, y).map { Point($0, $1) }
    back = zip(xStart, y).map { Point($0, $1) }
  }

  /// The area between a curve and a horizontal line.
  public init(_ points: [Point], baseline: Double = 0) {
    there = points
    back = points.map { Point($0.x, baseline) }
  }

  public var extent: DataExtent { DataExtent(there + back) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let outline = (there + back.reversed()).filter { $0.x.isFinite && $0.y.isFinite }
    canvas.fill(
      Path(polyline: outline.map(plot.position), closed: true),
      try plot.color(default: Tone.teal.opacity(0.48)))
    guard let tone = plot.style.outline else { return }
    canvas.stroke(
      Path(polyline: there.map(plot.position)),
      try plot.theme.color(tone).opacity(plot.style.opacity), plot.stroke(defaultWidth: 1.42))
  }
}

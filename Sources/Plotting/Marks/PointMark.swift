import Drawing
import Geometry

/// Symbols at data points.
public struct PointMark: ChartContent {
  let points: [Point]

  public init(_ points: [Point]) { self.points = points }

  public init(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "points need as many x (\(x.count)) as y (\(y.count))")
    points = zip(x, y).map { Point($0, $1) }
  }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let symbol = plot.style.symbol ?? .circle
    let scale = plot.theme.lineScale
    let diameter = (plot.style.symbolSize ?? 5.2) * scale
    let color = try plot.color(default: .orange)
    let places = points.map(plot.position).filter { $0.x.isFinite && $0.y.isFinite }
    let width = (plot.style.line?.width ?? (symbol.isOpen ? 1.2 : 0.5)) * scale
    let style = StrokeStyle(width: width, cap: .round, join: .round)
    let path = symbol.path(diameter: diameter)
    let stamp: Stamp
    if symbol.isOpen {
      stamp = Stamp(path, fill: nil, stroke: color, strokeStyle: style)
    } else {
      let outline = try plot.style.outline.map { tone in
        try plot.theme.color(tone).opacity(plot.style.opacity)
      }
      stamp = Stamp(path, fill: color, stroke: outline, strokeStyle: style)
    }
    canvas.stamp(stamp, at: places)
  }
}

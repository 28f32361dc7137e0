import Drawing
import Geometry
import Learning

/// Symbols at data points.
public struct PointMark: ChartContent {
  let points: [Point]
  /// A diameter for each point, where they differ.
  private let sizes: [Double]?

  public init(_ points: [Point]) {
    self.points = points
    sizes = nil
  }

  /// Symbols of different size: a diameter in points for each.
  public init(_ points: [Point], sizes: [Double]) {
    precondition(
      points.count == sizes.count,
      "symbols need as many points (\(points.count)) as sizes (\(sizes.count))")
    self.points = points
    self.sizes = sizes
  }

  public init(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "points need as many x (\(x.count)) as y (\(y.count))")
    self.init(zip(x, y).map { Point($0, $1) })
  }

  /// The examples of a data set: what goes in to the right, what comes out upwards.
  public init(_ data: RegressionData) { self.init(x: data.inputs, y: data.outputs) }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    guard let sizes else {
      let diameter = plot.style.symbolSize ?? 5.2
      return canvas.stamp(
        try stamp(diameter, in: plot),
        at: points.map(plot.position).filter { $0.x.isFinite && $0.y.isFinite })
    }
    for (place, size) in zip(points.map(plot.position), sizes)
    where place.x.isFinite && place.y.isFinite && size > 0 {
      canvas.stamp(try stamp(size, in: plot), at: [place])
    }
  }

  private func stamp(_ diameter: Double, in plot: PlotArea) throws -> Stamp {
    let symbol = plot.style.symbol ?? .circle
    let scale = plot.theme.lineScale
    let color = try plot.color(default: .orange)
    let width = (plot.style.line?.width ?? (symbol.isOpen ? 1.2 : 0.5)) * scale
    let dash = (plot.style.line?.dash ?? []).map { $0 * scale }
    let style = StrokeStyle(
      width: width, cap: dash.isEmpty ? .round : .butt, join: .round, dash: dash)
    let path = symbol.path(diameter: diameter * scale)
    if symbol.isOpen { return Stamp(path, fill: nil, stroke: color, strokeStyle: style) }
    let outline = try plot.style.outline.map { tone in
      try plot.theme.color(tone).opacity(plot.style.opacity)
    }
    return Stamp(path, fill: color, stroke: outline, strokeStyle: style)
  }
}

import Drawing
import Geometry

/// How densely some values lie along `x`, as a smooth curve with the area below it.
public struct DensityMark: ChartContent {
  private let area: AreaMark

  /// - Parameter bandwidth: the standard deviation of the kernels; by default Silverman's rule.
  public init(_ values: [Double], bandwidth: Double? = nil) {
    let density = KernelDensity(values, bandwidth: bandwidth)
    area = AreaMark([Point](over: density.domain, of: density.callAsFunction))
  }

  public var extent: DataExtent { area.extent }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var plot = plot
    if plot.style.outline == nil { plot.style.outline = plot.style.foreground ?? .deepTeal }
    plot.style.foreground = (plot.style.foreground ?? .teal).opacity(0.48)
    try area.draw(in: plot, on: &canvas)
  }
}

/// How values are distributed at one place of the horizontal axis: their density to both sides, a
/// bar between the quartiles and a dot at the median.
public struct ViolinMark: ChartContent {
  private let x: Double
  private let width: Double
  private let density: KernelDensity

  /// - Parameters:
  ///   - width: of the whole violin where it is widest, in units of the horizontal axis.
  ///   - bandwidth: the standard deviation of the kernels; by default Silverman's rule.
  public init(x: Double, values: [Double], width: Double = 0.8, bandwidth: Double? = nil) {
    self.x = x
    self.width = width
    density = KernelDensity(values, bandwidth: bandwidth)
  }

  public var extent: DataExtent {
    guard let low = density.values.first, let high = density.values.last else {
      return DataExtent()
    }
    return DataExtent(x: x - width / 2...x + width / 2, y: low...high)
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    // The violin ends at the outermost values.
    guard let low = density.values.first, let high = density.values.last else { return }
    let ys = (low...max(high, low.nextUp)).samples(129)
    let densities = ys.map { density($0) }
    let widest = max(densities.max() ?? 0, 1e-300)
    let half = densities.map { width / 2 * $0 / widest }
    let right = zip(half, ys).map { Point(x + $0, $1) }
    let edge = right + right.reversed().map { Point(2 * x - $0.x, $0.y) }
    let path = Path(polyline: edge.map(plot.position), closed: true)
    canvas.fill(path, try plot.color(default: .teal).opacity(0.6))
    let line = StrokeStyle(width: 0.57 * plot.theme.lineScale)
    let ink = try plot.theme.color(plot.style.outline ?? .slate).opacity(plot.style.opacity)
    canvas.stroke(path, ink, line)
    let quartiles = [0.25, 0.75].map { plot.position(Point(x, density.quantile($0))) }
    canvas.stroke(
      Path(polyline: quartiles), ink,
      StrokeStyle(width: 2.6 * plot.theme.lineScale, cap: .round))
    let median = plot.position(Point(x, density.quantile(0.5)))
    let dot = Stamp(
      Path(circle: .zero, radius: 1.7 * plot.theme.lineScale), fill: try plot.theme.color(.ground),
      stroke: ink, strokeStyle: line)
    canvas.stamp(dot, at: [median])
  }
}

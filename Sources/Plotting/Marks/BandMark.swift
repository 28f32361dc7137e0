import Drawing
import Geometry

/// A grey band behind curves: what is uncertain around a curve, or the error between two.
public struct BandMark: ChartContent {
  private let area: AreaMark

  /// The band around a curve.
  ///
  /// - Parameters:
  ///   - center: the curve's values at `x`.
  ///   - halfWidth: how far the band reaches up and down at each `x`.
  public init(x: [Double], center: [Double], halfWidth: [Double]) {
    precondition(
      center.count == halfWidth.count,
      "a band needs as many centres (\(center.count)) as half widths (\(halfWidth.count))")
    area = AreaMark(
      x: x, yStart: zip(center, halfWidth).map { $0 - $1 },
      yEnd: zip(center, halfWidth).map { $0 + $1 })
  }

  /// The band of one width around the graph of a function.
  public init(
    over domain: ClosedRange<Double>, halfWidth: Double, samples: Int = 257,
    of function: (Double) -> Double
  ) {
    let x = domain.samples(samples)
    self.init(x: x, center: x.map(function), halfWidth: x.map { _ in halfWidth })
  }

  /// The area between the graphs of two functions.
  public init(
    over domain: ClosedRange<Double>, samples: Int = 257, between first: (Double) -> Double,
    and second: (Double) -> Double
  ) {
    let x = domain.samples(samples)
    area = AreaMark(x: x, yStart: x.map(first), yEnd: x.map(second))
  }

  public var extent: DataExtent { area.extent }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var plot = plot
    plot.style.foreground = plot.style.foreground ?? .band
    try area.draw(in: plot, on: &canvas)
  }
}

import Drawing
import Geometry

/// Bars from a baseline: upright over values of `x`, or lying beside values of `y`.
///
/// They are orange with a brown outline; `outline` and `lineStyle` change that.
public struct BarMark: ChartContent {
  private let places: [Double]
  private let lengths: [Double]
  private let width: Double
  private let baseline: Double
  private let isUpright: Bool

  /// Upright bars.
  ///
  /// - Parameters:
  ///   - width: of each bar in units of `x`.
  ///   - baseline: the value of `y` where bars begin.
  public init(x: [Double], height: [Double], width: Double = 0.8, baseline: Double = 0) {
    self.init(x, height, width, baseline, isUpright: true)
  }

  /// Lying bars.
  ///
  /// - Parameters:
  ///   - width: of each bar in units of `y`.
  ///   - baseline: the value of `x` where bars begin.
  public init(y: [Double], length: [Double], width: Double = 0.8, baseline: Double = 0) {
    self.init(y, length, width, baseline, isUpright: false)
  }

  /// The bars of a histogram.
  public init(_ histogram: Histogram, normalized: Bool = false) {
    self.init(
      histogram.centers, normalized ? histogram.densities : histogram.counts.map(Double.init),
      histogram.binWidth, 0, isUpright: true)
  }

  private init(
    _ places: [Double], _ lengths: [Double], _ width: Double, _ baseline: Double, isUpright: Bool
  ) {
    precondition(
      places.count == lengths.count,
      "bars need as many places (\(places.count)) as lengths (\(lengths.count))")
    self.places = places
    self.lengths = lengths
    self.width = width
    self.baseline = baseline
    self.isUpright = isUpright
  }

  public var extent: DataExtent {
    let corners = zip(places, lengths).flatMap { place, length in
      [Point(place - width / 2, baseline), Point(place + width / 2, length)]
    }
    let extent = DataExtent(corners)
    return isUpright ? extent : DataExtent(x: extent.y, y: extent.x)
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let fill = try plot.color(default: .orange)
    let outline = try plot.theme.color(plot.style.outline ?? .brown).opacity(plot.style.opacity)
    let style = (plot.style.line ?? StrokeStyle(width: 0.5)).scaled(by: plot.theme.lineScale)
    for (place, length) in zip(places, lengths) where length.isFinite && length != baseline {
      let across = (place - width / 2)...(place + width / 2)
      let along = min(baseline, length)...max(baseline, length)
      let bar = isUpright ? plot.rect(x: across, y: along) : plot.rect(x: along, y: across)
      // The outline stays inside, so that bars of any width end exactly at their value.
      canvas.fill(Path(rect: bar), fill)
      let inside = min(style.width, bar.width, bar.height) / 2
      canvas.stroke(Path(rect: bar.inset(by: inside)), outline, style)
    }
  }
}

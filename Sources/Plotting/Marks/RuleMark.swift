import Drawing
import Geometry

/// A line across the whole plot area, or a part of it, at one value; no line at one that is not
/// finite.
public struct RuleMark: ChartContent {
  enum Place: Sendable {
    case x(Double, ClosedRange<Double>?)
    case y(Double, ClosedRange<Double>?)
  }

  let place: Place

  /// A vertical line at `x`, over the given range of `y` or the whole height.
  public init(x: Double, y: ClosedRange<Double>? = nil) { place = .x(x, y) }

  /// A horizontal line at `y`, over the given range of `x` or the whole width.
  public init(y: Double, x: ClosedRange<Double>? = nil) { place = .y(y, x) }

  public var extent: DataExtent {
    switch place {
    case .x(let x, let y): DataExtent(x: x.isFinite ? x...x : nil, y: y)
    case .y(let y, let x): DataExtent(x: x, y: y.isFinite ? y...y : nil)
    }
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let ends: (Point, Point) =
      switch place {
      case .x(let x, let range):
        (
          Point(x, (range ?? plot.y.domain).lowerBound),
          Point(x, (range ?? plot.y.domain).upperBound)
        )
      case .y(let y, let range):
        (
          Point((range ?? plot.x.domain).lowerBound, y),
          Point((range ?? plot.x.domain).upperBound, y)
        )
      }
    let onPage = [plot.position(ends.0), plot.position(ends.1)]
    guard onPage.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
    let path = Path(polyline: onPage)
    let style =
      plot.style.line ?? StrokeStyle(width: 0.75, dash: [2.1, 2.1])
    canvas.stroke(path, try plot.color(default: .gray), style.scaled(by: plot.theme.lineScale))
  }
}

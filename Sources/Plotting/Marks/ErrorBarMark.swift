import Drawing
import Geometry

/// Vertical bars with caps that show how uncertain values are.
public struct ErrorBarMark: ChartContent {
  private let bars: [(x: Double, low: Double, high: Double)]
  private let capWidth: Double

  /// - Parameter capWidth: width of the caps in points; 0 leaves them out.
  public init(x: [Double], yStart: [Double], yEnd: [Double], capWidth: Double = 4) {
    precondition(
      x.count == yStart.count && x.count == yEnd.count,
      "error bars need as many yStart (\(yStart.count)) and yEnd (\(yEnd.count)) as x (\(x.count))")
    bars = x.indices.map { (x[$0], yStart[$0], yEnd[$0]) }
    self.capWidth = capWidth
  }

  public var extent: DataExtent {
    DataExtent(bars.flatMap { [Point($0.x, $0.low), Point($0.x, $0.high)] })
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var path = Path()
    let half = capWidth / 2 * plot.theme.lineScale
    for bar in bars {
      let ends = [plot.position(Point(bar.x, bar.low)), plot.position(Point(bar.x, bar.high))]
      path.append(Path(polyline: ends))
      guard half > 0 else { continue }
      for end in ends {
        path.append(Path(polyline: [end - Point(half, 0), end + Point(half, 0)]))
      }
    }
    canvas.stroke(path, try plot.color(default: .slate), plot.stroke(defaultWidth: 0.85))
  }
}

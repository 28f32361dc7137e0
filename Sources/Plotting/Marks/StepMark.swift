import Drawing
import Geometry

/// A function that is constant between its jumps: a histogram's outline, a distribution function,
/// a quantised signal.
public struct StepMark: ChartContent {
  private let points: [Point]

  /// - Parameters:
  ///   - edges: where pieces begin and end; one more than there are values.
  ///   - values: the height of each piece.
  public init(edges: [Double], values: [Double]) {
    precondition(
      edges.count == values.count + 1,
      "\(values.count) steps need \(values.count + 1) edges, not \(edges.count)")
    points = values.indices.flatMap { index in
      [Point(edges[index], values[index]), Point(edges[index + 1], values[index])]
    }
  }

  /// The outline of a histogram.
  public init(_ histogram: Histogram, normalized: Bool = false) {
    self.init(
      edges: histogram.edges,
      values: normalized ? histogram.densities : histogram.counts.map(Double.init))
  }

  /// The empirical distribution function of values: the share of them that is at most `x`.
  public init(cumulative values: [Double], in domain: ClosedRange<Double>) {
    let sorted = values.sorted()
    let inside = sorted.filter { $0 > domain.lowerBound && $0 < domain.upperBound }
    let below = sorted.count { $0 <= domain.lowerBound }
    self.init(
      edges: [domain.lowerBound] + inside + [domain.upperBound],
      values: (0...inside.count).map { Double(below + $0) / Double(max(sorted.count, 1)) })
  }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var style = plot.stroke(defaultWidth: 1.42)
    style.join = .miter
    canvas.stroke(
      Path(polyline: points.map(plot.position)), try plot.color(default: .teal), style)
  }
}

import Drawing
import Geometry

/// A line whose colour changes along it with a third number.
public struct GradientLineMark: ChartContent {
  let points: [Point]
  let values: [Double]
  let range: ClosedRange<Double>
  let start: Tone
  let end: Tone

  /// - Parameters:
  ///   - values: a number for each point, which runs evenly from one point to the next.
  ///   - range: the numbers that have the tones `start` and `end`.
  public init(
    _ points: [Point], values: [Double], in range: ClosedRange<Double>, from start: Tone = .orange,
    to end: Tone = .steel
  ) {
    precondition(
      points.count == values.count,
      "a line needs as many points (\(points.count)) as values (\(values.count))")
    self.points = points
    self.values = values
    self.range = range
    self.start = start
    self.end = end
  }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let style = plot.stroke(defaultWidth: 1.98)
    let span = max(range.upperBound - range.lowerBound, 1e-300)
    let shares = values.map { min(max(($0 - range.lowerBound) / span, 0), 1) }
    func color(_ share: Double) throws -> Color {
      try plot.theme.color(start.mixed(with: end, share)).opacity(plot.style.opacity)
    }
    for index in points.indices.dropLast() {
      let (a, b) = (plot.position(points[index]), plot.position(points[index + 1]))
      guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { continue }
      let change = shares[index + 1] - shares[index]
      // No more pieces than there are distinguishable colours or points of length
      let count = max(1, Int(min(abs(change) * 96, a.distance(to: b) / 0.7).rounded(.up)))
      for step in 0..<count {
        let (from, to) = (Double(step) / Double(count), Double(step + 1) / Double(count))
        let piece = Path(polyline: [a.interpolated(to: b, from), a.interpolated(to: b, to)])
        canvas.stroke(piece, try color(shares[index] + change * (from + to) / 2), style)
      }
    }
  }
}

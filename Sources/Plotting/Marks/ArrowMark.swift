import Drawing
import Geometry

/// A straight or bent arrow between two places of a plot, or one along a line.
public struct ArrowMark: ChartContent {
  private let line: [Point]
  private let bend: Double
  private let gap: Double

  /// - Parameters:
  ///   - bend: how far the arrow's middle stands off the straight line, as a share of its length;
  ///     positive to the left as one goes along it.
  ///   - gap: distance that the arrow keeps from both places, in points.
  public init(from start: Point, to end: Point, bend: Double = 0, gap: Double = 0) {
    line = [start, end]
    self.bend = bend
    self.gap = gap
  }

  /// An arrow along a line of straight segments, with its head at the last point.
  public init(_ points: [Point], gap: Double = 0) {
    line = points
    bend = 0
    self.gap = gap
  }

  public var extent: DataExtent { DataExtent(line) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    guard line.count > 1 else { return }
    let points = bend == 0 ? line.map(plot.position) : bow(in: plot)
    let style = plot.stroke(defaultWidth: 0.85)
    let head = 3.2 + 2.4 * style.width
    canvas.line(
      points.trimmed(by: gap), heads: plot.style.arrowHeads == .none ? .end : plot.style.arrowHeads,
      color: try plot.color(default: .gray), style: style, headLength: head, headWidth: 0.66 * head)
  }

  private func bow(in plot: PlotArea) -> [Point] {
    let (a, b) = (plot.position(line[0]), plot.position(line[1]))
    // On the page y runs downwards: left of (dx, dy) is (dy, -dx).
    let control = a.interpolated(to: b, 0.5) + Point(b.y - a.y, a.x - b.x) * (2 * bend)
    return (0...24).map { index in
      let t = Double(index) / 24
      return a.interpolated(to: control, t).interpolated(to: control.interpolated(to: b, t), t)
    }
  }
}

extension [Point] {
  /// A polyline without its first and last `distance`.
  func trimmed(by distance: Double) -> [Point] {
    guard distance > 0 else { return self }
    return shortened(by: distance).reversed().shortened(by: distance).reversed()
  }

  /// A polyline without its first `distance`.
  private func shortened(by distance: Double) -> [Point] {
    var rest = distance
    for (index, (a, b)) in zip(self, dropFirst()).enumerated() {
      let length = a.distance(to: b)
      if length > rest { return [a.interpolated(to: b, rest / length)] + self[(index + 1)...] }
      rest -= length
    }
    return suffix(1) + []
  }
}

import Drawing
import Geometry

/// A straight or bent arrow between two places of a plot.
public struct ArrowMark: ChartContent {
  private let start: Point
  private let end: Point
  private let bend: Double
  private let gap: Double

  /// - Parameters:
  ///   - bend: how far the arrow's middle stands off the straight line, as a share of its length;
  ///     positive to the left as one goes along it.
  ///   - gap: distance that the arrow keeps from both places, in points.
  public init(from start: Point, to end: Point, bend: Double = 0, gap: Double = 0) {
    self.start = start
    self.end = end
    self.bend = bend
    self.gap = gap
  }

  public var extent: DataExtent { DataExtent([start, end]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let (a, b) = (plot.position(start), plot.position(end))
    // On the page y runs downwards: left of (dx, dy) is (dy, -dx).
    let control = a.interpolated(to: b, 0.5) + Point(b.y - a.y, a.x - b.x) * (2 * bend)
    let count = bend == 0 ? 1 : 24
    let points = (0...count).map { index in
      let t = Double(index) / Double(count)
      return a.interpolated(to: control, t).interpolated(to: control.interpolated(to: b, t), t)
    }
    let style = plot.stroke(defaultWidth: 0.85)
    let head = 3.2 + 2.4 * style.width
    canvas.line(
      points.trimmed(by: gap), heads: plot.style.arrowHeads == .none ? .end : plot.style.arrowHeads,
      color: try plot.color(default: .gray), style: style, headLength: head, headWidth: 0.66 * head)
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

import Drawing
import Geometry
import Learning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A strip of paper whose points move from a network's inputs to its outputs, so that it folds; on
/// it a curve of a second network, which belongs to the pile and so to all of its layers (UDL,
/// figure 4.3).
public struct FoldingStripMark: ChartContent {
  private let parts: [any ChartContent]

  /// - Parameters:
  ///   - first: the network that folds, over the strip's length.
  ///   - composed: what the second network makes of the first one's outputs, by the first one's
  ///     inputs.
  ///   - folded: how far every input has moved to its output, from 0 to 1.
  ///   - drawn: how much of the curve has been drawn, by the first network's outputs from -1 to 1.
  ///   - height: the values between which the strip lies.
  public init(
    _ first: PiecewiseLinearCurve, carrying composed: PiecewiseLinearCurve, folded: Double,
    drawn: Double, height: ClosedRange<Double> = -1...1
  ) {
    let edges = first.vertices.map(\.x)
    /// Where a point of the strip lies: facets lean in turn, most when they are half folded, and
    /// stay a little apart when they lie on each other.
    func place(_ x: Double, _ height: Double) -> Point {
      let y = first(x)
      let facet = (edges.dropFirst().firstIndex { x <= $0 } ?? edges.count - 1) - 1
      let lean = 0.1 * sin(Double.pi * folded) * y + 0.045 * folded * Double(facet - 1)
      return Point((1 - folded) * x + folded * y, height + lean)
    }
    parts = zip(edges, edges.dropFirst()).flatMap { left, right -> [any ChartContent] in
      // A hair inside, so that a crease belongs to the facet that is drawn.
      let (left, right) = (left + 1e-9, right - 1e-9)
      let sheet = PolygonMark([
        place(left, height.lowerBound), place(right, height.lowerBound),
        place(right, height.upperBound), place(left, height.upperBound),
      ])
      .foregroundStyle(.ground.mixed(with: .teal, 0.16))
      .outline(.gray)
      .opacity(0.85)
      // On the pile the pen starts at the left of all layers: where their outputs are lowest.
      let xs = ([left, right] + composed.joints.filter { $0 > left && $0 < right })
        .sorted { first($0) < first($1) }
      let ys = xs.map { first($0) }
      let curve = PiecewiseLinearCurve(through: zip(ys, xs).map { Point($0, composed($1)) })
      let inverse = PiecewiseLinearCurve(through: zip(ys, xs).map { Point($0, $1) })
      let end = min(-1 + 2 * drawn, ys[ys.count - 1])
      guard end > ys[0] else { return [sheet] }
      let vertices = curve.restricted(to: ys[0]...end).vertices
      return [
        sheet,
        GradientLineMark(
          vertices.map { place(inverse($0.x), $0.y) }, values: vertices.map(\.x), in: -1...1
        )
        .lineStyle(width: 2.6),
      ]
    }
  }

  public var extent: DataExtent { parts.reduce(DataExtent()) { $0.union($1.extent) } }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    for part in parts { try part.draw(in: plot, on: &canvas) }
  }
}

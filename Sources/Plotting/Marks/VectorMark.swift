import Drawing
import Geometry

/// Arrows from points along vectors, both in units of the data: gradients, flows, displacements.
public struct VectorMark: ChartContent {
  private let vectors: [(from: Point, to: Point)]

  /// - Parameter scale: the factor from the vectors to the arrows.
  public init(at points: [Point], _ vectors: [Point], scale: Double = 1) {
    precondition(
      points.count == vectors.count,
      "arrows need as many points (\(points.count)) as vectors (\(vectors.count))")
    self.vectors = zip(points, vectors).map { ($0, $0 + $1 * scale) }
  }

  /// The arrows of a vector field on a grid of points inside a rectangle: a quiver plot.
  ///
  /// - Parameter scale: the factor from the vectors to the arrows; by default the longest arrow is
  ///   as long as the grid is wide.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 12, rows: Int = 12,
    scale: Double? = nil, of field: (Point) -> Point
  ) {
    precondition(columns > 0 && rows > 0, "a quiver plot needs at least one arrow")
    let cell = Size(
      (x.upperBound - x.lowerBound) / Double(columns), (y.upperBound - y.lowerBound) / Double(rows))
    let points = (0..<rows).flatMap { row in
      (0..<columns).map { column in
        Point(
          x.lowerBound + (Double(column) + 0.5) * cell.width,
          y.lowerBound + (Double(row) + 0.5) * cell.height)
      }
    }
    let field = points.map(field)
    let longest = field.map { max(abs($0.x) / cell.width, abs($0.y) / cell.height) }.max() ?? 0
    let factor = scale ?? (longest > 0 ? 1 / longest : 1)
    // An arrow's middle lies on its point of the grid.
    vectors = zip(points, field).map { ($0 - $1 * (factor / 2), $0 + $1 * (factor / 2)) }
  }

  public var extent: DataExtent { DataExtent(vectors.flatMap { [$0.from, $0.to] }) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let color = try plot.color(default: .slate)
    let style = plot.stroke(defaultWidth: 0.85)
    for vector in vectors {
      let (start, end) = (plot.position(vector.from), plot.position(vector.to))
      // Heads shrink with short arrows, so that direction stays visible.
      let head = min(2.6 + 2.6 * style.width, 0.6 * start.distance(to: end))
      guard head > 0.2 else { continue }
      canvas.arrow(
        [start, end], color: color, style: style, headLength: head, headWidth: 0.7 * head)
    }
  }
}

import Drawing
import Geometry

/// A line through points in order. A point that is not finite, or has no place on a logarithmic
/// scale, interrupts it. An outline is a rim that keeps it apart from what lies below.
public struct LineMark: ChartContent {
  let points: [Point]

  /// The graph of a function over an interval.
  ///
  /// - Parameter samples: the number of places where it is evaluated, equally spaced.
  public init(
    over domain: ClosedRange<Double>, samples: Int = 257, of function: (Double) -> Double
  ) {
    points = [Point](over: domain, samples: samples, of: function)
  }

  public init(_ points: [Point]) { self.points = points }

  public init(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "a line needs as many x (\(x.count)) as y (\(y.count))")
    points = zip(x, y).map { Point($0, $1) }
  }

  /// The course of a recorded number.
  ///
  /// - Parameters:
  ///   - steps: the step of each row of the recording; by default 0, 1, 2, ….
  ///   - row: the last row that is shown; by default all are.
  public init(_ values: [Double], at steps: [Int]? = nil, upTo row: Int? = nil) {
    let steps = steps ?? Array(values.indices)
    self.init(
      zip(steps, values).prefix((row ?? values.count - 1) + 1).map { Point(Double($0), $1) })
  }

  public var extent: DataExtent { DataExtent(points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let color = try plot.color(default: .teal)
    let style = plot.stroke(defaultWidth: 1.98)
    let places = points.map(plot.position)
    for piece in places.split(whereSeparator: { !$0.x.isFinite || !$0.y.isFinite }) {
      if let rim = plot.style.outline {
        var wide = style
        wide.width += 1.3 * plot.theme.lineScale
        let tone = try plot.theme.color(rim).opacity(plot.style.opacity)
        canvas.stroke(Path(polyline: Array(piece)), tone, wide)
      }
      let size = 4 + 2.2 * style.width
      canvas.line(
        Array(piece), heads: plot.style.arrowHeads, color: color, style: style, headLength: size,
        headWidth: 0.62 * size)
    }
  }
}

/// Separate straight segments in one colour: borders, stems, networks of lines.
public struct SegmentMark: ChartContent {
  let segments: [(from: Point, to: Point)]

  public init(_ segments: [(from: Point, to: Point)]) { self.segments = segments }

  public var extent: DataExtent { DataExtent(segments.flatMap { [$0.from, $0.to] }) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let color = try plot.color(default: .teal)
    let style = plot.stroke(defaultWidth: 1.98)
    if plot.style.arrowHeads != .none {
      for segment in segments {
        let ends = [plot.position(segment.from), plot.position(segment.to)]
        canvas.line(
          ends, heads: plot.style.arrowHeads, color: color, style: style,
          headLength: 3 + 3 * style.width, headWidth: 2 + 1.8 * style.width)
      }
    } else {
      var path = Path()
      for segment in segments {
        path.move(to: plot.position(segment.from))
        path.line(to: plot.position(segment.to))
      }
      canvas.stroke(path, color, style)
    }
  }
}

extension Canvas {
  /// A line through `points` with arrow heads at the ends asked for.
  mutating func line(
    _ points: [Point], heads: ArrowHeads, color: Color, style: StrokeStyle, headLength: Double,
    headWidth: Double
  ) {
    switch heads {
    case .none: stroke(Path(polyline: points), color, style)
    case .end:
      arrow(points, color: color, style: style, headLength: headLength, headWidth: headWidth)
    case .both:
      // Two arrows that start where the line is halfway.
      let (start, end) = Self.halves(of: points)
      for half in [start, end] {
        arrow(half, color: color, style: style, headLength: headLength, headWidth: headWidth)
      }
    }
  }

  /// A polyline from its middle to its start, and from its middle to its end.
  private static func halves(of points: [Point]) -> ([Point], [Point]) {
    let lengths = zip(points, points.dropFirst()).map { $0.distance(to: $1) }
    var rest = lengths.reduce(0, +) / 2
    for (index, length) in lengths.enumerated() {
      if rest <= length {
        let middle = points[index].interpolated(to: points[index + 1], rest / max(length, 1e-12))
        return ([middle] + points[...index].reversed(), [middle] + points[(index + 1)...])
      }
      rest -= length
    }
    return (points.reversed(), points)
  }
}

extension ClosedRange<Double> {
  /// `count` values from one end to the other, equally spaced.
  func samples(_ count: Int) -> [Double] {
    (0..<count).map { index in
      lowerBound + (upperBound - lowerBound) * Double(index) / Double(Swift.max(count - 1, 1))
    }
  }
}

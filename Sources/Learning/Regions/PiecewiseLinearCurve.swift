import Geometry

/// A continuous function of one variable made of straight pieces, by the points where it bends.
public struct PiecewiseLinearCurve: Hashable, Codable, Sendable {
  /// The two ends and the joints between pieces of different slope, from left to right.
  public let vertices: [Point]

  /// The curve through points with increasing `x`. Points on a straight line between their
  /// neighbours are no joints and are left out.
  public init(through points: [Point]) {
    precondition(points.count > 1, "a curve needs at least two points")
    var vertices: [Point] = []
    let steepest = zip(points, points.dropFirst()).reduce(1) {
      max($0, abs(Self.slope($1.0, $1.1)))
    }
    for (index, point) in points.enumerated() {
      if index > 0 && index < points.count - 1, let last = vertices.last {
        let bend = Self.slope(point, points[index + 1]) - Self.slope(last, point)
        if abs(bend) < 1e-9 * steepest { continue }
      }
      vertices.append(point)
    }
    self.vertices = vertices
  }

  private static func slope(_ a: Point, _ b: Point) -> Double { (b.y - a.y) / (b.x - a.x) }

  public var domain: ClosedRange<Double> { vertices[0].x...vertices[vertices.count - 1].x }

  /// Where the slope changes, from left to right.
  public var joints: [Double] { vertices.dropFirst().dropLast().map(\.x) }

  /// The slopes of the pieces, from left to right.
  public var slopes: [Double] { zip(vertices, vertices.dropFirst()).map(Self.slope) }

  /// The number of linear pieces.
  public var pieceCount: Int { vertices.count - 1 }

  /// The value at `x`; the outermost pieces go on beyond the ends.
  public func callAsFunction(_ x: Double) -> Double {
    let index = min(
      max((vertices.firstIndex { $0.x > x } ?? vertices.count) - 1, 0), pieceCount - 1)
    let (a, b) = (vertices[index], vertices[index + 1])
    return a.y + Self.slope(a, b) * (x - a.x)
  }

  /// Where the curve has the given value, from left to right. A piece that lies at it counts with
  /// its left end.
  public func preimages(of value: Double) -> [Double] {
    zip(vertices, vertices.dropFirst()).compactMap { a, b in
      if a.y == value { return a.x }
      guard (a.y - value) * (b.y - value) < 0 else { return nil }
      return a.x + (value - a.y) / (b.y - a.y) * (b.x - a.x)
    } + (vertices[vertices.count - 1].y == value ? [domain.upperBound] : [])
  }

  /// Negative values replaced by zero: what a ReLU makes of the curve (UDL, equation 3.2).
  public var rectified: PiecewiseLinearCurve { rectified(by: 1) }

  /// Negative values moved a part of the way to zero, from 0 to 1.
  public func rectified(by part: Double) -> PiecewiseLinearCurve {
    func moved(_ y: Double) -> Double { y < 0 ? (1 - part) * y : y }
    var points: [Point] = []
    for (a, b) in zip(vertices, vertices.dropFirst()) {
      points.append(Point(a.x, moved(a.y)))
      if a.y * b.y < 0 { points.append(Point(a.x - a.y / Self.slope(a, b), 0)) }
    }
    let last = vertices[vertices.count - 1]
    return PiecewiseLinearCurve(through: points + [Point(last.x, moved(last.y))])
  }

  /// The sum of two curves over the same domain; it bends where one of them does.
  public static func + (
    a: PiecewiseLinearCurve, b: PiecewiseLinearCurve
  ) -> PiecewiseLinearCurve {
    let xs = Set((a.vertices + b.vertices).map(\.x)).sorted()
    return PiecewiseLinearCurve(through: xs.map { Point($0, a($0) + b($0)) })
  }

  /// The curve with every value multiplied by `factor`.
  public static func * (factor: Double, curve: PiecewiseLinearCurve) -> PiecewiseLinearCurve {
    PiecewiseLinearCurve(through: curve.vertices.map { Point($0.x, factor * $0.y) })
  }

  /// The stretch of the curve over a part of its domain.
  public func restricted(to part: ClosedRange<Double>) -> PiecewiseLinearCurve {
    let inner = vertices.filter { $0.x > part.lowerBound && $0.x < part.upperBound }
    let ends = [part.lowerBound, part.upperBound].map { Point($0, self($0)) }
    return PiecewiseLinearCurve(through: [ends[0]] + inner + [ends[1]])
  }
}

extension ReLUNetwork {
  /// The outputs as exact curves of the one input.
  public func curves(on interval: ClosedRange<Double>) throws -> [PiecewiseLinearCurve] {
    let pieces = try pieces(on: interval)
    return (0..<outputCount).map { output in
      let ends = pieces.map { Point($0.interval.upperBound, $0($0.interval.upperBound)[output]) }
      let start = Point(interval.lowerBound, pieces[0](interval.lowerBound)[output])
      return PiecewiseLinearCurve(through: [start] + ends)
    }
  }

  /// What a layer gives, before any ReLU, as exact curves of the one input: one for each of its
  /// units.
  public func curves(
    ofLayer index: Int, on interval: ClosedRange<Double>
  ) throws -> [PiecewiseLinearCurve] {
    precondition(layers.indices.contains(index), "the network has \(layers.count) layers")
    return try ReLUNetwork(layers: Array(layers[...index])).curves(on: interval)
  }

  /// Where an output bends, found from its values alone: the network is evaluated at `samples`
  /// places, and where their differences change, the lines on both sides are made to meet. An
  /// independent check on the exact pieces. Joints closer than three samples can't be told apart.
  public func scannedJoints(
    on interval: ClosedRange<Double>, output: Int = 0, samples: Int = 4001
  ) -> [Double] {
    let step = (interval.upperBound - interval.lowerBound) / Double(samples - 1)
    let x = (0..<samples).map { interval.lowerBound + Double($0) * step }
    let y = x.map { self([$0])[output] }
    let slopes = zip(y, y.dropFirst()).map { ($1 - $0) / step }
    let tolerance = 1e-9 * max(1, slopes.reduce(0) { max($0, abs($1)) })
    var joints: [Double] = []
    var index = 1
    while index < slopes.count {
      guard abs(slopes[index] - slopes[index - 1]) > tolerance else {
        index += 1
        continue
      }
      // The interval that holds the joint has a slope between those of its neighbours.
      let (left, right) = (index - 1, min(index + 1, slopes.count - 1))
      let change = slopes[right] - slopes[left]
      let gap = y[right] - slopes[right] * (x[right] - x[left]) - y[left]
      joints.append(abs(change) > tolerance ? x[left] - gap / change : x[index])
      index += 2
    }
    return joints
  }
}

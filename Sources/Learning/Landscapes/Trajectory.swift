#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Geometry

/// The places that an optimiser visited, in order, and the loss at each if it was recorded.
public struct Trajectory: Hashable, Codable, Sendable {
  public private(set) var points: [Point]
  /// As many as there are points, or none.
  public private(set) var values: [Double]

  /// A trajectory through `points`; with `values`, one for each point.
  public init(_ points: [Point], values: [Double] = []) {
    precondition(
      values.isEmpty || values.count == points.count, "a value for each point, or none at all")
    self.points = points
    self.values = values
  }

  /// The number of points: one more than the number of steps.
  public var count: Int { points.count }
  public var isEmpty: Bool { points.isEmpty }
  public var first: Point? { points.first }
  public var last: Point? { points.last }
  /// The loss at the last point, if it was recorded.
  public var lastValue: Double? { values.last }

  public subscript(step: Int) -> Point { points[step] }

  /// Adds a step to a trajectory without values.
  public mutating func append(_ point: Point) {
    precondition(values.isEmpty, "the trajectory records values")
    points.append(point)
  }

  /// Adds a step and its loss to a trajectory that is empty or has values.
  public mutating func append(_ point: Point, value: Double) {
    precondition(values.count == points.count, "the trajectory records no values")
    points.append(point)
    values.append(value)
  }

  /// The point a fraction of the way through the steps, all of which take the same time.
  ///
  /// Between two steps it moves on a straight line.
  public func point(at fraction: Double) -> Point? {
    guard let last else { return nil }
    let (step, rest) = place(of: fraction)
    return step + 1 < count ? points[step].interpolated(to: points[step + 1], rest) : last
  }

  /// The part that is done after a fraction of the steps; its last point may lie between two steps.
  public func prefix(_ fraction: Double) -> Trajectory {
    let (step, rest) = place(of: fraction)
    guard step + 1 < count else { return self }
    var part = Trajectory(
      Array(points[...step]), values: values.isEmpty ? [] : Array(values[...step]))
    if rest > 0 {
      part.points.append(points[step].interpolated(to: points[step + 1], rest))
      if !values.isEmpty {
        part.values.append(values[step] + rest * (values[step + 1] - values[step]))
      }
    }
    return part
  }

  /// The first `steps` steps: at most `steps + 1` points.
  public func prefix(steps: Int) -> Trajectory {
    Trajectory(Array(points.prefix(steps + 1)), values: Array(values.prefix(steps + 1)))
  }

  /// The sum of the lengths of the steps.
  public var length: Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  /// How far each step turns away from the direction of the one before, in degrees from 0 to 180;
  /// steps of no length are passed over.
  public var turningAngles: [Double] {
    let steps = zip(points, points.dropFirst()).map { $1 - $0 }.filter { $0.length > 0 }
    return zip(steps, steps.dropFirst()).map { a, b in
      abs(atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)) * 180 / .pi
    }
  }

  /// The number of each point as its label; an empty text for a point that lies nearer than
  /// `distance` to an earlier one, whose label it would cover.
  public func stepLabels(apart distance: Double) -> [String] {
    points.enumerated().map { step, place in
      points[..<step].contains { $0.distance(to: place) < distance } ? "" : "\(step)"
    }
  }

  /// Whether the path lies to the left of a point, coming and going, so that its right is free.
  public func isRightmost(_ step: Int) -> Bool {
    let neighbors = [step - 1, step + 1].filter(points.indices.contains)
    return neighbors.reduce(0) { $0 + points[step].x - points[$1].x } > 0
  }

  private func place(of fraction: Double) -> (step: Int, rest: Double) {
    guard count > 1 else { return (0, 0) }
    let place = min(max(fraction, 0), 1) * Double(count - 1)
    let step = Int(place)
    return (step, place - Double(step))
  }
}

import Geometry

/// Thins a polyline as it passes: leaves out points that lie within a tolerance of the line drawn.
///
/// From the last kept point, every point passed by leaves a cone of directions in which a line
/// stays within the tolerance of it; the cones' intersection decides how far one line may reach
/// (Williams 1978, "An efficient algorithm for the piecewise linear approximation of planar
/// curves").
struct PolylineSimplifier {
  let tolerance: Double
  /// The point added last, kept or not.
  private(set) var last = Point.zero
  private var anchor = Point.zero
  private var reach = 0.0
  /// The cone's edges as unit vectors, meaningful once `isOpen` is false.
  private var left = Point.zero
  private var right = Point.zero
  private var isOpen = true
  private var hasPending = false

  init(tolerance: Double) { self.tolerance = tolerance }

  /// Starts a new line at a point that the caller has already drawn.
  mutating func begin(at point: Point) {
    (anchor, last) = (point, point)
    (reach, isOpen, hasPending) = (0, true, false)
  }

  /// Takes the next point and emits the points up to it that must be drawn.
  mutating func add(_ point: Point, emit: (Point) -> Void) {
    if hasPending && !accepts(point) {
      emit(last)
      begin(at: last)
    }
    narrow(towards: point)
    last = point
    hasPending = true
  }

  /// Ends the line; its last point is always drawn.
  mutating func finish(emit: (Point) -> Void) {
    if hasPending { emit(last) }
    begin(at: last)
  }

  private func accepts(_ point: Point) -> Bool {
    let delta = point - anchor
    // A line that turns back must keep the point where it turned.
    guard delta.length >= reach else { return false }
    if isOpen { return true }
    return cross(right, delta) >= 0 && cross(delta, left) >= 0
  }

  private mutating func narrow(towards point: Point) {
    let delta = point - anchor
    let distance = delta.length
    reach = max(reach, distance)
    guard distance > tolerance else { return }
    let direction = delta * (1 / distance)
    let s = tolerance / distance
    let c = (1 - s * s).squareRoot()
    let newLeft = Point(c * direction.x - s * direction.y, s * direction.x + c * direction.y)
    let newRight = Point(c * direction.x + s * direction.y, c * direction.y - s * direction.x)
    if isOpen {
      (left, right, isOpen) = (newLeft, newRight, false)
    } else {
      if cross(newLeft, left) > 0 { left = newLeft }
      if cross(right, newRight) > 0 { right = newRight }
    }
  }

  private func cross(_ a: Point, _ b: Point) -> Double { a.x * b.y - a.y * b.x }
}

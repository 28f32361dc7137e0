import Geometry

/// A place where the gradient of a function of two variables vanishes (UDL, section 6.1.3).
public struct CriticalPoint: Hashable, Codable, Sendable {
  public enum Kind: String, Hashable, Codable, Sendable { case minimum, saddle, maximum }

  public let location: Point
  public let value: Double
  public let gradientNorm: Double
  /// The eigenvalues of the Hessian, the smaller first; their signs make the kind.
  public let eigenvalues: [Double]

  public var kind: Kind {
    if eigenvalues[0] > 0 { return .minimum }
    return eigenvalues[1] > 0 ? .saddle : .maximum
  }
}

extension ScalarField {
  /// The minima, saddles and maxima in a window, lowest value first.
  ///
  /// Newton's method for a vanishing gradient runs from each point of a grid of `starts` ×
  /// `starts`, its steps shortened to a cell of the grid's size; what several runs find is listed
  /// once. A place counts if the method has converged there to rounding error and neither
  /// eigenvalue of the Hessian vanishes, which leaves out plateaus. The grid has to be so fine that
  /// every point sought has a start in its basin.
  public func criticalPoints(in window: Rect, starts: Int = 41) -> [CriticalPoint] {
    precondition(starts > 1, "a grid needs at least 2 x 2 starts")
    precondition(window.width > 0 && window.height > 0, "the window is empty")
    let step = Size(window.width / Double(starts - 1), window.height / Double(starts - 1))
    var found: [CriticalPoint] = []
    for row in 0..<starts {
      for column in 0..<starts {
        let start = Point(
          window.minX + Double(column) * step.width, window.minY + Double(row) * step.height)
        guard let location = newton(from: start, maximumStep: step), window.contains(location),
          !found.contains(where: {
            abs($0.location.x - location.x) < 1e-4 * window.width
              && abs($0.location.y - location.y) < 1e-4 * window.height
          })
        else { continue }
        let (low, high) = hessian(location).eigenvalues
        guard min(abs(low), abs(high)) > 1e-7 * max(abs(low), abs(high)) else { continue }
        found.append(
          CriticalPoint(
            location: location, value: value(location),
            gradientNorm: gradient(location).length, eigenvalues: [low, high]))
      }
    }
    return found.sorted { $0.value < $1.value }
  }

  /// Follows Newton's method to a zero of the gradient, or `nil` if there is none near by.
  private func newton(from start: Point, maximumStep: Size) -> Point? {
    var place = start
    for _ in 0..<100 {
      guard var step = hessian(place).solve(gradient(place)) else { return nil }
      let excess = max(abs(step.x) / maximumStep.width, abs(step.y) / maximumStep.height)
      guard excess.isFinite else { return nil }
      if excess > 1 { step = step * (1 / excess) }
      place = place - step
      if excess < 1e-9 { return place }
    }
    return nil
  }
}

extension [CriticalPoint] {
  /// The one that lies nearest to a place; `nil` if there is none at all.
  public func nearest(to place: Point) -> CriticalPoint? {
    self.min { $0.location.distance(to: place) < $1.location.distance(to: place) }
  }
}

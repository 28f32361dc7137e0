import Geometry

extension ScalarField {
  /// The squared length of the gradient, |∂f/∂φ|²: what gradient descent implicitly penalises (UDL,
  /// equation 9.8). Its gradient is 2 H g; its Hessian is found by differences.
  public var squaredGradient: ScalarField {
    ScalarField(
      value: { place in
        let slope = gradient(place)
        return slope.x * slope.x + slope.y * slope.y
      },
      gradient: { hessian($0) * gradient($0) * 2 })
  }

  /// The loss that continuous descent must follow to arrive where steps of a finite size arrive: f
  /// + α/4 |∂f/∂φ|², to first order in the step size α (UDL, equation 9.7).
  public func withFiniteSteps(_ stepSize: Double) -> ScalarField {
    self + stepSize / 4 * squaredGradient
  }

  /// Descent in infinitely small steps, ∂φ/∂t = -∂f/∂φ (UDL, equation 9.6), by the classical method
  /// of Runge and Kutta.
  ///
  /// Ends where the gradient is shorter than `rest`, or after `limit` steps. Records the values.
  ///
  /// - Parameter step: of time; small against the inverse of the largest curvature.
  public func flow(
    from start: Point, step: Double = 0.01, rest: Double = 1e-7, limit: Int = 100_000
  ) -> Trajectory {
    precondition(step > 0 && rest >= 0, "a flow needs a positive step")
    var trajectory = Trajectory([start], values: [value(start)])
    var place = start
    for _ in 0..<limit {
      let first = gradient(place)
      guard first.length > rest else { break }
      let second = gradient(place - first * (step / 2))
      let third = gradient(place - second * (step / 2))
      let fourth = gradient(place - third * step)
      place = place - (first + (second + third) * 2 + fourth) * (step / 6)
      trajectory.append(place, value: value(place))
    }
    return trajectory
  }

  /// How much the gradients of batches differ: the mean of their squared distances from the
  /// gradient of the whole loss (UDL, equation 9.9). Its derivatives are found by differences.
  ///
  /// - Parameters:
  ///   - batches: the loss of each batch.
  ///   - whole: the loss over all examples.
  public static func gradientVariance(
    of batches: [ScalarField], around whole: ScalarField
  ) -> ScalarField {
    precondition(!batches.isEmpty, "the variance needs a batch")
    return ScalarField { place in
      let mean = whole.gradient(place)
      return batches.reduce(0) { sum, batch in
        let difference = batch.gradient(place) - mean
        return sum + difference.x * difference.x + difference.y * difference.y
      } / Double(batches.count)
    }
  }
}

extension Key {
  /// The numbers 0 ..< `count` dealt at random into `parts` as equal as can be: the batches of an
  /// epoch.
  public func partition(_ count: Int, into parts: Int) -> [[Int]] {
    precondition(
      (1...max(count, 1)).contains(parts), "\(count) examples make 1 to \(count) batches")
    let order = permutation(count)
    return (0..<parts).map { Array(order[($0 * count / parts)..<(($0 + 1) * count / parts)]) }
  }
}

import Geometry

/// One step with momentum and one with Nesterov momentum from the same state (UDL, figure 6.8): the
/// first adds a gradient step and then the momentum, the second the momentum and then a gradient
/// step measured where it has led.
public struct MomentumStep: Hashable, Codable, Sendable {
  /// The point before the state's, from which the momentum came.
  public let previous: Point
  /// The state, the point after the gradient step, and the end (UDL, equation 6.11).
  public let gradientFirst: [Point]
  /// The state, the point where momentum leads, and the end (UDL, equation 6.12).
  public let momentumFirst: [Point]
}

extension ScalarField {
  /// Both steps from the `index`-th point of a path, which a fixed learning rate α with momentum
  /// factor β made: there φ has just moved by -α m, so momentum alone moves it on by β times that.
  public func momentumStep(
    at index: Int, of path: Trajectory, learningRate: Double, beta: Double
  ) -> MomentumStep {
    precondition((1..<path.count).contains(index), "momentum needs a step before it")
    let (previous, start) = (path[index - 1], path[index])
    let momentum = (start - previous) * beta
    func slide(_ place: Point) -> Point {
      place - gradient(place) * (learningRate * (1 - beta))
    }
    let ahead = start + momentum
    return MomentumStep(
      previous: previous, gradientFirst: [start, slide(start), slide(start) + momentum],
      momentumFirst: [start, ahead, slide(ahead)])
  }
}

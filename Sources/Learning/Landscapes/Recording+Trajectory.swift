import Compute
import Geometry

extension Recording {
  /// The path of a model with two parameters over a landscape, whose height it takes as the value
  /// of each step.
  public func trajectory(over landscape: ScalarField) -> Trajectory {
    precondition(
      model.parameterCount == 2, "a path needs two parameters, not \(model.parameterCount)")
    let places = points.map { Point($0[0], $0[1]) }
    return Trajectory(places, values: places.map(landscape.value))
  }
}

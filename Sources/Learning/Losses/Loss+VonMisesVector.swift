import Compute

extension Loss {
  /// Von Mises on directions in radians, with two outputs: the components of a vector that points
  /// in the most likely direction and is as long as the concentration. Unlike an angle it has no
  /// seam (UDL, problem 5.3).
  public static let vonMisesVector = Loss("von Mises likelihood") { outputs, targets in
    let (a, b) = (component(0, of: outputs), component(1, of: outputs))
    let direction = targets.shape.rank > a.shape.rank ? targets.sum([-1]) : targets
    let kappa = (a.squared() + b.squared() + 1e-6).squareRoot()
    // log I₀(κ): the mean of exp(κ cos t) over a turn, by the trapezoidal rule, which is exact to
    // seven digits up to κ = 100.
    let angles = 64
    let cosines = Tensor((0..<angles).map { 2 * Float.pi * Float($0) / Float(angles) }).cos()
    let logBessel = (kappa.expanded(-1) * outputs.constant(cosines)).logSumExp(-1) - logAngles
    return logBessel + logTau - a * direction.cos() - b * direction.sin()
  }

  /// log 64 and log 2π.
  private static let logAngles: Float = 4.1588830833596715
  private static let logTau: Float = 1.8378770664093453

  /// One component of the outputs: one number an example.
  private static func component(_ index: Int, of outputs: Value) -> Value {
    outputs.slice(-1, index..<(index + 1)).sum([-1])
  }
}

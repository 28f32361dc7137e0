import Compute

/// Losses of networks that predict distributions: the mean of -log Pr(y | f[x]) (UDL, section 5.1.4).
///
/// The components of an output lie along its last axis; the distributions' initializers of the same
/// layout (`init(outputs:)`) turn them into distributions.
extension Loss {
  /// Normal distributions from a mean and the logarithm of a standard deviation.
  public static let normal = Loss("normal") { outputs, targets in
    let (mean, logScale) = (component(0, of: outputs), component(1, of: outputs))
    let z = (number(targets, mean) - mean) * (-logScale).exp()
    return 0.5 * z.squared() + logScale + halfLogTwoPi
  }

  /// Mixtures of `components` normal distributions: the logits of all weights but the last, whose
  /// logit is 0; the means; the logarithms of the standard deviations.
  public static func normalMixture(_ components: Int) -> Loss {
    Loss("mixture of normals") { outputs, targets in
      let y = number(targets, component(0, of: outputs))
      let zero = component(0, of: outputs) * 0
      let logits = (0..<components).map {
        $0 + 1 < components ? component($0, of: outputs) : zero
      }
      let terms = (0..<components).map { k in
        let mean = component(components - 1 + k, of: outputs)
        let logScale = component(2 * components - 1 + k, of: outputs)
        let z = (y - mean) * (-logScale).exp()
        return logits[k] - 0.5 * z.squared() - logScale - halfLogTwoPi
      }
      return Value.stacked(logits).logSumExp(0) - Value.stacked(terms).logSumExp(0)
    }
  }

  /// Poisson distributions from the logarithm of a rate. log y!, which no network can change, is
  /// left out.
  public static let poisson = Loss("Poisson") { outputs, targets in
    let logRate = component(0, of: outputs)
    return logRate.exp() - number(targets, logRate) * logRate
  }

  /// Von Mises distributions from the two components of a vector that points in the most likely
  /// direction and is as long as the concentration.
  public static let vonMises = Loss("von Mises") { outputs, targets in
    let (a, b) = (component(0, of: outputs), component(1, of: outputs))
    let direction = number(targets, a)
    let kappa = (a.squared() + b.squared() + 1e-6).squareRoot()
    // log I₀(κ): the mean of exp(κ cos t) over a turn, by the trapezoidal rule, which is exact to
    // seven digits up to κ = 100.
    let angles = 64
    let cosines = Tensor((0..<angles).map { 2 * Float.pi * Float($0) / Float(angles) }).cos()
    let logBessel = (kappa.expanded(-1) * outputs.constant(cosines)).logSumExp(-1) - logAngles
    return logBessel + 2 * halfLogTwoPi - a * direction.cos() - b * direction.sin()
  }

  private static let halfLogTwoPi: Float = 0.9189385332046727
  /// log 64.
  private static let logAngles: Float = 4.1588830833596715

  /// One component of the outputs: one number an example.
  private static func component(_ index: Int, of outputs: Value) -> Value {
    outputs.slice(-1, index..<(index + 1)).sum([-1])
  }

  /// The targets as one number an example, like `component`.
  private static func number(_ targets: Value, _ component: Value) -> Value {
    targets.shape.rank > component.shape.rank || targets.shape.extents.last == 1
      ? targets.sum([-1]) : targets
  }
}

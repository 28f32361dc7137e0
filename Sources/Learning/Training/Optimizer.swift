/// How parameters follow the gradient (UDL chapter 6).
public struct Optimizer: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    case descent
    case momentum(Float)
    case nesterov(Float)
    case adam(Float, Float, Float)
  }
  let rule: Rule
  public let rate: LearningRate

  /// φ ← φ - α g (UDL equation 6.3).
  public static func sgd(_ rate: LearningRate) -> Optimizer { Optimizer(rule: .descent, rate: rate) }
  @_disfavoredOverload
  public static func sgd(_ rate: Double) -> Optimizer { .sgd(.constant(rate)) }

  /// m ← β m + (1 - β) g, φ ← φ - α m (UDL equation 6.11).
  public static func momentum(_ rate: LearningRate, beta: Float = 0.9) -> Optimizer {
    Optimizer(rule: .momentum(beta), rate: rate)
  }
  @_disfavoredOverload
  public static func momentum(_ rate: Double, beta: Float = 0.9) -> Optimizer {
    .momentum(.constant(rate), beta: beta)
  }

  /// Momentum with the gradient taken at φ - α β m, where momentum is about to lead (UDL equation 6.12).
  public static func nesterov(_ rate: LearningRate, beta: Float = 0.9) -> Optimizer {
    Optimizer(rule: .nesterov(beta), rate: rate)
  }
  @_disfavoredOverload
  public static func nesterov(_ rate: Double, beta: Float = 0.9) -> Optimizer {
    .nesterov(.constant(rate), beta: beta)
  }

  /// Adam (UDL equations 6.15 to 6.17; Kingma and Ba 2015).
  public static func adam(
    _ rate: LearningRate, beta: Float = 0.9, gamma: Float = 0.999, epsilon: Float = 1e-8
  ) -> Optimizer {
    Optimizer(rule: .adam(beta, gamma, epsilon), rate: rate)
  }
  @_disfavoredOverload
  public static func adam(
    _ rate: Double, beta: Float = 0.9, gamma: Float = 0.999, epsilon: Float = 1e-8
  ) -> Optimizer {
    .adam(.constant(rate), beta: beta, gamma: gamma, epsilon: epsilon)
  }

  /// Records one update of `parameters`, a state of the trace, along the gradient of `objective`.
  ///
  /// - Parameters:
  ///   - name: what the optimiser's own states are named after.
  ///   - step: the number of the update, from 0.
  public func update(
    _ parameters: Value, named name: String, step: Value, in trace: Trace,
    objective: (Value) -> Value
  ) {
    let rate = rate.value(step)
    func memory(_ what: String) -> Value { trace.state("\(name)/\(what)", .zeros(parameters.shape)) }
    switch rule {
    case .descent:
      let gradient = objective(parameters).gradient(parameters)
      trace.update(parameters, to: parameters - rate * gradient)
    case .momentum(let beta):
      let momentum = memory("momentum")
      let next = beta * momentum + (1 - beta) * objective(parameters).gradient(parameters)
      trace.update(momentum, to: next)
      trace.update(parameters, to: parameters - rate * next)
    case .nesterov(let beta):
      let momentum = memory("momentum")
      let ahead = parameters - (rate * beta) * momentum
      let next = beta * momentum + (1 - beta) * objective(ahead).gradient(ahead)
      trace.update(momentum, to: next)
      trace.update(parameters, to: parameters - rate * next)
    case .adam(let beta, let gamma, let epsilon):
      let gradient = objective(parameters).gradient(parameters)
      let momentum = memory("momentum"), square = memory("square")
      let nextMomentum = beta * momentum + (1 - beta) * gradient
      let nextSquare = gamma * square + (1 - gamma) * gradient.squared()
      // The powers of β and γ that undo the start at zero.
      let powerBeta = trace.state("\(name)/power of beta", Tensor(beta))
      let powerGamma = trace.state("\(name)/power of gamma", Tensor(gamma))
      let scale = rate / (1 - powerBeta), correction = 1 / (1 - powerGamma)
      trace.update(
        parameters,
        to: parameters - scale * nextMomentum / ((nextSquare * correction).squareRoot() + epsilon))
      trace.update(momentum, to: nextMomentum)
      trace.update(square, to: nextSquare)
      trace.update(powerBeta, to: powerBeta * beta)
      trace.update(powerGamma, to: powerGamma * gamma)
    }
  }
}

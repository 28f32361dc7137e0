/// How parameters follow the gradient (UDL chapter 6).
public struct Optimizer: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    case descent
    case momentum(Float)
    case nesterov(Float)
    case normalized(Float)
    case adagrad(Float)
    case rmsprop(Float, Float)
    case adam(Float, Float, Float)
    case adamW(Float, Float, Float, decay: Float)
  }
  let rule: Rule
  public let rate: LearningRate

  /// φ ← φ - α g (UDL equation 6.3).
  public static func sgd(_ rate: LearningRate) -> Optimizer {
    Optimizer(rule: .descent, rate: rate)
  }
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

  /// Momentum with the gradient taken at φ - α β m, where momentum is about to lead (UDL equation
  /// 6.12).
  public static func nesterov(_ rate: LearningRate, beta: Float = 0.9) -> Optimizer {
    Optimizer(rule: .nesterov(beta), rate: rate)
  }
  @_disfavoredOverload
  public static func nesterov(_ rate: Double, beta: Float = 0.9) -> Optimizer {
    .nesterov(.constant(rate), beta: beta)
  }

  /// φ ← φ - α g / (√g² + ε): steps of the same length α along each axis, whatever the slope (UDL
  /// equations 6.13 and 6.14).
  public static func normalized(_ rate: LearningRate, epsilon: Float = 1e-8) -> Optimizer {
    Optimizer(rule: .normalized(epsilon), rate: rate)
  }
  @_disfavoredOverload
  public static func normalized(_ rate: Double, epsilon: Float = 1e-8) -> Optimizer {
    .normalized(.constant(rate), epsilon: epsilon)
  }

  /// v ← v + g², φ ← φ - α g / (√v + ε) (Duchi et al. 2011).
  public static func adagrad(_ rate: LearningRate, epsilon: Float = 1e-8) -> Optimizer {
    Optimizer(rule: .adagrad(epsilon), rate: rate)
  }
  @_disfavoredOverload
  public static func adagrad(_ rate: Double, epsilon: Float = 1e-8) -> Optimizer {
    .adagrad(.constant(rate), epsilon: epsilon)
  }

  /// v ← γ v + (1 - γ) g², φ ← φ - α g / (√v + ε) (Hinton et al. 2012).
  public static func rmsprop(
    _ rate: LearningRate, gamma: Float = 0.9, epsilon: Float = 1e-8
  ) -> Optimizer {
    Optimizer(rule: .rmsprop(gamma, epsilon), rate: rate)
  }
  @_disfavoredOverload
  public static func rmsprop(
    _ rate: Double, gamma: Float = 0.9, epsilon: Float = 1e-8
  ) -> Optimizer {
    .rmsprop(.constant(rate), gamma: gamma, epsilon: epsilon)
  }

  /// Adam with parameters that decay by themselves, φ ← (1 - α λ) φ before its step (Loshchilov and
  /// Hutter 2019).
  public static func adamW(
    _ rate: LearningRate, decay: Float = 0.01, beta: Float = 0.9, gamma: Float = 0.999,
    epsilon: Float = 1e-8
  ) -> Optimizer {
    Optimizer(rule: .adamW(beta, gamma, epsilon, decay: decay), rate: rate)
  }
  @_disfavoredOverload
  public static func adamW(
    _ rate: Double, decay: Float = 0.01, beta: Float = 0.9, gamma: Float = 0.999,
    epsilon: Float = 1e-8
  ) -> Optimizer {
    .adamW(.constant(rate), decay: decay, beta: beta, gamma: gamma, epsilon: epsilon)
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
  ///   - pass: what else the step sets, where the model is traced with it.
  /// - Returns: the parameters after the update.
  @discardableResult
  public func update(
    _ parameters: Value, named name: String, step: Value, in trace: Trace,
    pass: TrainingPass? = nil, objective: (Value) -> Value
  ) -> Value {
    let rate = rate.value(step)
    func memory(_ what: String) -> Value {
      trace.state("\(name)/\(what)", .zeros(parameters.shape))
    }
    func move(to next: Value) -> Value {
      let settled = pass?.settled(next) ?? next
      trace.update(parameters, to: settled)
      return settled
    }
    switch rule {
    case .descent:
      return move(to: parameters - rate * objective(parameters).gradient(parameters))
    case .momentum(let beta):
      let momentum = memory("momentum")
      let next = beta * momentum + (1 - beta) * objective(parameters).gradient(parameters)
      trace.update(momentum, to: next)
      return move(to: parameters - rate * next)
    case .nesterov(let beta):
      let momentum = memory("momentum")
      let ahead = parameters - (rate * beta) * momentum
      let next = beta * momentum + (1 - beta) * objective(ahead).gradient(ahead)
      trace.update(momentum, to: next)
      return move(to: parameters - rate * next)
    case .normalized(let epsilon):
      let gradient = objective(parameters).gradient(parameters)
      return move(to: parameters - rate * gradient / (gradient.abs() + epsilon))
    case .adagrad(let epsilon):
      let gradient = objective(parameters).gradient(parameters), square = memory("square")
      let next = square + gradient.squared()
      trace.update(square, to: next)
      return move(to: parameters - rate * gradient / (next.squareRoot() + epsilon))
    case .rmsprop(let gamma, let epsilon):
      let gradient = objective(parameters).gradient(parameters), square = memory("square")
      let next = gamma * square + (1 - gamma) * gradient.squared()
      trace.update(square, to: next)
      return move(to: parameters - rate * gradient / (next.squareRoot() + epsilon))
    case .adam(let beta, let gamma, let epsilon):
      let gradient = objective(parameters).gradient(parameters)
      return move(
        to: parameters - rate * adamStep(gradient, beta, gamma, epsilon, memory, name, trace))
    case .adamW(let beta, let gamma, let epsilon, let decay):
      let gradient = objective(parameters).gradient(parameters)
      let step = adamStep(gradient, beta, gamma, epsilon, memory, name, trace)
      return move(to: parameters * (1 - rate * decay) - rate * step)
    }
  }

  /// Adam's step for a rate of one, whose states it updates.
  private func adamStep(
    _ gradient: Value, _ beta: Float, _ gamma: Float, _ epsilon: Float,
    _ memory: (String) -> Value, _ name: String, _ trace: Trace
  ) -> Value {
    let momentum = memory("momentum"), square = memory("square")
    let nextMomentum = beta * momentum + (1 - beta) * gradient
    let nextSquare = gamma * square + (1 - gamma) * gradient.squared()
    // The powers of β and γ that undo the start at zero.
    let powerBeta = trace.state("\(name)/power of beta", Tensor(beta))
    let powerGamma = trace.state("\(name)/power of gamma", Tensor(gamma))
    trace.update(momentum, to: nextMomentum)
    trace.update(square, to: nextSquare)
    trace.update(powerBeta, to: powerBeta * beta)
    trace.update(powerGamma, to: powerGamma * gamma)
    let correction = 1 / (1 - powerGamma)
    return (1 / (1 - powerBeta)) * nextMomentum
      / ((nextSquare * correction).squareRoot() + epsilon)
  }
}

/// Training on all examples at once by methods that try several lengths of each step: gradient
/// descent with line search (UDL section 6.1) and L-BFGS (Liu and Nocedal 1989).
///
///     let run = try Minimization(model, loss: .leastSquares, on: data).run(steps: 50, key: key)
public struct Minimization<M: Model>: Sendable {
  public enum Method: Hashable, Sendable {
    /// Along the negative gradient.
    case descent
    /// Along the negative gradient as seen through the curvature of so many past steps.
    case lbfgs(memory: Int)
  }

  public let model: M
  public let loss: Loss
  public let examples: Examples
  public let method: Method

  public init(
    _ model: M, loss: Loss, on examples: Examples, method: Method = .lbfgs(memory: 10)
  ) {
    self.model = model
    self.loss = loss
    self.examples = examples
    self.method = method
  }

  /// Makes up to `steps` steps and keeps all points; stops where no step makes the loss smaller.
  /// Sums are taken in Double, the loss and its gradient in Float.
  ///
  /// - Throws: `NumericalError` when the loss is not finite where it starts; `ShapeError` when
  ///   model, loss and examples don't fit together.
  public func run(steps: Int, key: Key, from start: Tensor? = nil) throws -> Recording<M> {
    let evaluation = Execution(try program())
    func evaluate(_ point: [Double]) throws -> (loss: Double, gradient: [Double]) {
      evaluation["parameters"] = Tensor(point)
      try evaluation.run()
      return (Double(evaluation["loss"].scalar), evaluation["gradient"].doubles)
    }

    var point = (start?.flattened() ?? model.layout.initial(key.fold("parameters"))).doubles
    var current = try evaluate(point)
    guard current.loss.isFinite else {
      throw NumericalError(
        step: 0, quantity: "loss", operation: "its computation", scope: "",
        remedy: "start elsewhere or scale the data")
    }
    var memory = CurvatureMemory(limit: method.memory)
    var points = [point], losses = [current.loss], length = 1.0
    for _ in 0..<steps {
      let direction = memory.direction(current.gradient)
      let slope = dot(direction, current.gradient)
      guard slope < 0 else { break }
      // A bracket is halved, or doubled while it has no end, until the loss falls by a part of what
      // the slope promises and the slope by a part of itself (Wolfe 1969; Lewis and Overton 2013).
      // What is known of the curvature makes 1 a good first guess; else it's twice the last length.
      var trial = memory.isEmpty ? 2 * length : 1.0
      var low = 0.0, high = Double.infinity
      var found: (point: [Double], loss: Double, gradient: [Double])?
      for _ in 0..<50 {
        let next = zip(point, direction).map { $0 + trial * $1 }
        let result = try evaluate(next)
        if !(result.loss <= current.loss + 1e-4 * trial * slope) {
          high = trial
        } else {
          (found, length, low) = ((next, result.loss, result.gradient), trial, trial)
          if dot(direction, result.gradient) >= 0.9 * slope { break }
        }
        trial = high.isFinite ? (low + high) / 2 : 2 * low
      }
      guard let found, found.loss < current.loss else { break }
      memory.note(
        step: zip(found.point, point).map { $0 - $1 },
        change: zip(found.gradient, current.gradient).map { $0 - $1 })
      point = found.point
      current = (found.loss, found.gradient)
      points.append(point)
      losses.append(current.loss)
    }
    TrainingLog.note(parameters: model.layout.count, steps: points.count - 1)
    return Recording(
      model: model, loss: loss, steps: Array(points.indices), lossRecord: Tensor(losses),
      path: Tensor(points.flatMap { $0 }, shape: [points.count, point.count]))
  }

  private func program() throws -> Program {
    try Program { trace in
      let parameters = trace.input("parameters", [model.layout.count])
      let outputs = model(
        trace.constant(examples.inputs), Parameters(parameters, model.layout), trace)
      let value = loss(outputs, trace.constant(examples.targets)).sum()
      trace.output("loss", value)
      trace.output("gradient", value.gradient(parameters))
    }
  }
}

extension Minimization.Method {
  fileprivate var memory: Int {
    switch self {
    case .descent: 0
    case .lbfgs(let memory): memory
    }
  }
}

/// The last steps and how the gradient changed over them, which tell the curvature.
private struct CurvatureMemory {
  let limit: Int
  private var pairs: [(step: [Double], change: [Double], product: Double)] = []

  init(limit: Int) {
    self.limit = limit
  }

  var isEmpty: Bool { pairs.isEmpty }

  mutating func note(step: [Double], change: [Double]) {
    let product = dot(step, change)
    // Without positive curvature along the step there is nothing to learn from it.
    guard limit > 0, product > 1e-10 * dot(change, change) else { return }
    pairs.append((step, change, product))
    if pairs.count > limit { pairs.removeFirst() }
  }

  /// The two-loop recursion (Nocedal and Wright, algorithm 7.4).
  func direction(_ gradient: [Double]) -> [Double] {
    var q = gradient
    var weights: [Double] = []
    for pair in pairs.reversed() {
      let weight = dot(pair.step, q) / pair.product
      weights.append(weight)
      q = zip(q, pair.change).map { $0 - weight * $1 }
    }
    if let last = pairs.last {
      let scale = last.product / dot(last.change, last.change)
      q = q.map { scale * $0 }
    }
    for (pair, weight) in zip(pairs, weights.reversed()) {
      let other = dot(pair.change, q) / pair.product
      q = zip(q, pair.step).map { $0 + (weight - other) * $1 }
    }
    return q.map { -$0 }
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

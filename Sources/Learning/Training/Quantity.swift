/// What to record along a training beside its loss: an expression in what a step has at hand.
///
///     let largest = Quantity("largest weight") { step in step["layer 1/weights"].abs().max() }
///     let run = try Training(
///       model, loss: .crossEntropy, on: train, batch: .random(100), optimizer: .sgd(0.01),
///       quantities: [largest, .gradientNorm, .accuracy(on: test, named: "test accuracy")]
///     ).run(steps: 10_000, key: key, recordEvery: 50)
///     run.values(of: "test accuracy")
///
/// It is computed before the step's update, in the steps that are recorded only.
public struct Quantity: Sendable {
  public let name: String
  let value: @Sendable (TrainingStep) -> Value

  /// A quantity of any shape.
  public init(_ name: String, _ value: @escaping @Sendable (TrainingStep) -> Value) {
    self.name = name
    self.value = value
  }

  /// The length of the vector of all parameters, "parameter norm".
  public static let parameterNorm = Quantity("parameter norm") { step in
    step.parameters.squared().sum().squareRoot()
  }

  /// The length of the gradient, "gradient norm".
  public static let gradientNorm = Quantity("gradient norm") { step in
    step.gradient.squared().sum().squareRoot()
  }

  /// The mean and the variance of the gradient's elements for the parameter called `parameter`,
  /// "gradient of …".
  public static func gradientStatistics(of parameter: String) -> Quantity {
    Quantity("gradient of \(parameter)") { step in
      let gradient = step.gradient(of: parameter).flattened()
      return .concatenated([
        gradient.mean([0], keepingAxes: true),
        gradient.variance([0], keepingAxes: true),
      ])
    }
  }

  /// The part of the batch that is classified rightly, "accuracy"; of an ensemble, each member's.
  public static let accuracy = Quantity("accuracy") { step in
    accuracy(step.outputs, step.targets)
  }

  /// The part of other examples that is classified rightly.
  public static func accuracy(on examples: Examples, named name: String) -> Quantity {
    Quantity(name) { step in
      accuracy(
        step.evaluated(examples.inputs), step.parameters.constant(examples.targets))
    }
  }

  /// A loss on other examples, such as those of a test set.
  public static func loss(_ loss: Loss, on examples: Examples, named name: String) -> Quantity {
    Quantity(name) { step in
      loss(step.evaluated(examples.inputs), step.parameters.constant(examples.targets))
    }
  }

  /// Outputs `[…, batch, classes]` against numbers of classes, or logits `[…, batch, 1]` against
  /// labels 0 and 1.
  private static func accuracy(_ outputs: Value, _ targets: Value) -> Value {
    guard outputs.shape[-1] > 1 else {
      let labels = Loss.aligned(targets, outputs)
      return outputs.isGreater(than: 0).isEqual(to: labels.isGreater(than: 0.5)).mean([-2, -1])
    }
    return outputs.argmax().isEqual(to: targets).mean([-1])
  }
}

/// What a training step has at hand when it is traced.
public struct TrainingStep {
  public let trace: Trace
  /// All parameters in one vector.
  public let parameters: Value
  /// The step's batch.
  public let inputs: Value
  public let targets: Value
  /// The model's outputs for the batch, as in a training: with dropout, and so on.
  public let outputs: Value
  /// The loss of the batch; of an ensemble, one number a member.
  public let loss: Value
  private let layout: ParameterLayout
  private let evaluate: (Value) -> Value

  init(
    trace: Trace, parameters: Value, inputs: Value, targets: Value, outputs: Value, loss: Value,
    layout: ParameterLayout, evaluate: @escaping (Value) -> Value
  ) {
    self.trace = trace
    self.parameters = parameters
    self.inputs = inputs
    self.targets = targets
    self.outputs = outputs
    self.loss = loss
    self.layout = layout
    self.evaluate = evaluate
  }

  /// The gradient of the loss with respect to all parameters.
  public var gradient: Value { loss.sum().gradient(parameters) }

  /// The parameter called `name`: "layer 2/weights".
  public subscript(name: String) -> Value { Parameters(parameters, layout)[name] }

  /// The gradient of the loss with respect to the parameter called `name`.
  public func gradient(of name: String) -> Value { Parameters(gradient, layout)[name] }

  /// The model's outputs for other inputs, as after a training: without dropout, and so on.
  public func evaluated(_ inputs: Tensor) -> Value { evaluate(trace.constant(inputs)) }
}

/// The training of a model: everything but the number of steps and the key.
///
///     let run = try Training(
///       MLP([2, 8, 1]), loss: .binaryLogistic, on: data, batch: .random(64),
///       optimizer: .adam(0.01)
///     ).run(steps: 4000, key: lab.key("training"), recordEvery: 20)
///     run.losses.last
///     run.fitted(x)
///
/// Beside the loss and the parameters it records what you declare, such as
/// `quantities: [.gradientNorm, .accuracy(on: test, named: "test accuracy")]`.
public struct Training<M: Model>: Sendable {
  public let model: M
  public let loss: Loss
  public let examples: Examples
  public let batch: Batch
  public let optimizer: Optimizer
  public let quantities: [Quantity]

  public init(
    _ model: M, loss: Loss, on examples: Examples, batch: Batch = .full, optimizer: Optimizer,
    quantities: [Quantity] = []
  ) {
    self.model = model
    self.loss = loss
    self.examples = examples
    self.batch = batch
    self.optimizer = optimizer
    self.quantities = quantities
  }

  /// Trains for `steps` steps and keeps the parameters, the loss and the quantities of steps 0,
  /// `every`, 2 `every`, … and of the last.
  ///
  /// The same key gives the same run. It draws the starting parameters ("parameters"), unless
  /// `start` gives them, the batches ("batches") and what layers draw ("layers").
  ///
  /// - Throws: `NumericalError` when the loss is no longer finite; `ShapeError` when model, loss
  ///   and examples don't fit together.
  public func run(
    steps: Int, key: Key, from start: Tensor? = nil, recordEvery every: Int = 1
  ) throws -> Recording<M> {
    let execution = Execution(try program(key: key, from: start))
    if quantities.isEmpty {
      try execution.run(steps: steps, recordEvery: every)
    } else {
      // Quantities may cost more than a step, so they are computed only where they are recorded.
      try execution.run(
        rounds: steps, of: [.record("quantities", every: every), .steps(1, of: "main")])
    }
    TrainingLog.note(parameters: model.layout.count, steps: steps)
    guard let losses = execution.records["loss"], let path = execution.records["parameters"] else {
      preconditionFailure("a training records its loss and its parameters")
    }
    var recording = Recording(
      model: model, loss: loss, steps: execution.recordedSteps, lossRecord: losses, path: path)
    for quantity in quantities {
      recording.quantities[quantity.name] = execution.records["quantity \(quantity.name)"]
    }
    return recording
  }

  /// Trains as `run(steps:key:from:recordEvery:)` does, from given parameters.
  public func run(
    steps: Int, key: Key, from start: [Double], recordEvery every: Int = 1
  ) throws -> Recording<M> {
    try run(steps: steps, key: key, from: Tensor(start), recordEvery: every)
  }

  /// One training step as a program, with the state "parameters" and the output "loss"; the routine
  /// "quantities" records what the step starts from.
  public func program(key: Key, from start: Tensor? = nil) throws -> Program {
    let layout = model.layout
    return try Program { trace in
      let parameters = trace.state(
        "parameters", start?.flattened() ?? layout.initial(key.fold("parameters")))
      let (x, y) = batch.pick(
        trace.constant(examples.inputs), trace.constant(examples.targets),
        key: key.fold("batches"), in: trace)
      let pass = TrainingPass(key: key.fold("layers"))
      func outputs(_ point: Value) -> Value {
        model(x, Parameters(point, layout, training: pass), trace)
      }
      func lossAt(_ point: Value) -> Value { loss(outputs(point), y) }
      let current = lossAt(parameters)
      optimizer.update(
        parameters, named: "optimizer", step: trace.step, in: trace, pass: pass
      ) { lossAt($0).sum() }
      trace.output("loss", current)
      trace.check("loss", current)
      func record() {
        trace.record("parameters", parameters)
        trace.record("loss", current)
      }
      guard !quantities.isEmpty else { return record() }
      let step = TrainingStep(
        trace: trace, parameters: parameters, inputs: x, targets: y,
        outputs: outputs(parameters), loss: current, layout: layout
      ) { model($0, Parameters(parameters, layout), trace) }
      trace.routine("quantities") {
        record()
        for quantity in quantities {
          trace.record("quantity \(quantity.name)", quantity.value(step))
        }
      }
    }
  }
}

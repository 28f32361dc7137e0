/// The training of a model: everything but the number of steps and the key.
///
///     let run = try Training(
///       MLP([2, 8, 1]), loss: .binaryLogistic, on: data, batch: .random(64),
///       optimizer: .adam(0.01)
///     ).run(steps: 4000, key: lab.key("training"), recordEvery: 20)
///     run.losses.last
///     run.fitted(x)
public struct Training<M: Model>: Sendable {
  public let model: M
  public let loss: Loss
  public let examples: Examples
  public let batch: Batch
  public let optimizer: Optimizer

  public init(
    _ model: M, loss: Loss, on examples: Examples, batch: Batch = .full, optimizer: Optimizer
  ) {
    self.model = model
    self.loss = loss
    self.examples = examples
    self.batch = batch
    self.optimizer = optimizer
  }

  /// Trains for `steps` steps and keeps the parameters and the loss of steps 0, `every`, 2 `every`,
  /// … and of the last.
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
    try execution.run(steps: steps, recordEvery: every)
    guard let losses = execution.records["loss"], let path = execution.records["parameters"] else {
      preconditionFailure("a training records its loss and its parameters")
    }
    return Recording(
      model: model, loss: loss, steps: execution.recordedSteps, lossRecord: losses, path: path)
  }

  /// Trains as `run(steps:key:from:recordEvery:)` does, from given parameters.
  public func run(
    steps: Int, key: Key, from start: [Double], recordEvery every: Int = 1
  ) throws -> Recording<M> {
    try run(steps: steps, key: key, from: Tensor(start), recordEvery: every)
  }

  /// One training step as a program, with the state "parameters" and the output "loss".
  public func program(key: Key, from start: Tensor? = nil) throws -> Program {
    let layout = model.layout
    return try Program { trace in
      let parameters = trace.state(
        "parameters", start?.flattened() ?? layout.initial(key.fold("parameters")))
      let (x, y) = batch.pick(
        trace.constant(examples.inputs), trace.constant(examples.targets),
        key: key.fold("batches"), in: trace)
      let pass = TrainingPass(key: key.fold("layers"))
      func lossAt(_ point: Value) -> Value {
        loss(model(x, Parameters(point, layout, training: pass), trace), y)
      }
      let current = lossAt(parameters)
      optimizer.update(
        parameters, named: "optimizer", step: trace.step, in: trace, pass: pass
      ) { lossAt($0).sum() }
      trace.record("parameters", parameters)
      trace.record("loss", current)
      trace.output("loss", current)
      trace.check("loss", current)
    }
  }
}

/// The training of a fully connected classifier on all examples in every step, fast.
///
/// It does what `Training` does with the full batch and the cross-entropy, but lays examples out as
/// columns of matrices, so that the processor's vectors are full however few units a layer has, and
/// goes through them part by part, so that what a part leaves for its gradient is still in cache
/// when the gradient is taken.
///
///     let model = MLP([40, 100, 100, 10])
///     let fitted = try FullBatchTraining(model, on: data, optimizer: .adam(0.005))
///       .run(steps: 2000, key: lab.key("width 100"))
public struct FullBatchTraining: Sendable {
  public let model: MLP
  public let examples: Examples
  public let optimizer: Optimizer
  /// The number of examples in a part.
  public let part: Int

  /// - Parameters:
  ///   - examples: inputs `[count, inputs]`, targets the numbers of the classes `[count]`.
  ///   - part: how many examples are looked at together; it changes the result by rounding only.
  public init(_ model: MLP, on examples: Examples, optimizer: Optimizer, part: Int = 800) {
    precondition(part > 0, "a part holds at least one example")
    self.model = model
    self.examples = examples
    self.optimizer = optimizer
    self.part = part
  }

  /// Trains for `steps` steps. As in `Training`, the starting parameters are drawn with the key's
  /// fold "parameters".
  ///
  /// - Throws: `NumericalError` when the loss is no longer finite; `ShapeError` when model and
  ///   examples don't fit together.
  public func run(steps: Int, key: Key) throws -> Fitted<MLP> {
    let execution = Execution(try program(key: key))
    try execution.run(steps: steps)
    TrainingLog.note(parameters: model.layout.count, steps: steps)
    return model.with(execution["parameters"])
  }

  /// One training step as a program, with the state "parameters".
  public func program(key: Key) throws -> Program {
    let layout = model.layout
    return try Program { trace in
      let parameters = trace.state("parameters", layout.initial(key.fold("parameters")))
      var total = trace.constant(0)
      optimizer.update(parameters, named: "optimizer", step: trace.step, in: trace) { point in
        var gradient = trace.constant(Tensor.zeros([layout.count]))
        for start in stride(from: 0, to: examples.count, by: part) {
          let rows = start..<min(start + part, examples.count)
          let loss = loss(of: rows, Parameters(point, layout), trace)
          total = total + loss
          gradient = gradient + loss.gradient(point)
        }
        // The optimiser takes the gradient of what it is given; this function has the right one.
        return (point * gradient.detached()).sum()
      }
      trace.check("loss", total)
    }
  }

  /// A part's share of the mean cross-entropy.
  private func loss(of rows: Range<Int>, _ parameters: Parameters, _ trace: Trace) -> Value {
    let hot = examples.targets.slice(0, rows).oneHot(classes: model.widths.last ?? 1)
    var columns = trace.constant(examples.inputs.slice(0, rows).transposed())
    for (index, name) in model.layerNames.enumerated() {
      if index > 0 { columns = model.activation(columns) }
      let layer = parameters.part(name)
      columns = layer["weights"].matmul(columns) + layer["biases"].expanded(-1)
    }
    let likely = (columns * trace.constant(hot.transposed())).sum()
    return (columns.logSumExp(0).sum() - likely) / Float(examples.count)
  }
}

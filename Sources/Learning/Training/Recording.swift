/// What a training left: the parameters and losses of the recorded steps.
public struct Recording<M: Model>: Sendable {
  public let model: M
  public let loss: Loss
  /// The recorded steps: 0 is the start.
  public let steps: [Int]
  /// The loss of each recorded step on that step's batch, `[rows]`, or `[rows, members]`.
  public let lossRecord: Tensor
  /// The parameters before each recorded step, `[rows, parameters]`.
  public let path: Tensor
  /// What else the training recorded, by name: a row for each recorded step.
  public internal(set) var quantities: [String: Tensor] = [:]

  /// A recorded quantity of one number a step.
  public func values(of quantity: String) -> [Double] {
    guard let record = quantities[quantity], record.count == steps.count else {
      fatalError("the training recorded no single number called \(quantity)")
    }
    return record.doubles
  }

  /// The loss of each recorded step on that step's batch; of an ensemble, the mean of its members'.
  public var losses: [Double] {
    let width = lossRecord.count / max(steps.count, 1)
    return steps.indices.map { row in
      lossRecord.elements[(row * width)..<((row + 1) * width)].reduce(0) { $0 + Double($1) }
        / Double(width)
    }
  }

  /// The parameters of a recorded step as plain numbers.
  public func parameters(_ row: Int) -> [Double] { fitted(row).parameters.doubles }

  /// The parameters of all recorded steps, one array a step.
  public var points: [[Double]] { steps.indices.map(parameters) }

  /// The model as it was at a recorded step.
  public func fitted(_ row: Int) -> Fitted<M> {
    let width = path.shape[1]
    return Fitted(model, Tensor(Array(path.elements[(row * width)..<((row + 1) * width)])))
  }

  /// The trained model.
  public var fitted: Fitted<M> { fitted(steps.count - 1) }

  /// The loss of every recorded step on given examples, such as all of the training's, or a test
  /// set.
  ///
  /// - Throws: `ShapeError` when the examples don't fit the model.
  public func losses(on examples: Examples) throws -> [Double] {
    let program = try Program { trace in
      let parameters = trace.input("parameters", [path.shape[1]])
      let outputs = model(
        trace.constant(examples.inputs), Parameters(parameters, model.layout), trace)
      trace.output("loss", loss(outputs, trace.constant(examples.targets)).mean())
    }
    let run = Execution(program)
    return try steps.indices.map { row in
      run["parameters"] = fitted(row).parameters
      try run.run()
      return Double(run["loss"].scalar)
    }
  }
}

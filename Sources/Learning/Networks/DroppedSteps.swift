/// What one training step of a network with dropout saw (UDL, figure 9.8).
public struct DroppedStep: Hashable, Codable, Sendable {
  /// Which units of each hidden layer were kept.
  public let kept: [[Bool]]
  /// What the network gave with the others at zero and the kept ones scaled up.
  public let output: [Double]
}

extension Fitted where M == MLP {
  /// Runs the network with dropout after each hidden layer, as a training does, for some steps on
  /// one input; the masks are those that the layer `Dropout` has applied.
  ///
  /// - Parameter rate: the probability of a unit to be dropped.
  /// - Throws: `ShapeError` when the input doesn't fit the network.
  public func droppedSteps(
    _ steps: Int, rate: Double, input: [Double], key: Key
  ) throws -> [DroppedStep] {
    let widths = model.widths.dropFirst().dropLast()
    let program = try Program { trace in
      let vector = trace.constant(parameters)
      let own = Parameters(vector, model.layout, training: TrainingPass(key: key))
      var x = trace.constant(Tensor(input, shape: [1, input.count]))
      for (index, width) in model.widths.dropFirst().enumerated() {
        let name = "layer \(index + 1)"
        x = Dense(model.widths[index], width)(x, own.part(name), trace)
        guard index < widths.count else { continue }
        let mask = Dropout(rate)(trace.constant(.ones([1, width])), own.part(name), trace)
        trace.record(name, mask)
        x = model.activation(x) * mask
      }
      trace.record("output", x)
    }
    let run = Execution(program)
    try run.run(steps: steps, recordEvery: 1)
    func rows(_ name: String, _ width: Int) -> [[Double]] {
      let numbers = run.records[name]?.doubles ?? []
      return (0..<steps).map { Array(numbers[($0 * width)..<(($0 + 1) * width)]) }
    }
    let masks = widths.enumerated().map { rows("layer \($0 + 1)", $1) }
    let outputs = rows("output", model.widths[model.widths.count - 1])
    return (0..<steps).map { step in
      DroppedStep(kept: masks.map { $0[step].map { $0 > 0 } }, output: outputs[step])
    }
  }
}

extension ReLUNetwork {
  /// The network without some of its hidden units: their weights, in and out, are zero.
  ///
  /// - Parameters:
  ///   - kept: for each hidden layer which units stay.
  ///   - scale: what the others' outputs are multiplied by.
  public func keeping(_ kept: [[Bool]], scale: Double = 1) throws -> ReLUNetwork {
    guard kept.count == layers.count - 1,
      zip(kept, layers).allSatisfy({ $0.count == $1.outputCount })
    else {
      throw RegionsError(
        "A network of \(layers.count - 1) hidden layers needs a mask for each, with an entry for "
          + "each unit.")
    }
    return try ReLUNetwork(
      layers: layers.enumerated().map { index, layer in
        let sources = index > 0 ? kept[index - 1] : [Bool](repeating: true, count: layer.inputCount)
        let targets =
          index < kept.count ? kept[index] : [Bool](repeating: true, count: layer.outputCount)
        let factor = index > 0 ? scale : 1
        let weights = targets.indices.flatMap { unit in
          sources.indices.map { source in
            targets[unit] && sources[source]
              ? factor * layer.weights[unit * sources.count + source] : 0
          }
        }
        return try Layer(
          inputCount: layer.inputCount, outputCount: layer.outputCount, weights: weights,
          biases: zip(targets, layer.biases).map { $0 ? $1 : 0 })
      })
  }
}

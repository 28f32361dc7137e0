/// Dropout (UDL section 9.3.3): in a training each element is zero with probability `rate`, and the
/// others are scaled up; otherwise nothing changes.
public struct Dropout: Model, Hashable {
  public let rate: Double

  public init(_ rate: Double) {
    self.rate = rate
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    guard let key = parameters.trainingKey else { return x }
    return trace.dropout(x, rate: Float(rate), key: key.fold("dropout"))
  }
}

/// Normal noise added in a training (UDL section 9.3.4); otherwise nothing changes.
public struct GaussianNoise: Model, Hashable {
  public let standardDeviation: Double

  public init(_ standardDeviation: Double) {
    self.standardDeviation = standardDeviation
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    guard let key = parameters.trainingKey else { return x }
    return trace.noisy(x, standardDeviation: Float(standardDeviation), key: key.fold("noise"))
  }

  /// What the layer makes of `x` in each of some training steps.
  public func draws(of x: Tensor, steps: Int, key: Key) throws -> [Tensor] {
    let program = try Program { trace in
      let own = Parameters(
        trace.constant(Tensor.zeros([0])), layout, training: TrainingPass(key: key))
      trace.record("noisy", self(trace.constant(x), own, trace))
    }
    let run = Execution(program)
    try run.run(steps: steps, recordEvery: 1)
    let numbers = run.records["noisy"]?.elements ?? []
    return (0..<steps).map { step in
      Tensor(Array(numbers[(step * x.count)..<((step + 1) * x.count)]), shape: x.shape)
    }
  }
}

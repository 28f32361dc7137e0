/// Batch normalisation of `[batch, channels, …]` (UDL section 11.4): in a training each channel
/// gets mean 0 and variance 1 over the batch, then a learned scale and offset. Otherwise the means
/// and variances are running averages over the batches of the training.
///
/// The running averages lie among the parameters, so that a fitted model is complete; gradients
/// don't reach them.
public struct BatchNorm: Model, Hashable {
  public let channels: Int
  /// With a number: statistics over runs of so many examples (ghost batches).
  public let ghost: Int?
  /// The weight of the step's batch in the running averages.
  public let momentum: Double

  public init(_ channels: Int, ghost: Int? = nil, momentum: Double = 0.1) {
    self.channels = channels
    self.ghost = ghost
    self.momentum = momentum
  }

  public var parameters: [Parameter] {
    [
      Parameter("scales", [channels], .constant(1)), Parameter("offsets", [channels]),
      Parameter("running means", [channels]),
      Parameter("running variances", [channels], .constant(1)),
    ]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let places = Shape([channels] + [Int](repeating: 1, count: max(x.shape.rank - 2, 0)))
    func perChannel(_ name: String) -> Value { parameters[name].reshaped(places) }
    let normalized: Value
    if parameters.trainingKey != nil {
      normalized = x.batchNormalized(ghost: ghost)
      let axes = [0] + Array(2..<max(x.shape.rank, 2)), weight = Float(momentum)
      for (name, statistic) in [
        ("running means", x.mean(axes)), ("running variances", x.variance(axes)),
      ] {
        parameters.set(name, to: (1 - weight) * parameters[name] + weight * statistic)
      }
    } else {
      normalized =
        (x - perChannel("running means"))
        / (perChannel("running variances") + 1e-5).squareRoot()
    }
    return normalized * perChannel("scales") + perChannel("offsets")
  }
}

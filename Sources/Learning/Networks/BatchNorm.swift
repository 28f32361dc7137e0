/// Batch normalisation of `[batch, channels, …]` (UDL section 11.4): in a training each channel
/// gets mean 0 and variance 1 over the batch, then a learned scale and offset. Otherwise the means
/// and variances are running averages over the batches of the training.
///
/// The running averages lie among the parameters, so that a fitted model is complete; gradients
/// don't reach them.
///
/// With a leading ensemble axis on its parameters it maps `[members, batch, channels]`, or a shared
/// `[batch, channels]`, to `[members, batch, channels]`, with statistics of each member's own.
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
    guard parameters["scales"].shape.rank == 1 else { return ensemble(x, parameters) }
    let places = Shape([channels] + [Int](repeating: 1, count: max(x.shape.rank - 2, 0)))
    return transformed(
      x, parameters, axes: [0] + Array(2..<max(x.shape.rank, 2)), places: places
    ) { $0.batchNormalized(ghost: ghost) }
  }

  /// Members before the batch: each channel of each member is normalised by itself.
  private func ensemble(_ x: Value, _ parameters: Parameters) -> Value {
    let members = parameters["scales"].shape[0]
    let x = x.shape.rank == 2 ? x.broadcast(to: [members, x.shape[0], channels]) : x
    return transformed(x, parameters, axes: [1], places: [members, 1, channels]) { x in
      // Members and channels together are channels of one batch.
      let batch = x.shape[1]
      return x.permuted([1, 0, 2]).reshaped([batch, members * channels])
        .batchNormalized(ghost: ghost).reshaped([batch, members, channels]).permuted([1, 0, 2])
    }
  }

  /// `axes` are those of the batch and of places, `places` the shape that aligns parameters.
  private func transformed(
    _ x: Value, _ parameters: Parameters, axes: [Int], places: Shape, normalized: (Value) -> Value
  ) -> Value {
    func perChannel(_ name: String) -> Value { parameters[name].reshaped(places) }
    let standard: Value
    if parameters.trainingKey != nil {
      standard = normalized(x)
      let weight = Float(momentum)
      for (name, statistic) in [
        ("running means", x.mean(axes)), ("running variances", x.variance(axes)),
      ] {
        parameters.set(name, to: (1 - weight) * parameters[name] + weight * statistic)
      }
    } else {
      standard =
        (x - perChannel("running means"))
        / (perChannel("running variances") + 1e-5).squareRoot()
    }
    return standard * perChannel("scales") + perChannel("offsets")
  }
}

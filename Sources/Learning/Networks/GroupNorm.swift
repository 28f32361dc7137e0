/// Group normalisation of `[batch, channels, …]` (Wu and He 2018): each example's channels, in
/// groups of neighbours, get mean 0 and variance 1, then each channel a learned scale and offset.
public struct GroupNorm: Model, Hashable {
  public let channels: Int
  public let groups: Int

  public init(_ channels: Int, groups: Int) {
    self.channels = channels
    self.groups = groups
  }

  /// Instance normalisation: each channel is a group (UDL figure 11.14).
  public static func instance(_ channels: Int) -> GroupNorm {
    GroupNorm(channels, groups: channels)
  }

  public var parameters: [Parameter] {
    [Parameter("scales", [channels], .constant(1)), Parameter("offsets", [channels])]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let places = Shape([channels] + [Int](repeating: 1, count: max(x.shape.rank - 2, 0)))
    return x.groupNormalized(groups) * parameters["scales"].reshaped(places)
      + parameters["offsets"].reshaped(places)
  }
}

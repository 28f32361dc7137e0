/// Layer normalisation: each example's last axis gets mean 0 and variance 1, then a learned scale
/// and offset for each of its places (UDL section 11.4).
public struct LayerNorm: Model, Hashable {
  public let width: Int

  public init(_ width: Int) {
    self.width = width
  }

  public var parameters: [Parameter] {
    [Parameter("scales", [width], .constant(1)), Parameter("offsets", [width])]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.normalized([-1]) * parameters["scales"] + parameters["offsets"]
  }
}

/// A 1-D convolutional layer (UDL section 10.2): `[batch, channels, length]` to
/// `[batch, outputs, places]`.
public struct Conv1D: Model, Hashable {
  public let channels: Int
  public let outputs: Int
  public let size: Int
  public let stride: Int
  public let padding: Int
  public let dilation: Int

  public init(
    _ channels: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1
  ) {
    self.channels = channels
    self.outputs = outputs
    self.size = size
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  public var parameters: [Parameter] {
    [
      Parameter("weights", [outputs, channels, size], .he(inputs: channels * size)),
      Parameter("biases", [outputs]),
    ]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.convolved1D(
      parameters["weights"], bias: parameters["biases"], stride: stride, padding: padding,
      dilation: dilation)
  }
}

/// A transposed 2-D convolution (UDL figure 10.13): `[batch, channels, height, width]` to
/// `[batch, outputs, rows, columns]`, (height - 1) stride + size - 2 padding rows.
public struct TransposedConv2D: Model, Hashable {
  public let channels: Int
  public let outputs: Int
  public let size: Int
  public let stride: Int
  public let padding: Int

  public init(_ channels: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0) {
    self.channels = channels
    self.outputs = outputs
    self.size = size
    self.stride = stride
    self.padding = padding
  }

  public var parameters: [Parameter] {
    // Each output sums over so many inputs: the windows overlap size / stride times along each
    // axis.
    let inputs = max(1, channels * size * size / (stride * stride))
    return [
      Parameter("weights", [channels, outputs, size, size], .he(inputs: inputs)),
      Parameter("biases", [outputs]),
    ]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.transposeConvolved(
      parameters["weights"], bias: parameters["biases"], stride: stride, padding: padding)
  }
}

/// Multi-head cross-attention (UDL section 12.8): queries from `[batch, places, width]`, keys and
/// values from another sequence `[batch, others, width]`.
public struct CrossAttention: Hashable, Sendable {
  public let width: Int
  public let heads: Int

  /// `width` must be a multiple of `heads`.
  public init(_ width: Int, heads: Int) {
    precondition(width % heads == 0, "the width must be a multiple of the number of heads")
    self.width = width
    self.heads = heads
  }

  private func dense(_ outputs: Int) -> Dense {
    Dense(width, outputs, initializer: .glorot(inputs: width, outputs: width))
  }

  public var parameters: [Parameter] {
    dense(width).parameters.map { $0.inside("queries") }
      + dense(2 * width).parameters.map { $0.inside("keys and values") }
      + dense(width).parameters.map { $0.inside("combination") }
  }

  public func callAsFunction(
    _ x: Value, attending other: Value, _ parameters: Parameters, _ trace: Trace
  ) -> Value {
    let batch = x.shape[0], size = width / heads
    let queries = dense(width)(x, parameters.part("queries"), trace)
      .reshaped([batch, x.shape[1], heads, size]).permuted([0, 2, 1, 3])
    let parts = dense(2 * width)(other, parameters.part("keys and values"), trace)
      .reshaped([batch, other.shape[1], 2, heads, size]).permuted([2, 0, 3, 1, 4])
    let mixed = queries.attention(keys: parts[part: 0], values: parts[part: 1])
      .permuted([0, 2, 1, 3]).reshaped(x.shape)
    return dense(width)(mixed, parameters.part("combination"), trace)
  }
}

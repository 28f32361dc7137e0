/// Multi-head self-attention (UDL section 12.3.3): `[batch, places, width]` to the same shape.
public struct SelfAttention: Model, Hashable {
  public let width: Int
  public let heads: Int
  public let causal: Bool

  /// `width` must be a multiple of `heads`.
  public init(_ width: Int, heads: Int, causal: Bool = false) {
    precondition(width % heads == 0, "the width must be a multiple of the number of heads")
    self.width = width
    self.heads = heads
    self.causal = causal
  }

  private var projection: Dense {
    Dense(width, 3 * width, initializer: .glorot(inputs: width, outputs: width))
  }
  private var combination: Dense {
    Dense(width, width, initializer: .glorot(inputs: width, outputs: width))
  }

  public var parameters: [Parameter] {
    projection.parameters.map { $0.inside("queries, keys and values") }
      + combination.parameters.map { $0.inside("combination") }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let batch = x.shape[0], places = x.shape[1]
    // [3, batch, heads, places, width / heads]
    let parts = projection(x, parameters.part("queries, keys and values"), trace)
      .reshaped([batch, places, 3, heads, width / heads]).permuted([2, 0, 3, 1, 4])
    let mixed = parts[part: 0].attention(
      keys: parts[part: 1], values: parts[part: 2], causal: causal
    )
    .permuted([0, 2, 1, 3]).reshaped([batch, places, width])
    return combination(mixed, parameters.part("combination"), trace)
  }
}

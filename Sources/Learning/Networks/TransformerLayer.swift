/// A transformer layer (UDL figure 12.7): self-attention and a network of two layers at each place,
/// each added to its input, with layer normalisation. `[batch, places, width]` to the same shape.
public struct TransformerLayer: Model, Hashable {
  /// Where the normalisation stands.
  public enum Order: Hashable, Sendable {
    /// Before each part, within the residual branch (Xiong et al. 2020).
    case normalizingBefore
    /// After each sum, as in the book's figure.
    case normalizingAfter
  }

  public let attention: SelfAttention
  public let hidden: Int
  public let activation: Activation
  public let order: Order
  public let dropout: Double

  /// With `causal` a decoder's layer, else an encoder's. `hidden` is four times the width if nil.
  public init(
    _ width: Int, heads: Int, hidden: Int? = nil, causal: Bool = false,
    activation: Activation = .relu, order: Order = .normalizingBefore, dropout: Double = 0
  ) {
    attention = SelfAttention(width, heads: heads, causal: causal)
    self.hidden = hidden ?? 4 * width
    self.activation = activation
    self.order = order
    self.dropout = dropout
  }

  private var width: Int { attention.width }
  private var network: Sequential {
    Sequential(Dense(width, hidden), activation, Dense(hidden, width))
  }
  private var norm: LayerNorm { LayerNorm(width) }

  public var parameters: [Parameter] {
    norm.parameters.map { $0.inside("norm 1") }
      + attention.parameters.map { $0.inside("attention") }
      + norm.parameters.map { $0.inside("norm 2") }
      + network.parameters.map { $0.inside("network") }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let parts: [(String, String, any Model)] = [
      ("norm 1", "attention", attention), ("norm 2", "network", network),
    ]
    return parts.reduce(x) { x, part in
      let (normName, name, model) = part
      func normalized(_ x: Value) -> Value { norm(x, parameters.part(normName), trace) }
      func branch(_ x: Value) -> Value {
        trace.scope(name) {
          Dropout(dropout)(model(x, parameters.part(name), trace), parameters.withKeys(name), trace)
        }
      }
      return order == .normalizingBefore ? x + branch(normalized(x)) : normalized(x + branch(x))
    }
  }
}

/// A learned vector added at each place of `[batch, places, width]` (UDL section 12.3.1); sequences
/// may be shorter than `places`.
public struct PositionEmbedding: Model, Hashable {
  public let places: Int
  public let width: Int

  public init(_ places: Int, width: Int) {
    self.places = places
    self.width = width
  }

  public var parameters: [Parameter] {
    [Parameter("vectors", [places, width], .normal(standardDeviation: 0.1))]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x + parameters["vectors"].slice(0, 0..<x.shape[1])
  }
}

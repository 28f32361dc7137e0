/// An encoder-decoder transformer (UDL section 12.8): the encoder reads a source, the decoder's
/// layers attend to their own past and to the encoder's result.
///
/// The input `[batch, source + target]` holds the source's tokens and then the target's; the output
/// `[batch, target, tokens]` the logits of the token after each of the target's.
public struct EncoderDecoder: Model, Hashable {
  public let tokens: Int
  public let source: Int
  public let target: Int
  public let width: Int
  public let heads: Int
  public let layers: Int

  public init(tokens: Int, source: Int, target: Int, width: Int, heads: Int, layers: Int) {
    self.tokens = tokens
    self.source = source
    self.target = target
    self.width = width
    self.heads = heads
    self.layers = layers
  }

  private var embedding: Embedding { Embedding(tokens, width: width) }
  private var positions: PositionEmbedding { PositionEmbedding(source + target, width: width) }
  private var norm: LayerNorm { LayerNorm(width) }
  private var crossing: CrossAttention { CrossAttention(width, heads: heads) }
  private var head: Dense {
    Dense(width, tokens, initializer: .glorot(inputs: width, outputs: tokens))
  }
  private func layer(causal: Bool) -> TransformerLayer {
    TransformerLayer(width, heads: heads, causal: causal)
  }

  public var parameters: [Parameter] {
    var all = embedding.parameters.map { $0.inside("embedding") }
    all += positions.parameters.map { $0.inside("positions") }
    for index in 1...max(layers, 1) {
      all += layer(causal: false).parameters.map { $0.inside("encoder \(index)") }
      all += layer(causal: true).parameters.map { $0.inside("decoder \(index)") }
      all += crossing.parameters.map { $0.inside("crossing \(index)") }
      all += norm.parameters.map { $0.inside("crossing norm \(index)") }
    }
    return all + norm.parameters.map { $0.inside("norm") }
      + head.parameters.map { $0.inside("head") }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let vectors = positions(
      embedding(x, parameters.part("embedding"), trace), parameters.part("positions"), trace)
    var encoded = vectors.slice(1, 0..<source)
    for index in 1...max(layers, 1) {
      encoded = trace.scope("encoder \(index)") {
        layer(causal: false)(encoded, parameters.part("encoder \(index)"), trace)
      }
    }
    var y = vectors.slice(1, source..<(source + target))
    for index in 1...max(layers, 1) {
      y = trace.scope("decoder \(index)") {
        let own = layer(causal: true)(y, parameters.part("decoder \(index)"), trace)
        return own
          + crossing(
            norm(own, parameters.part("crossing norm \(index)"), trace), attending: encoded,
            parameters.part("crossing \(index)"), trace)
      }
    }
    return head(norm(y, parameters.part("norm"), trace), parameters.part("head"), trace)
  }
}

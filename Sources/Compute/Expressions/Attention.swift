/// Dot-product attention (UDL section 12.2).
extension TensorExpression {
  /// Scaled dot-product self-attention (UDL equation 12.9): queries, of shape
  /// `[…, queries, width]`, against keys `[…, keys, width]` pick among values `[…, keys, size]`.
  ///
  /// With `causal`, a query sees the keys up to its own place only (UDL section 12.7.2).
  public func attention(keys: Self, values: Self, causal: Bool = false) -> Self {
    var scores = matmul(keys.transposed()) * (1 / Float(shape[-1]).squareRoot())
    if causal {
      let queries = shape[-2], count = keys.shape[-2]
      let visible = (0..<queries).flatMap { q in (0..<count).map { Float($0 <= q ? 1 : 0) } }
      // exp(-1e9) is 0 exactly, and unlike infinity leaves gradients finite.
      scores = .select(constant(Tensor(visible, shape: [queries, count])), scores, constant(-1e9))
    }
    return scores.softmax(-1).matmul(values)
  }
}

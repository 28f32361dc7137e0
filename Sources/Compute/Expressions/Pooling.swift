/// Pooling over windows (UDL section 10.4.1), on `[batch, channels, spatial…]`.
extension TensorExpression {
  private func pooled(_ window: Window, outside: Float, _ reduce: (Self) -> Self) -> Self {
    let places = window.places(Array(shape.extents.dropFirst(2)))
    let columns = unfolded(window, outside: outside)
    let size = window.kernel.reduce(1, *)
    return reduce(columns.reshaped([shape[1], size, -1]))
      .reshaped(Shape([shape[1]] + places + [shape[0]])).batchFirst()
  }

  /// The greatest element of each window; equal ones share the gradient.
  public func maxPooled(_ window: Window) -> Self {
    pooled(window, outside: -.infinity) { $0.max([1]) }
  }

  /// The mean of each window; what lies outside counts as zeros.
  public func meanPooled(_ window: Window) -> Self {
    pooled(window, outside: 0) { $0.mean([1]) }
  }
}

extension TensorExpression {
  /// The inverse of max pooling (UDL figure 10.12b): this `[batch, channels, places…]` goes to
  /// where the greatest elements of `source`'s windows stood, with zeros elsewhere. Of equal
  /// elements the first counts.
  public func maxUnpooled(like source: Self, _ window: Window) -> Self {
    let extents = Array(source.shape.extents.dropFirst(2)), places = window.places(extents)
    guard shape.extents == Array(source.shape.extents.prefix(2)) + places else {
      return failing(
        ShapeError("max unpooling", [shape, source.shape], "the shapes don't belong together"))
    }
    let size = window.kernel.reduce(1, *), channels = shape[1]
    let winners = source.unfolded(window, outside: -.infinity).reshaped([channels, size, -1])
      .argmax(1).expanded(1)
      .isEqual(to: constant(Tensor.range(size).reshaped([size, 1])))
    let columns = winners * batchLast().reshaped([channels, 1, -1])
    return columns.reshaped([channels * size, -1])
      .apply(Folding(window: window, target: Shape([channels] + extents + [shape[0]]))).batchFirst()
  }
}

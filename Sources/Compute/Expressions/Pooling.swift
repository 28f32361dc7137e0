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

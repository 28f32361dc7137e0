/// Larger pictures from smaller ones (UDL section 10.4.2), on `[batch, channels, spatial…]`.
extension TensorExpression {
  /// Each element repeated `factor` times along each spatial axis (UDL figure 10.12a).
  public func upsampledNearest(_ factor: Int) -> Self {
    var result = self
    for axis in stride(from: shape.rank - 1, through: 2, by: -1) {
      var wide = result.shape.extents
      wide.insert(factor, at: axis + 1)
      result = result.expanded(axis + 1).broadcast(to: Shape(wide))
        .reshaped(result.shape.replacing(axis, with: result.shape[axis] * factor))
    }
    return result
  }

  /// Linear interpolation between the centres of the elements along each spatial axis; beyond the
  /// outermost centres they are repeated (UDL figure 10.12c).
  public func upsampledLinear(_ factor: Int) -> Self {
    var result = self
    for axis in 2..<Swift.max(shape.rank, 2) {
      let extent = result.shape[axis], target = extent * factor
      var weights = [Float](repeating: 0, count: extent * target)
      for place in 0..<target {
        let position = (Float(place) + 0.5) / Float(factor) - 0.5
        let inside = Swift.min(Swift.max(position, 0), Float(extent - 1))
        let first = Swift.min(Int(inside), Swift.max(extent - 2, 0)), share = inside - Float(first)
        weights[first * target + place] += 1 - share
        if share > 0 { weights[(first + 1) * target + place] += share }
      }
      var order = Array(0..<shape.rank)
      order.swapAt(axis, shape.rank - 1)
      result = result.permuted(order).matmul(constant(Tensor(weights, shape: [extent, target])))
        .permuted(order)
    }
    return result
  }
}

/// Normalisation of activations (UDL section 11.4 and figure 11.14).
extension TensorExpression {
  /// Mean 0 and variance 1 over `axes`; the last for layer normalisation of a vector.
  public func normalized(_ axes: [Int], epsilon: Float = 1e-5) -> Self {
    let centred = self - mean(axes, keepingAxes: true)
    return centred / (centred.squared().mean(axes, keepingAxes: true) + epsilon).squareRoot()
  }

  /// Batch normalisation of `[batch, channels, …]`: each channel gets mean 0 and variance 1 over
  /// the batch and all places; or, with `ghost`, over each run of so many examples (Hoffer et al.
  /// 2017).
  public func batchNormalized(ghost: Int? = nil, epsilon: Float = 1e-5) -> Self {
    guard shape.rank >= 2, shape[0] % (ghost ?? 1) == 0 else {
      return failing(
        ShapeError(
          "batch normalisation", [shape], "[batch, channels, …] in whole ghost batches is needed"))
    }
    guard let ghost else {
      return normalized([0] + Array(2..<Swift.max(shape.rank, 2)), epsilon: epsilon)
    }
    let split = Shape([shape[0] / ghost, ghost] + shape.extents.dropFirst())
    return reshaped(split).normalized([1] + Array(3..<Swift.max(split.rank, 3)), epsilon: epsilon)
      .reshaped(shape)
  }

  /// Group normalisation of `[batch, channels, …]`: each example's channels in `groups` groups get
  /// mean 0 and variance 1 (Wu and He 2018). One group is layer normalisation, as many groups as
  /// channels instance normalisation.
  public func groupNormalized(_ groups: Int, epsilon: Float = 1e-5) -> Self {
    guard shape.rank >= 2, groups > 0, shape[1] % groups == 0 else {
      return failing(
        ShapeError("group normalisation", [shape], "channels in \(groups) equal groups are needed"))
    }
    return reshaped([shape[0], groups, -1]).normalized([-1], epsilon: epsilon).reshaped(shape)
  }
}

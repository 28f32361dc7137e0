/// Normalisation of activations (UDL section 11.4).
extension TensorExpression {
  /// Mean 0 and variance 1 over `axes`: the last for layer normalisation, all but the channels' for
  /// batch normalisation.
  public func normalized(_ axes: [Int], epsilon: Float = 1e-5) -> Self {
    let centred = self - mean(axes, keepingAxes: true)
    return centred / (centred.squared().mean(axes, keepingAxes: true) + epsilon).squareRoot()
  }
}

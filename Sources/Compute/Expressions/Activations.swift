/// Activation functions (UDL section 3.1 and figure 3.13).
extension TensorExpression {
  /// max(0, x); NaN stays NaN.
  public func relu() -> Self { laneRelu() }

  /// x where positive, else `slope` times x.
  public func leakyRelu(_ slope: Float = 0.1) -> Self {
    .select(isGreater(than: 0), self, self * slope)
  }

  /// The parametric ReLU: x where positive, else a learned slope times x (He et al. 2015).
  public func leakyRelu(_ slope: Self) -> Self {
    .select(isGreater(than: 0), self, self * slope)
  }

  /// The greatest of each group of `pieces` neighbours along the last axis (Goodfellow et al.
  /// 2013).
  public func maxout(_ pieces: Int) -> Self {
    guard shape.rank > 0, pieces > 0, shape[-1] % pieces == 0 else {
      return failing(
        ShapeError("maxout", [shape], "the last axis can't be cut in groups of \(pieces)"))
    }
    return reshaped(Shape(shape.extents.dropLast() + [shape[-1] / pieces, pieces])).max([-1])
  }

  /// 1 / (1 + exp(-x)).
  public func sigmoid() -> Self { laneSigmoid() }

  /// log(1 + exp x).
  public func softplus() -> Self { laneSoftplus() }

  /// x where positive, else `alpha` (exp x - 1).
  public func elu(_ alpha: Float = 1) -> Self {
    .select(isGreater(than: 0), self, alpha * (minimum(0).exp() - 1))
  }

  /// The self-normalising ELU (Klambauer et al. 2017).
  public func selu() -> Self { 1.0507009873554805 * elu(1.6732632423543772) }

  /// x Φ(x), with the normal distribution function Φ (Hendrycks and Gimpel 2016).
  public func gelu() -> Self { self * (0.5 * ((self * 0.7071067811865476).erf() + 1)) }

  /// x sigmoid(βx), also called SiLU for β = 1 (Ramachandran et al. 2017).
  public func swish(_ beta: Float = 1) -> Self { self * (beta * self).sigmoid() }

  /// The piecewise-quadratic approximation x clamp(x + 3, 0, 6) / 6 of the swish.
  public func hardSwish() -> Self { self * ((self + 3).clamped(to: 0...6) / 6) }
}

/// Lengths of vectors (UDL appendix B).
extension TensorExpression {
  /// (Σ |x|^p)^(1/p) over `axes`, or over all; for p = ∞ the greatest magnitude. The gradient at
  /// zero isn't finite.
  public func norm(_ axes: [Int]? = nil, p: Float = 2, keepingAxes: Bool = false) -> Self {
    switch p {
    case 1: abs().sum(axes, keepingAxes: keepingAxes)
    case 2: squared().sum(axes, keepingAxes: keepingAxes).squareRoot()
    case .infinity: abs().max(axes, keepingAxes: keepingAxes)
    default: abs().power(p).sum(axes, keepingAxes: keepingAxes).power(1 / p)
    }
  }
}

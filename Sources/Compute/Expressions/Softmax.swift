/// Normalised exponentials (UDL section 5.5).
extension TensorExpression {
  /// log Σ exp x along `axis`, which stays with extent 1.
  public func logSumExp(_ axis: Int = -1) -> Self {
    let peak = max([axis], keepingAxes: true).detached()
    return (self - peak).exp().sum([axis], keepingAxes: true).log() + peak
  }

  /// x - log Σ exp x along `axis`.
  public func logSoftmax(_ axis: Int = -1) -> Self { self - logSumExp(axis) }

  /// exp x / Σ exp x along `axis`.
  public func softmax(_ axis: Int = -1) -> Self {
    let e = (self - max([axis], keepingAxes: true).detached()).exp()
    return e / e.sum([axis], keepingAxes: true)
  }

  /// The same value, through which no gradient flows.
  public func detached() -> Self { apply(Detachment()) }

  /// 1 in the place that each element of this tensor of class numbers names, else 0:
  /// `[…]` becomes `[…, classes]`.
  public func oneHot(classes: Int) -> Self {
    expanded(-1).isEqual(to: constant(Tensor.range(classes)))
  }
}

struct Detachment: Operation {
  var name: String { "detach" }
  var lowering: Lowering { .view }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }
  func view(of input: View, shape: Shape) -> View? { input }
}

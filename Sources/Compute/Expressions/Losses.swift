/// Losses of single examples, from likelihoods (UDL chapter 5).
extension TensorExpression {
  /// -log Bernoulli(label | sigmoid(logit)) for each element, labels 0 or 1 (UDL equation 5.20):
  /// softplus(z) - y z, which neither overflows nor loses small losses.
  public func logisticLoss(labels: Self) -> Self { softplus() - labels * self }

  /// -log softmax(logits)[class] for each row of `[batch, classes]` (UDL equation 5.24).
  public func crossEntropy(classes: Self) -> Self {
    -(logSoftmax(-1) * classes.oneHot(classes: shape[-1])).sum([-1])
  }
}

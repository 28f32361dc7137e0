/// How wrong a model's outputs are: a loss for each example, and whether they are summed or
/// averaged.
public struct Loss: Sendable {
  public let name: String
  /// One number an example, `[…, batch]`, from outputs `[…, batch, …]` and targets.
  let terms: @Sendable (Value, Value) -> Value
  let averages: Bool

  /// A loss of your own: `terms` gives one number for each example.
  public init(
    _ name: String, averages: Bool = true, terms: @escaping @Sendable (Value, Value) -> Value
  ) {
    self.name = name
    self.terms = terms
    self.averages = averages
  }

  /// The same losses summed over the batch, as the book writes them.
  public var summed: Loss { Loss("sum of \(name)", averages: false, terms: terms) }

  /// The mean of (f - y)² (UDL equation 5.11), summed over the components of the output.
  public static let leastSquares = Loss("squares") { outputs, targets in
    (outputs - aligned(targets, outputs)).squared().sum([-1])
  }

  /// The sum of (f - y)² (UDL equation 2.5).
  public static let sumOfSquares = leastSquares.summed

  /// The mean of -log Bernoulli(y | sigmoid(f)), labels 0 or 1 (UDL equation 5.20).
  public static let binaryLogistic = Loss("logistic loss") { outputs, targets in
    outputs.logisticLoss(labels: aligned(targets, outputs)).sum([-1])
  }

  /// The mean of -log softmax(f)[y], with the number of the class as the target (UDL equation
  /// 5.24).
  public static let crossEntropy = Loss("cross-entropy") { outputs, targets in
    outputs.crossEntropy(classes: targets)
  }

  /// Targets without an axis of components get one of extent 1.
  static func aligned(_ targets: Value, _ outputs: Value) -> Value {
    targets.shape.rank < 2 && outputs.shape.rank > 1 ? targets.expanded(-1) : targets
  }

  /// The loss of a batch: a scalar, or one number a member of an ensemble.
  public func callAsFunction(_ outputs: Value, _ targets: Value) -> Value {
    let terms = terms(outputs, targets)
    return averages ? terms.mean([-1]) : terms.sum([-1])
  }
}

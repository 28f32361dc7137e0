/// How parameters start (UDL section 7.5).
public struct Initializer: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    case constant(Float)
    case normal(Float)
    case uniform(Float)
  }
  let rule: Rule
  /// Ensembles draw each member from a key of its own.
  var members: Int?

  static func rule(_ rule: Rule) -> Initializer { Initializer(rule: rule, members: nil) }

  public static let zeros = rule(.constant(0))
  public static func constant(_ value: Float) -> Initializer { rule(.constant(value)) }
  public static func normal(standardDeviation: Float) -> Initializer {
    rule(.normal(standardDeviation))
  }
  /// Uniform in -bound ..< bound.
  public static func uniform(bound: Float) -> Initializer { rule(.uniform(bound)) }

  /// Normal with variance 2 / inputs, which keeps the variance of ReLU layers (UDL equation 7.32).
  public static func he(inputs: Int) -> Initializer {
    .normal(standardDeviation: (2 / Float(max(inputs, 1))).squareRoot())
  }

  /// Normal with variance 2 / (inputs + outputs) (Glorot and Bengio 2010).
  public static func glorot(inputs: Int, outputs: Int) -> Initializer {
    .normal(standardDeviation: (2 / Float(max(inputs + outputs, 1))).squareRoot())
  }

  func values(_ shape: Shape, _ key: Key) -> Tensor {
    if let members {
      var single = self
      single.members = nil
      let member = Shape(Array(shape.extents.dropFirst()))
      return Tensor(
        key.split(members).flatMap { single.values(member, $0).elements }, shape: shape)
    }
    switch rule {
    case .constant(let value): return Tensor(repeating: value, shape: shape)
    case .normal(let deviation): return key.normal(shape, standardDeviation: deviation)
    case .uniform(let bound): return key.uniform(shape, in: -bound..<bound)
    }
  }
}

/// A model that is a formula rather than a network.
///
///     let gabor = FunctionModel(["phi0", "phi1"]) { x, phi in
///       let u = phi[0] + 0.06 * phi[1] * x
///       return u.sin() * (-u.squared() / 32).exp()
///     }
public struct FunctionModel: Model {
  public let names: [String]
  private let formula: @Sendable (Value, [Value]) -> Value

  /// `formula` gets the batch of inputs and the parameters as scalars.
  public init(_ names: [String], _ formula: @escaping @Sendable (Value, [Value]) -> Value) {
    self.names = names
    self.formula = formula
  }

  public var parameters: [Parameter] {
    names.map { Parameter($0, .scalar, .normal(standardDeviation: 1)) }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    formula(x, names.map { parameters[$0] })
  }
}

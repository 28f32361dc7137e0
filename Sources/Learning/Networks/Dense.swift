/// A fully connected layer, y = β + Ω x (UDL equation 4.15): `[batch, inputs]` to `[batch,
/// outputs]`.
///
/// With a leading ensemble axis on its parameters it maps `[batch, inputs]` or
/// `[members, batch, inputs]` to `[members, batch, outputs]`.
public struct Dense: Model, Hashable {
  public let inputs: Int
  public let outputs: Int
  public let initializer: Initializer

  /// The weights start with He's variance, the biases at zero.
  public init(_ inputs: Int, _ outputs: Int, initializer: Initializer? = nil) {
    self.inputs = inputs
    self.outputs = outputs
    self.initializer = initializer ?? .he(inputs: inputs)
  }

  public var parameters: [Parameter] {
    [Parameter("weights", [outputs, inputs], initializer), Parameter("biases", [outputs])]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let weights = parameters["weights"], biases = parameters["biases"]
    return x.matmul(weights.transposed()) + (biases.shape.rank > 1 ? biases.expanded(-2) : biases)
  }
}

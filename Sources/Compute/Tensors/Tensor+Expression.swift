/// An operation on tensors is a program of one operation, run once.
extension Tensor: TensorExpression {
  public func constant(_ value: Float) -> Tensor { Tensor(value) }
  public func constant(_ tensor: Tensor) -> Tensor { tensor }

  public static func apply(_ primitive: Primitive, _ inputs: [Tensor]) -> Tensor {
    do {
      let function = try Function(inputs.map(\.shape)) { [Value.apply(primitive, $0)] }
      return function(inputs)[0]
    } catch {
      fatalError("\(error)")
    }
  }

  public func failing(_ error: ShapeError) -> Tensor { fatalError("\(error)") }
}

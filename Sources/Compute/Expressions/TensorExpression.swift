/// What can be computed with: a `Tensor`, whose operations run at once, or a `Value`, whose
/// operations are recorded into a `Program`. All operations are declared once, on this protocol.
public protocol TensorExpression {
  var shape: Shape { get }

  /// A scalar that can be combined with this expression.
  func constant(_ value: Float) -> Self

  /// A constant tensor that can be combined with this expression.
  func constant(_ tensor: Tensor) -> Self

  /// The result of an operation. The first input decides in which program it is recorded.
  static func apply(_ primitive: Primitive, _ inputs: [Self]) -> Self

  /// Called where operands don't fit: a tensor stops the process, a trace remembers the error and
  /// goes on with the returned stand-in.
  func failing(_ error: ShapeError) -> Self
}

extension TensorExpression {
  func apply(_ operation: any Operation, _ others: Self...) -> Self {
    Self.apply(Primitive(operation), [self] + others)
  }

  /// `axis` counted from the front, or nil after reporting the error.
  func checkedAxis(_ axis: Int, _ operation: String) -> Int? {
    if let axis = shape.axis(axis) { return axis }
    _ = failing(ShapeError(operation, [shape], "there is no axis \(axis)"))
    return nil
  }
}

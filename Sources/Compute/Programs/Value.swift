/// A tensor that a program will compute: known by its shape and by the operations that lead to it.
///
/// Values exist only inside the closure that a `Program` traces.
public struct Value: TensorExpression {
  let graph: Graph
  let id: Int

  public var shape: Shape { graph.nodes[id].shape }

  public func constant(_ value: Float) -> Value {
    Value(graph: graph, id: graph.scalar(value))
  }

  public func constant(_ tensor: Tensor) -> Value {
    Value(graph: graph, id: graph.constant(tensor))
  }

  public static func apply(_ primitive: Primitive, _ inputs: [Value]) -> Value {
    let graph = inputs[0].graph
    return Value(graph: graph, id: graph.record(primitive.operation, inputs.map(\.id)))
  }

  public func failing(_ error: ShapeError) -> Value {
    if graph.error == nil { graph.error = error }
    return self
  }
}

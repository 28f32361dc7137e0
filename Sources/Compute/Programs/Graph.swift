/// The operations recorded so far, in the order of recording, so that each comes after its inputs.
final class Graph {
  struct Node {
    let operation: any Operation
    let inputs: [Int]
    let shape: Shape
    /// The name of the part of the model in which the operation was recorded.
    let scope: String
  }

  private struct NodeKey: Hashable {
    let primitive: Primitive
    let inputs: [Int]
  }

  private(set) var nodes: [Node] = []
  /// The contents of constant tensors, by node.
  private(set) var constants: [Int: Tensor] = [:]
  private var known: [NodeKey: Int] = [:]
  var scope = ""
  /// The first shape error of the trace.
  var error: ShapeError?

  /// Records an operation, or finds the same one among those recorded, or something simpler.
  func record(_ operation: any Operation, _ inputs: [Int]) -> Int {
    let shape: Shape
    do {
      shape = try operation.shape(of: inputs.map { nodes[$0].shape })
    } catch {
      if self.error == nil { self.error = error }
      return inputs.first ?? 0
    }
    if error == nil, let simpler = simplified(operation, inputs, shape) { return simpler }
    let key = NodeKey(primitive: Primitive(operation), inputs: inputs)
    if let node = known[key] { return node }
    let id = append(operation, inputs, shape)
    known[key] = id
    return id
  }

  /// Records a place in memory; each one is different.
  func leaf(_ operation: any Operation, _ shape: Shape) -> Int {
    append(operation, [], shape)
  }

  func scalar(_ value: Float) -> Int {
    let key = NodeKey(primitive: Primitive(ScalarConstant(value)), inputs: [])
    if let node = known[key] { return node }
    let id = append(ScalarConstant(value), [], .scalar)
    constants[id] = Tensor(value)
    known[key] = id
    return id
  }

  func constant(_ tensor: Tensor) -> Int {
    if let same = constants.first(where: { $0.value == tensor })?.key { return same }
    let id = leaf(Leaf(kind: .constant, label: "constant"), tensor.shape)
    constants[id] = tensor
    return id
  }

  private func append(_ operation: any Operation, _ inputs: [Int], _ shape: Shape) -> Int {
    nodes.append(Node(operation: operation, inputs: inputs, shape: shape, scope: scope))
    return nodes.count - 1
  }
}

/// A number known while tracing.
struct ScalarConstant: Operation {
  let bits: UInt32
  init(_ value: Float) { bits = value.bitPattern }

  var value: Float { Float(bitPattern: bits) }
  var name: String { "\(value)" }
  var lowering: Lowering { .leaf }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { .scalar }
}

/// Memory that something other than an operation fills.
struct Leaf: Operation {
  enum Kind: Hashable { case input, state, constant }
  let kind: Kind
  let label: String

  var name: String { label }
  var lowering: Lowering { .leaf }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { .scalar }
}

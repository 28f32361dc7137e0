/// What one part of a computation does.
public struct PartCost: Hashable, Sendable {
  /// The outermost scope: "layer 1"; empty for what was recorded outside all.
  public let scope: String
  /// The shape of the part's last value.
  public let output: Shape
  /// Multiplications with additions in products of matrices.
  public let multiplyAdds: Int
}

extension Trace {
  /// What each part recorded so far costs, in the order in which the parts began.
  public var costs: [PartCost] {
    var order: [String] = [], outputs: [String: Shape] = [:], counts: [String: Int] = [:]
    for node in graph.nodes {
      let inputs = node.inputs.map { graph.nodes[$0].shape }
      if case .leaf = node.operation.lowering { continue }
      let scope = node.scope.prefix { $0 != "/" }.description
      if outputs[scope] == nil { order.append(scope) }
      outputs[scope] = node.shape
      switch node.operation {
      case is Product: counts[scope, default: 0] += node.shape.count * inputs[0][-1]
      case is SparseProduct: counts[scope, default: 0] += inputs[0].count * node.shape[-1]
      default: break
      }
    }
    return order.map {
      PartCost(scope: $0, output: outputs[$0] ?? .scalar, multiplyAdds: counts[$0] ?? 0)
    }
  }
}

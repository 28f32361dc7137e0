/// A graph attention layer (UDL section 13.8.6; Veličković et al. 2018): a node takes the features
/// of itself and its neighbours by weights that depend on both. `[nodes, inputs]` to `[nodes,
/// outputs]`.
public struct GraphAttention: Model, Hashable {
  public let graph: Adjacency
  public let inputs: Int
  public let outputs: Int

  public init(_ graph: Adjacency, _ inputs: Int, _ outputs: Int) {
    self.graph = graph
    self.inputs = inputs
    self.outputs = outputs
  }

  public var parameters: [Parameter] {
    let start = Initializer.glorot(inputs: outputs, outputs: 1)
    return Dense(inputs, outputs).parameters + [
      Parameter("own similarity", [outputs, 1], start),
      Parameter("neighbour similarity", [outputs, 1], start),
    ]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    // H' = β + Ω X; the similarity of nodes is a function of φ · (h'_m, h'_n).
    let features = Dense(inputs, outputs)(x, parameters, trace)
    let pattern = graph.withSelf
    func numbers(_ indices: [Int]) -> Value { x.constant(Tensor(indices.map { Float($0) })) }
    let row = numbers(pattern.row), column = numbers(pattern.column)
    let similarity =
      (features.matmul(parameters["own similarity"]).gather(row)
      + features.matmul(parameters["neighbour similarity"]).gather(column))
      .leakyRelu(0.2).flattened()
    // Softmax over each node's entries. One peak for all keeps it finite.
    let weights = (similarity - similarity.max().detached()).exp()
    let totals = weights.expanded(1).scatterAdded(row, rows: graph.nodes)
    return weights.sparseProduct(pattern, features) / totals
  }
}

/// A graph convolutional layer (UDL section 13.4): each node's new features are a linear function
/// of a combination of its own and its neighbours'. `[nodes, inputs]` to `[nodes, outputs]`.
public struct GraphConvolution: Model, Hashable {
  /// How a node and its neighbours are combined (UDL section 13.8).
  public enum Aggregation: Hashable, Sendable {
    /// The sum: H (A + I).
    case sum
    /// The mean over the node and its neighbours.
    case mean
    /// Divided by the root of both nodes' numbers of neighbours, themselves included (Kipf and
    /// Welling 2017).
    case kipf
  }

  public let graph: Adjacency
  public let inputs: Int
  public let outputs: Int
  public let aggregation: Aggregation

  public init(_ graph: Adjacency, _ inputs: Int, _ outputs: Int, _ aggregation: Aggregation = .kipf)
  {
    self.graph = graph
    self.inputs = inputs
    self.outputs = outputs
    self.aggregation = aggregation
  }

  public var parameters: [Parameter] { Dense(inputs, outputs).parameters }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let pattern = graph.withSelf, degrees = graph.degrees.map { Float($0 + 1) }
    let entries = zip(pattern.row, pattern.column).map { row, column -> Float in
      switch aggregation {
      case .sum: 1
      case .mean: 1 / degrees[row]
      case .kipf: 1 / (degrees[row] * degrees[column]).squareRoot()
      }
    }
    let combined = x.constant(Tensor(entries)).sparseProduct(pattern, x)
    return Dense(inputs, outputs)(combined, parameters, trace)
  }
}

/// The mean of the nodes' features of each graph: `[nodes, width]` to `[graphs, width]`
/// (UDL equation 13.11).
public struct GraphMean: Model, Hashable {
  /// The number of the graph of each node.
  public let graph: [Int]

  public init(_ graph: [Int]) {
    self.graph = graph
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let count = (graph.max() ?? -1) + 1
    var sizes = [Float](repeating: 0, count: count)
    for index in graph { sizes[index] += 1 }
    return x.scatterAdded(x.constant(Tensor(graph.map { Float($0) })), rows: count)
      / x.constant(Tensor(sizes, shape: [count, 1]))
  }
}

/// Which nodes of an undirected graph are neighbours (UDL section 13.1).
public struct Adjacency: Hashable, Codable, Sendable {
  public let nodes: Int
  /// Each edge once, as the numbers of its two nodes.
  public let edges: [[Int]]

  /// Edges outside the graph stop the process.
  public init(nodes: Int, edges: [(Int, Int)]) {
    for (a, b) in edges where !(0..<nodes ~= a && 0..<nodes ~= b) {
      fatalError("graph: no edge between \(a) and \(b) among \(nodes) nodes")
    }
    self.nodes = nodes
    self.edges = edges.map { [$0.0, $0.1] }
  }

  /// Several graphs side by side as one, and the number of the graph of each node: a batch.
  public static func disjoint(_ graphs: [Adjacency]) -> (union: Adjacency, graph: [Int]) {
    var edges: [(Int, Int)] = [], owners: [Int] = []
    for (index, graph) in graphs.enumerated() {
      edges += graph.edges.map { ($0[0] + owners.count, $0[1] + owners.count) }
      owners += [Int](repeating: index, count: graph.nodes)
    }
    return (Adjacency(nodes: owners.count, edges: edges), owners)
  }

  /// The number of neighbours of each node.
  public var degrees: [Int] {
    var degrees = [Int](repeating: 0, count: nodes)
    for edge in edges {
      degrees[edge[0]] += 1
      if edge[1] != edge[0] { degrees[edge[1]] += 1 }
    }
    return degrees
  }

  /// The entries of A + I.
  var withSelf: SparsePattern {
    var entries = (0..<nodes).map { (row: $0, column: $0) }
    for edge in edges where edge[0] != edge[1] {
      entries += [(edge[0], edge[1]), (edge[1], edge[0])]
    }
    return SparsePattern(rows: nodes, columns: nodes, entries: entries)
  }
}

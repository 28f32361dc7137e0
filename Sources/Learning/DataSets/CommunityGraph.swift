/// Nodes in groups that are joined more often inside than between: a stochastic block model, for
/// node classification (UDL section 13.7 and figure 13.8).
public struct CommunityGraph: Hashable, Sendable {
  public let graph: Adjacency
  /// The group of each node; groups take turns.
  public let labels: [Int]
  /// Nodes whose label a training may see, in random order.
  public let labelled: [Int]

  /// - Parameters:
  ///   - inside: the probability of an edge between two nodes of one group.
  ///   - between: the probability of an edge between two nodes of different groups.
  ///   - share: the part of the nodes that are labelled.
  public init(
    nodes: Int = 200, groups: Int = 2, inside: Double = 0.08, between: Double = 0.008,
    labelled share: Double = 0.1, key: Key
  ) {
    precondition(groups > 0 && nodes >= groups, "a node for each group is needed")
    labels = (0..<nodes).map { $0 % groups }
    var edges: [(Int, Int)] = []
    for a in 0..<nodes {
      // A key for each node, so that a larger graph holds the smaller one.
      let draws = key.fold("edges").fold(a).uniform(count: a)
      for b in 0..<a where draws[b] < (labels[a] == labels[b] ? inside : between) {
        edges.append((b, a))
      }
    }
    graph = Adjacency(nodes: nodes, edges: edges)
    let count = Int((share * Double(nodes)).rounded())
    labelled = Array(key.fold("labelled").permutation(nodes).prefix(count))
  }

  /// The part of edges that join two nodes of one group.
  public var homophily: Double {
    let inside = graph.edges.filter { labels[$0[0]] == labels[$0[1]] }.count
    return Double(inside) / Double(max(1, graph.edges.count))
  }
}

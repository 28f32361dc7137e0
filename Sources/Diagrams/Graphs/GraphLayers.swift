/// The layer of each node of a directed graph: one more than the last of those whose arrows lead to
/// it.
package struct GraphLayers {
  /// An arrow between two nodes, by their numbers.
  package struct Arrow: Hashable {
    package var source: Int
    package var target: Int

    package init(source: Int, target: Int) { (self.source, self.target) = (source, target) }
  }

  /// The layer of each node, from 0.
  package private(set) var layers: [Int]
  /// The arrows, those that lead back in a circle turned round: all lead to a later layer.
  package private(set) var arrows: [Arrow]

  /// - Parameter least: the first layer in which a node may stand, for nodes that are to come later
  ///   than their arrows ask for.
  package init(nodeCount: Int, arrows: [Arrow], least: [Int: Int] = [:]) {
    self.arrows = arrows
    layers = (0..<nodeCount).map { least[$0] ?? 0 }
    let order = turnCircles(nodeCount)
    // Longest path: each node as early as its arrows allow
    for node in order {
      for arrow in self.arrows where arrow.source == node {
        layers[arrow.target] = max(layers[arrow.target], layers[node] + 1)
      }
    }
    // A node with more arrows out than in stands right before the first of its successors: that
    // makes its arrows shorter.
    for node in order.reversed() where least[node] == nil {
      let outgoing = self.arrows.filter { $0.source == node }.map { layers[$0.target] }
      let incoming = self.arrows.count { $0.target == node }
      if outgoing.count > incoming, let first = outgoing.min() { layers[node] = first - 1 }
    }
  }

  /// Turns arrows that lead back to a node on the way to their source, by depth-first search.
  ///
  /// - Returns: the nodes, each before those to which its arrows lead.
  private mutating func turnCircles(_ nodeCount: Int) -> [Int] {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: nodeCount)
    var finished: [Int] = []
    func visit(_ node: Int, _ arrows: inout [Arrow]) {
      states[node] = .open
      for index in arrows.indices where arrows[index].source == node {
        let target = arrows[index].target
        switch states[target] {
        case .new: visit(target, &arrows)
        case .open: arrows[index] = Arrow(source: target, target: node)
        case .done: break
        }
      }
      states[node] = .done
      finished.append(node)
    }
    // A circle is cut before the node that was declared first.
    for node in 0..<nodeCount where states[node] == .new { visit(node, &arrows) }
    return finished.reversed()
  }
}

/// The order of nodes within their layers, chosen so that few arrows cross: sweeps by barycentres
/// (K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
/// structures", 1981).
///
/// An arrow over several layers passes through a *bend* in each layer between; nodes and bends
/// together are the graph's vertices.
package struct GraphOrder {
  /// A piece of an arrow from one layer to the next, by the numbers of its vertices.
  struct Segment: Hashable {
    var source: Int
    var target: Int
  }

  let nodeCount: Int
  /// The layer of each vertex; nodes come first, then bends.
  package private(set) var layers: [Int]
  /// The vertices of each arrow, from its source to its target.
  private(set) var routes: [[Int]]
  private(set) var segments: [Segment]
  /// The vertices of each layer in order.
  package private(set) var rows: [[Int]]

  package init(_ graph: GraphLayers) {
    nodeCount = graph.layers.count
    layers = graph.layers
    routes = []
    for arrow in graph.arrows {
      var route = [arrow.source]
      for layer in (graph.layers[arrow.source] + 1)..<max(
        graph.layers[arrow.target], graph.layers[arrow.source] + 1)
      {
        route.append(layers.count)
        layers.append(layer)
      }
      routes.append(route + [arrow.target])
    }
    segments = routes.flatMap { route in
      zip(route, route.dropFirst()).map { Segment(source: $0, target: $1) }
    }
    rows = [[Int]](repeating: [], count: (layers.max() ?? -1) + 1)
    placeAsDeclared()
    reduceCrossings()
  }

  package func isBend(_ vertex: Int) -> Bool { vertex >= nodeCount }

  /// First order: as one meets the vertices along the arrows, in the order of their declaration.
  private mutating func placeAsDeclared() {
    var isPlaced = [Bool](repeating: false, count: layers.count)
    let targets = Dictionary(grouping: segments, by: \.source)
    func place(_ vertex: Int, _ rows: inout [[Int]]) {
      guard !isPlaced[vertex] else { return }
      isPlaced[vertex] = true
      rows[layers[vertex]].append(vertex)
      for segment in targets[vertex] ?? [] { place(segment.target, &rows) }
    }
    let entered = Set(segments.map(\.target))
    for node in 0..<nodeCount where !entered.contains(node) { place(node, &rows) }
  }

  private mutating func reduceCrossings() {
    var best = (count: crossings, rows: rows)
    let sources = Dictionary(grouping: segments, by: \.target).mapValues { $0.map(\.source) }
    let targets = Dictionary(grouping: segments, by: \.source).mapValues { $0.map(\.target) }
    for sweep in 0..<12 where best.count > 0 {
      let isForward = sweep % 2 == 0
      let order = isForward ? Array(rows.indices) : rows.indices.reversed()
      for layer in order.dropFirst() {
        sort(layer, by: isForward ? sources : targets, in: layer + (isForward ? -1 : 1))
      }
      let count = crossings
      if count < best.count { best = (count, rows) }
    }
    rows = best.rows
  }

  /// Sorts a layer by the mean place of each vertex's neighbours in another; vertices without any
  /// stay where they are.
  private mutating func sort(_ layer: Int, by neighbours: [Int: [Int]], in other: Int) {
    let places = Dictionary(uniqueKeysWithValues: rows[other].enumerated().map { ($1, $0) })
    let keyed = rows[layer].enumerated().map { index, vertex in
      let found = (neighbours[vertex] ?? []).compactMap { places[$0] }
      let mean =
        found.isEmpty ? Double(index) : Double(found.reduce(0, +)) / Double(found.count)
      return (mean, index, vertex)
    }
    rows[layer] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// The number of pairs of segments that cross.
  package var crossings: Int {
    var place = [Int](repeating: 0, count: layers.count)
    for row in rows {
      for (index, vertex) in row.enumerated() { place[vertex] = index }
    }
    let byLayer = Dictionary(grouping: segments) { layers[$0.source] }
    return byLayer.values.reduce(0) { sum, segments in
      sum
        + segments.indices.reduce(0) { count, i in
          count
            + segments[..<i].count {
              (place[$0.source] - place[segments[i].source])
                * (place[$0.target] - place[segments[i].target]) < 0
            }
        }
    }
  }
}

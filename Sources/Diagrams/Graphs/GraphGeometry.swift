import Drawing
import Geometry

/// Where the nodes of a graph and the bends of its arrows go.
///
/// All is placed along the layers and across them, and turned to the page at the end.
struct GraphGeometry {
  /// The centre of each node, on the page.
  private(set) var centers: [Point] = []
  /// The places between the nodes through which each arrow runs, on the page.
  private(set) var bends: [[Point]] = []
  /// Whether each node's caption stands below it (right of it where layers follow downwards).
  let captionsAfter: [Bool]

  private let flow: GraphDiagram.Flow
  private let boxes: [GraphNodeBox]
  private let nodeGap: Double
  /// The nodes that hang beside each node, before and after it.
  private let hangers: [Hangers]
  /// The nodes that stand in layers.
  private let members: [Int]

  private struct Hangers {
    var before: [Int]
    var after: [Int]
  }

  /// - Parameters:
  ///   - ends: the nodes of each arrow.
  ///   - labels: the size of each arrow's label, if it has one.
  ///   - room: the length along the layers, if it is limited.
  init(
    _ diagram: GraphDiagram, _ boxes: [GraphNodeBox], _ ends: [GraphLayers.Arrow],
    labels: [Size?], room: Double?, scale: Double
  ) {
    flow = diagram.flow
    self.boxes = boxes
    nodeGap = diagram.nodeGap * scale
    let numbers = Dictionary(uniqueKeysWithValues: boxes.enumerated().map { ($1.node.name, $0) })
    let hosts = boxes.map { box in box.node.attachment.flatMap { numbers[$0.host] } }
    hangers = boxes.indices.map { host in
      let own = boxes.indices.filter { hosts[$0] == host }
      return Hangers(
        before: own.filter { !boxes[$0].isAfter }, after: own.filter { boxes[$0].isAfter })
    }
    let hangers = hangers
    captionsAfter = boxes.indices.map {
      hosts[$0] == nil ? hangers[$0].after.isEmpty : boxes[$0].isAfter
    }
    members = boxes.indices.filter { hosts[$0] == nil }

    let index = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    let arrows = ends.map { end -> GraphLayers.Arrow? in
      guard let a = index[end.source], let b = index[end.target] else { return nil }
      return GraphLayers.Arrow(source: a, target: b)
    }
    let least = members.enumerated().compactMap { vertex, box in
      boxes[box].node.layer.map { (vertex, $0) }
    }
    let order = GraphOrder(
      GraphLayers(
        nodeCount: members.count, arrows: arrows.compactMap { $0 },
        least: Dictionary(uniqueKeysWithValues: least)))
    let places = GraphAlignment(order, extents: members.map(extent), gap: nodeGap).places
    let starts = starts(
      order, zip(arrows, labels).map { ($0, $1) }, diagram.layerGap * scale, room, scale)
    place(order, starts, places)
    var routes = order.routes.makeIterator()
    bends = arrows.map { arrow in
      guard let arrow, let route = routes.next() else { return [] }
      let points = route.dropFirst().dropLast().map { page(starts[order.layers[$0]], places[$0]) }
      return route.first == arrow.source ? points : points.reversed()
    }
  }

  static let captionGap = 2.0

  private func along(_ size: Size) -> Double { flow.isHorizontal ? size.width : size.height }
  private func across(_ size: Size) -> Double { flow.isHorizontal ? size.height : size.width }

  private func page(_ along: Double, _ across: Double) -> Point {
    switch flow {
    case .trailing: Point(along, across)
    case .leading: Point(-along, across)
    case .down: Point(across, along)
    case .up: Point(across, -along)
    }
  }

  /// What a node takes across the layers, with its caption and all that hangs beside it.
  private func extent(of box: Int) -> GraphAlignment.Extent {
    func captioned(_ box: Int) -> Double {
      boxes[box].caption.map { across($0.size) + Self.captionGap } ?? 0
    }
    func reach(_ row: [Int], isAfter: Bool) -> Double {
      let hanging = row.map { across(boxes[$0].size) + captioned($0) }.max() ?? -nodeGap
      let own = captionsAfter[box] == isAfter ? captioned(box) : 0
      return across(boxes[box].size) / 2 + max(own, hanging + nodeGap)
    }
    return GraphAlignment.Extent(
      before: reach(hangers[box].before, isAfter: false),
      after: reach(hangers[box].after, isAfter: true))
  }

  // Along the layers

  /// The length of a row of nodes that hang beside one.
  private func length(of row: [Int]) -> Double {
    row.map { along(boxes[$0].size) }.reduce(0, +) + Double(row.count - 1) * 0.7 * nodeGap
  }

  /// The middle of each layer: gaps hold the labels first, then share the room that is left.
  private func starts(
    _ order: GraphOrder, _ labels: [(arrow: GraphLayers.Arrow?, size: Size?)], _ wishedGap: Double,
    _ room: Double?, _ scale: Double
  ) -> [Double] {
    let depths = order.rows.map { row in
      row.filter { !order.isBend($0) }.map { along(boxes[members[$0]].size) }.max() ?? 0
    }
    var gaps = [Double](repeating: 8.5 * scale, count: max(depths.count - 1, 0))
    for case (let arrow?, let label?) in labels {
      let layers = [order.layers[arrow.source], order.layers[arrow.target]].sorted()
      if layers[1] == layers[0] + 1 { gaps[layers[0]] = max(gaps[layers[0]], along(label) + 3) }
    }
    let spare = (room ?? .infinity) - depths.reduce(0, +) - gaps.reduce(0, +)
    if wishedGap == .infinity {
      Self.fill(&gaps, with: spare.isFinite ? max(spare, 0) : 10 * scale * Double(gaps.count))
    } else {
      let wished = gaps.map { max(wishedGap - $0, 0) }
      let share = min(max(spare, 0) / max(wished.reduce(0, +), 1e-9), 1)
      for layer in gaps.indices { gaps[layer] += share * wished[layer] }
    }
    var starts = spread(depths, gaps)
    // Rows that hang beside neighbours keep apart.
    for row in [\Hangers.before, \.after] {
      var last: (layer: Int, half: Double)?
      for (layer, vertices) in order.rows.enumerated() {
        let lengths = vertices.filter { !order.isBend($0) }
          .map { hangers[members[$0]][keyPath: row] }.filter { !$0.isEmpty }.map(length)
        guard let longest = lengths.max() else { continue }
        if let last {
          let needed = last.half + longest / 2 + nodeGap
          let missing = max(needed - (starts[layer] - starts[last.layer]), 0)
          for gap in last.layer..<layer { gaps[gap] += missing / Double(layer - last.layer) }
          starts = spread(depths, gaps)
        }
        last = (layer, longest / 2)
      }
    }
    return starts
  }

  private func spread(_ depths: [Double], _ gaps: [Double]) -> [Double] {
    var starts = depths.prefix(1).map { $0 / 2 }
    for layer in depths.indices.dropFirst() {
      starts.append(
        starts[layer - 1] + depths[layer - 1] / 2 + gaps[layer - 1] + depths[layer] / 2)
    }
    return starts
  }

  /// Raises the smallest gaps first, so that they become equal.
  private static func fill(_ gaps: inout [Double], with spare: Double) {
    let sorted = gaps.sorted()
    var (sum, level) = (0.0, 0.0)
    for (index, gap) in sorted.enumerated() {
      sum += gap
      level = (sum + spare) / Double(index + 1)
      if index + 1 < sorted.count && level <= sorted[index + 1] { break }
    }
    for index in gaps.indices { gaps[index] = max(gaps[index], level) }
  }

  // On the page

  private mutating func place(_ order: GraphOrder, _ starts: [Double], _ places: [Double]) {
    centers = boxes.map { _ in .zero }
    for (vertex, box) in members.enumerated() {
      let (x, y) = (starts[order.layers[vertex]], places[vertex])
      centers[box] = page(x, y)
      for (row, sign) in [(hangers[box].before, -1.0), (hangers[box].after, 1.0)] {
        var left = x - length(of: row) / 2
        for hanger in row {
          let size = boxes[hanger].size
          let distance = (across(boxes[box].size) + across(size)) / 2 + nodeGap
          centers[hanger] = page(left + along(size) / 2, y + sign * distance)
          left += along(size) + 0.7 * nodeGap
        }
      }
    }
  }
}

extension GraphNodeBox {
  /// Whether the node hangs below its host, or right of it.
  fileprivate var isAfter: Bool {
    node.attachment.map { $0.side == .bottom || $0.side == .trailing } ?? false
  }
}

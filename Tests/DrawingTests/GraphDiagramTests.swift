import Diagrams
import Drawing
import Geometry
import Testing

private func graph(_ arrows: [(Int, Int)], nodes: Int, least: [Int: Int] = [:]) -> GraphLayers {
  GraphLayers(
    nodeCount: nodes, arrows: arrows.map { GraphLayers.Arrow(source: $0.0, target: $0.1) },
    least: least)
}

/// A small generator of repeatable numbers, for random graphs.
private struct Sequence64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite struct GraphLayoutTests {
  @Test func layersFollowTheLongestPath() {
    // x → a → b → y and x → y; p feeds b alone and stands right before it.
    let layers = graph([(0, 1), (1, 2), (2, 3), (0, 3), (4, 2)], nodes: 5).layers
    #expect(layers == [0, 1, 2, 3, 1])
    #expect(graph([(0, 1)], nodes: 3, least: [2: 4]).layers == [0, 1, 4])
  }

  @Test func arrowsInACircleAreCut() {
    let layers = graph([(0, 1), (1, 2), (2, 0)], nodes: 3)
    #expect(layers.layers == [0, 1, 2])
    #expect(layers.arrows.allSatisfy { layers.layers[$0.source] < layers.layers[$0.target] })
  }

  @Test func crossingsAreUndone() {
    // Two arrows that cross as declared: a to the second, b to the first of two.
    let order = GraphOrder(graph([(0, 3), (1, 2), (0, 4), (2, 5), (4, 6)], nodes: 7))
    #expect(order.crossings == 0)
  }

  @Test func randomGraphsKeepTheirDistances() {
    var numbers = Sequence64(state: 7)
    for _ in 0..<30 {
      let count = Int.random(in: 2...14, using: &numbers)
      let arrows = (0..<(2 * count)).compactMap { _ -> (Int, Int)? in
        let (a, b) = (
          Int.random(in: 0..<count, using: &numbers), Int.random(in: 0..<count, using: &numbers)
        )
        return a == b ? nil : (a, b)
      }
      let layers = graph(arrows, nodes: count)
      for arrow in layers.arrows {
        #expect(layers.layers[arrow.source] < layers.layers[arrow.target])
      }
      let order = GraphOrder(layers)
      let extents = (0..<count).map {
        GraphAlignment.Extent(before: 5 + Double($0 % 3), after: 9 - Double($0 % 2))
      }
      let places = GraphAlignment(order, extents: extents, gap: 6).places
      for row in order.rows {
        for (one, next) in zip(row, row.dropFirst()) {
          let bends = order.isBend(one) || order.isBend(next)
          let after = order.isBend(one) ? 0 : extents[one].after
          let before = order.isBend(next) ? 0 : extents[next].before
          #expect(places[next] - places[one] >= after + before + (bends ? 4.2 : 6) - 1e-5)
        }
      }
    }
  }

  @Test func branchesLieEvenlyAndLongArrowsStraight() throws {
    // The graph of figure 7.9 from its third node on.
    let order = GraphOrder(
      graph(
        [(0, 1), (1, 2), (2, 3), (0, 3), (3, 4), (4, 5), (3, 6), (6, 7), (5, 8), (7, 8)],
        nodes: 9))
    let places = GraphAlignment(
      order, extents: Array(repeating: GraphAlignment.Extent(before: 11, after: 11), count: 9),
      gap: 18
    ).places
    // The first branch goes round on one side; the arrow past it is level.
    #expect(abs(places[0] - places[3]) < 1e-6 && abs(places[1] - places[2]) < 1e-6)
    #expect(places[1] < places[0] - 20)
    let bends = order.layers.indices.filter(order.isBend)
    #expect(bends.allSatisfy { abs(places[$0] - places[0]) < 1e-6 })
    // The later two lie evenly around it.
    #expect(abs(places[4] + places[6] - 2 * places[3]) < 1e-3)
    #expect(abs(places[6] - places[4] - 40) < 1e-3)
  }
}

@Suite struct GraphDiagramTests {
  private let chain = GraphDiagram {
    GraphNode("x")
    GraphNode("f", label: #"$\sin[\bullet]$"#, shape: .box)
    GraphNode("y")
    GraphEdge.chain(["x", "f", "y"])
  }

  @Test func arrowsTouchTheOutlines() throws {
    let sheet = try Sheet(chain)
    let (x, f) = (try sheet.rect("x"), try sheet.rect("f"))
    let arrow = try sheet.rect("x→f")
    #expect(abs(arrow.minX - x.maxX) < 0.6 && abs(arrow.maxX - f.minX) < 0.6)
    #expect(abs(arrow.midY - x.midY) < 0.1)
  }

  @Test func flowsTurnTheSameGraph() throws {
    func centers(_ flow: GraphDiagram.Flow) throws -> [Point] {
      let sheet = try Sheet(chain.flow(flow))
      return [try sheet.rect("x").center, try sheet.rect("y").center]
    }
    let (right, left) = (try centers(.trailing), try centers(.leading))
    #expect(right[0].x < right[1].x && left[0].x > left[1].x)
    let (up, down) = (try centers(.up), try centers(.down))
    #expect(up[0].y > up[1].y && down[0].y < down[1].y)
  }

  @Test func reversedArrowsLeaveNodesInPlace() throws {
    func graph(_ isReversed: Bool) -> GraphDiagram {
      GraphDiagram {
        GraphNode("a")
        GraphNode("b")
        GraphEdge("a", "b").reversed(isReversed)
      }
    }
    let (there, back) = (try Sheet(graph(false)), try Sheet(graph(true)))
    #expect(try there.rect("a") == back.rect("a"))
    // The head is the filled path; it lies at the other end.
    func head(_ sheet: Sheet) throws -> Point {
      let fills = sheet.picture.drawn(inPart: "a→b").compactMap { command -> Rect? in
        if case .fill(let path, _) = command { path.bounds } else { nil }
      }
      return try #require(fills.first).center
    }
    #expect(try head(there).x > there.size.width / 2)
    #expect(try head(back).x < back.size.width / 2)
  }

  @Test func nodesHangBesideTheirHosts() throws {
    let sheet = try Sheet(
      GraphDiagram {
        GraphNode("a")
        GraphNode("b")
        GraphNode("p").attached(to: "a")
        GraphNode("q").attached(to: "a")
        GraphNode("r").attached(to: "b")
        GraphNode("s").attached(to: "b", side: .top)
        GraphEdge.chain(["a", "b"])
        GraphEdge("a", "p", label: "$w$")
        GraphEdge("a", "q", label: "$v$")
      })
    let (a, b) = (try sheet.rect("a"), try sheet.rect("b"))
    let (p, q, r) = (try sheet.rect("p"), try sheet.rect("q"), try sheet.rect("r"))
    #expect(p.minY > a.maxY && abs(p.midY - q.midY) < 1e-9)
    #expect(abs((p.midX + q.midX) / 2 - a.midX) < 1e-6)
    #expect(r.minX > q.maxX && abs(r.midX - b.midX) < 1e-6)
    #expect(try sheet.rect("s").maxY < b.minY)
  }

  @Test func labelsKeepClearOfAllElse() throws {
    let sheet = try Sheet(
      GraphDiagram {
        for name in ["a", "b", "c", "d"] { GraphNode(name) }
        GraphEdge("a", "b", label: "first")
        GraphEdge("a", "c", label: "second")
        GraphEdge("b", "d", label: "third")
        GraphEdge("c", "d", label: "fourth")
      })
    let labels = sheet.picture.commands.compactMap { command -> Rect? in
      guard case .glyphs(let run, _, _) = command, run.text.count > 1 else { return nil }
      return command.bounds
    }
    #expect(labels.count == 4)
    for (index, label) in labels.enumerated() {
      for other in labels.dropFirst(index + 1) { #expect(!label.intersects(other)) }
      for node in ["a", "b", "c", "d"] { #expect(!label.intersects(try sheet.rect(node))) }
      #expect(Rect(.zero, sheet.size).contains(label, tolerance: 0.5))
    }
  }

  @Test func layersShareTheRoom() throws {
    #expect(try Sheet(chain.spacing(layers: .infinity), width: 300).size.width > 299)
    let narrow = try Sheet(chain.spacing(layers: 100), width: 130)
    #expect(narrow.size.width < 130.1)
  }

  @Test func invisibleArrowsStillOrderTheirNodes() throws {
    let sheet = try Sheet(
      GraphDiagram {
        GraphNode("a")
        GraphNode("b")
        GraphEdge("a", "b").opacity(0)
      })
    #expect(try sheet.rect("a").maxX < sheet.rect("b").minX)
    #expect(sheet.picture.drawn(inPart: "a→b").isEmpty)
  }

  @Test func badGraphsAreExplained() {
    #expect(
      message { _ = try Sheet(GraphDiagram { GraphNode("a"); GraphNode("a") }) }.contains("Two"))
    let open = GraphDiagram { GraphNode("a"); GraphEdge("a", "b") }
    #expect(message { _ = try Sheet(open) }.contains("\"b\""))
    let loop = GraphDiagram { GraphNode("a"); GraphEdge("a", "a") }
    #expect(message { _ = try Sheet(loop) }.contains("itself"))
    let nested = GraphDiagram {
      GraphNode("a")
      GraphNode("b").attached(to: "a")
      GraphNode("c").attached(to: "b")
    }
    #expect(message { _ = try Sheet(nested) }.contains("hangs beside"))
  }
}

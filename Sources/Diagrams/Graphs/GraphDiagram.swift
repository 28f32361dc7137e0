import Drawing

/// A computational graph, laid out in layers by the arrows between its nodes (UDL, figures 7.3 to
/// 7.5 and 7.9).
///
///     GraphDiagram {
///       GraphNode("x")
///       GraphNode("exp", label: #"$\exp[\bullet]$"#, shape: .box)
///       GraphNode("f_1")
///       GraphEdge.chain(["x", "exp", "f_1"])
///     }
///
/// Every node stands in a later layer than those whose arrows lead to it; arrows cross as little as
/// possible, and long ones run straight and keep clear of the nodes between. Where arrows run in a
/// circle, those that lead back are drawn against the flow. Offered less width, layers move
/// together.
public struct GraphDiagram: Drawing {
  /// Where successive layers stand.
  public enum Flow: Hashable, Sendable {
    case leading, trailing, up, down

    var isHorizontal: Bool { self == .leading || self == .trailing }
  }

  let nodes: [GraphNode]
  let edges: [GraphEdge]
  var flow = Flow.trailing
  /// Distances between the borders of nodes in neighbouring layers and in one layer, in points of
  /// the book's theme.
  var layerGap = 22.0
  var nodeGap = 18.0
  var edgeTone = Tone.ink
  /// The tones of nodes and arrows that differ from the others', by the parts' names.
  var highlights: [String: Tone] = [:]

  /// A graph of nodes and arrows; the order in which arrows are declared decides which of two
  /// branches comes first where both would do.
  public init(@GraphBuilder content: () -> [any GraphElement]) {
    let elements = content()
    nodes = elements.compactMap { $0 as? GraphNode }
    edges = elements.compactMap { $0 as? GraphEdge }
  }

  /// Where the layers follow each other; by default to the right.
  public func flow(_ flow: Flow) -> GraphDiagram { with { $0.flow = flow } }

  /// Distances between the borders of nodes, in points of the book's theme.
  ///
  /// - Parameters:
  ///   - layers: from one layer to the next; `.infinity` takes all the room there is.
  ///   - nodes: between nodes of one layer.
  public func spacing(layers: Double = 22, nodes: Double = 18) -> GraphDiagram {
    with { ($0.layerGap, $0.nodeGap) = (layers, nodes) }
  }

  /// The tone of all arrows that have none of their own.
  public func edgeTone(_ tone: Tone) -> GraphDiagram { with { $0.edgeTone = tone } }

  /// Draws some nodes and arrows, for example `x` and `x→f_0`, thicker and in another tone.
  public func highlight(_ parts: [String], _ tone: Tone = .orange) -> GraphDiagram {
    with { diagram in
      for part in parts { diagram.highlights[part] = tone }
    }
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    guard layerGap == .infinity else { return [] }
    return flow.isHorizontal ? .horizontal : .vertical
  }

  private func with(_ change: (inout GraphDiagram) -> Void) -> GraphDiagram {
    var diagram = self
    change(&diagram)
    return diagram
  }
}

/// A node or an arrow of a `GraphDiagram`.
public protocol GraphElement: Sendable {}

/// Collects the nodes and arrows that a closure lists.
@resultBuilder
public enum GraphBuilder {
  public static func buildExpression(_ element: some GraphElement) -> [any GraphElement] {
    [element]
  }
  public static func buildExpression(_ elements: [any GraphElement]) -> [any GraphElement] {
    elements
  }
  public static func buildBlock(_ parts: [any GraphElement]...) -> [any GraphElement] {
    parts.flatMap { $0 }
  }
  public static func buildArray(_ parts: [[any GraphElement]]) -> [any GraphElement] {
    parts.flatMap { $0 }
  }
  public static func buildOptional(_ part: [any GraphElement]?) -> [any GraphElement] {
    part ?? []
  }
  public static func buildEither(first: [any GraphElement]) -> [any GraphElement] { first }
  public static func buildEither(second: [any GraphElement]) -> [any GraphElement] { second }
}

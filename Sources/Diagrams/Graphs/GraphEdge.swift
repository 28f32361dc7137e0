import Drawing

/// An arrow between two nodes of a `GraphDiagram`; its part is called `a→b`.
public struct GraphEdge: GraphElement {
  let source: String
  let target: String
  var label: String?
  var tone: Tone?
  var line: StrokeStyle?
  var isReversed = false
  var hasHead = true
  var opacity = 1.0

  /// - Parameters:
  ///   - source, target: names of nodes; the diagram flows from the one to the other.
  ///   - label: text with formulas between dollar signs, beside the arrow.
  public init(_ source: String, _ target: String, label: String? = nil) {
    self.source = source
    self.target = target
    self.label = label
  }

  /// Arrows from each node to the next.
  public static func chain(_ names: [String]) -> [GraphEdge] {
    zip(names, names.dropFirst()).map { GraphEdge($0, $1) }
  }

  /// The text beside the arrow.
  public func label(_ text: String?) -> GraphEdge { with { $0.label = text } }

  /// Draws the arrow against the diagram's flow, as a backward pass runs: nodes stay where they
  /// are. Its part is still called by the names in the order given.
  public func reversed(_ isReversed: Bool = true) -> GraphEdge {
    with { $0.isReversed = isReversed }
  }

  /// Whether the line ends in an arrow head.
  public func arrowHead(_ shown: Bool) -> GraphEdge { with { $0.hasHead = shown } }

  public func foregroundStyle(_ tone: Tone) -> GraphEdge { with { $0.tone = tone } }

  /// A solid or dashed line of the given width; dashes in points, drawn and left out in turn.
  public func lineStyle(width: Double, dash: [Double] = []) -> GraphEdge {
    with { $0.line = StrokeStyle(width: width, dash: dash) }
  }

  /// Fades the arrow; 0 leaves it out, though it still orders its nodes.
  public func opacity(_ opacity: Double) -> GraphEdge { with { $0.opacity *= opacity } }

  /// The name of the arrow's part.
  var name: String { "\(source)→\(target)" }

  private func with(_ change: (inout GraphEdge) -> Void) -> GraphEdge {
    var edge = self
    change(&edge)
    return edge
  }
}

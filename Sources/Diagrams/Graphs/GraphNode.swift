import Drawing

/// A node of a `GraphDiagram`: a circle, a box or nothing around a label.
public struct GraphNode: GraphElement {
  /// What surrounds the label.
  public enum Shape: Hashable, Sendable {
    /// A variable. All circles of a diagram are equally large.
    case circle
    /// An operation. All boxes of a diagram are equally high.
    case box
    /// A box with rounded corners.
    case roundedBox
    /// Nothing: arrows end at the label.
    case bare
  }

  /// The other node beside which one stands, and on which side of it.
  struct Attachment: Hashable, Sendable {
    var host: String
    var side: Edge
  }

  /// What stands inside.
  enum Content: Sendable {
    case label(String)
    case drawing(Group)
  }

  let name: String
  var shape: Shape
  var content: Content
  var fill: Tone?
  var tone: Tone?
  var caption: String?
  var layer: Int?
  var attachment: Attachment?
  var opacity = 1.0

  /// A node with a label.
  ///
  /// - Parameters:
  ///   - name: by which arrows find the node, and the name of its part.
  ///   - label: text with formulas between dollar signs; without it the name as a formula, so that
  ///     `f_0` needs no more.
  public init(_ name: String, label: String? = nil, shape: Shape = .circle) {
    self.name = name
    self.shape = shape
    content = .label(label ?? "$\(name)$")
  }

  /// A node around a drawing of its own size, such as a small picture.
  public init(
    _ name: String, shape: Shape = .box, @DrawingBuilder content: () -> Group
  ) {
    self.name = name
    self.shape = shape
    self.content = .drawing(content())
  }

  /// The tone inside the outline; without it the ground.
  public func fill(_ tone: Tone) -> GraphNode { with { $0.fill = tone } }

  /// The tone of outline and label.
  public func foregroundStyle(_ tone: Tone) -> GraphNode { with { $0.tone = tone } }

  /// A small line of text beside the node, across the diagram's flow: the value that it has.
  public func caption(_ text: String?) -> GraphNode { with { $0.caption = text } }

  /// Puts the node into a later layer than its arrows ask for; 0 is the first.
  public func layer(_ layer: Int) -> GraphNode { with { $0.layer = layer } }

  /// Hangs the node beside another one, outside of the layers. Nodes at the same side of one host
  /// stand in a row.
  ///
  /// - Parameter side: `.top` or `.bottom` where the diagram flows to the side, `.leading` or
  ///   `.trailing` where it flows up or down.
  public func attached(to host: String, side: Edge = .bottom) -> GraphNode {
    with { $0.attachment = Attachment(host: host, side: side) }
  }

  /// Fades the node; 0 leaves it out but keeps its place.
  public func opacity(_ opacity: Double) -> GraphNode { with { $0.opacity *= opacity } }

  private func with(_ change: (inout GraphNode) -> Void) -> GraphNode {
    var node = self
    change(&node)
    return node
  }
}

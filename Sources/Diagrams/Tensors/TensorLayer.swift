import Learning

/// One layer of a `TensorDiagram`: positions from top to bottom, channels from left to right.
public struct TensorLayer: Hashable, Sendable {
  public var positions: Int
  public var channels: Int
  /// What stands below the column, for example `Hidden layer, $\mathbf{H}_1$`.
  public var caption: String?
  /// The positions drawn in grey, from 0: those that the unit looked at depends on.
  public var highlighted: Set<Int>
  /// What stands below the funnel from the layer before: the shape of the weights, the stride.
  public var operation: String?
  /// The name of the column's part; without it `layer 0`, `layer 1`, ….
  public var name: String?

  public init(
    positions: Int, channels: Int, caption: String? = nil, highlighted: Set<Int> = [],
    operation: String? = nil, name: String? = nil
  ) {
    precondition(positions > 0 && channels > 0, "a layer has at least one position and channel")
    precondition(
      highlighted.allSatisfy { (0..<positions).contains($0) },
      "a highlighted position outside 0..<\(positions)")
    self.positions = positions
    self.channels = channels
    self.caption = caption
    self.highlighted = highlighted
    self.operation = operation
    self.name = name
  }

  /// A layer with what a unit of a later layer depends on highlighted.
  public init(_ field: ReceptiveField, caption: String? = nil, operation: String? = nil) {
    self.init(
      positions: field.positions, channels: field.channels, caption: caption,
      highlighted: field.reached, operation: operation)
  }

  /// From the first highlighted position to the last.
  var highlightedRange: ClosedRange<Int>? {
    guard let first = highlighted.min(), let last = highlighted.max() else { return nil }
    return first...last
  }
}

import Compute

/// The part of a layer that a unit of a later layer depends on (UDL, section 10.2.6).
public struct ReceptiveField: Hashable, Codable, Sendable {
  /// How many positions and channels the layer has.
  public let positions: Int
  public let channels: Int
  /// The positions that the unit depends on, from 0.
  public let reached: Set<Int>
}

extension Array where Element == Conv1D {
  /// What the units at `position` of the last layer depend on, in every layer from the input to the
  /// last (UDL, figure 10.6).
  ///
  /// Found by pushing a gradient back through the layers with weights of one, under which nothing
  /// cancels, and looking where it isn't zero.
  ///
  /// - Parameter length: the number of positions of the input.
  /// - Throws: `ShapeError` where the layers don't fit together.
  public func receptiveFields(of position: Int, length: Int) throws -> [ReceptiveField] {
    precondition(!isEmpty, "receptive fields need a layer")
    let channels = [self[0].channels] + map(\.outputs)
    let program = try Program { trace in
      var layers = [trace.input("x", [1, channels[0], length])]
      for layer in self {
        layers.append(
          layers[layers.count - 1].convolved1D(
            trace.constant(.ones([layer.outputs, layer.channels, layer.size])),
            stride: layer.stride, padding: layer.padding, dilation: layer.dilation))
      }
      let last = layers[layers.count - 1]
      guard last.shape.rank == 3 else { return }
      precondition(
        (0..<last.shape[2]).contains(position), "position \(position) of \(last.shape[2])")
      let unit = last.slice(2, position..<(position + 1)).sum()
      for (index, gradient) in unit.gradients(layers).enumerated() {
        trace.output("gradient \(index)", gradient)
      }
    }
    let run = Execution(program)
    run["x"] = .ones([1, channels[0], length])
    try run.run()
    return channels.indices.map { index in
      let gradient = run["gradient \(index)"]
      let positions = gradient.shape[2]
      let reached = gradient.elements.indices.filter { gradient.elements[$0] != 0 }
      return ReceptiveField(
        positions: positions, channels: channels[index],
        reached: Set(reached.map { $0 % positions }))
    }
  }
}

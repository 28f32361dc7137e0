import Compute

/// Which positions of each earlier layer a unit of a stack of 1-D convolutions depends on (UDL,
/// figure 10.6), found by pushing a gradient back from it.
public struct ReceptiveField: Hashable, Sendable {
  /// The positions, from 0, on which the gradient is not zero: those of the input first, then those
  /// of each layer up to the unit's own.
  public let positions: [Set<Int>]

  /// How many inputs the unit sees.
  public var size: Int { positions[0].count }

  /// The field of the units at one position of the last layer of `stack`.
  ///
  /// All weights and inputs are taken as 1, so that no contributions cancel.
  ///
  /// - Parameters:
  ///   - position: the unit's place in the last layer, from 0.
  ///   - length: the number of positions of the input.
  /// - Throws: `ShapeError` if the layers don't fit together.
  public init(ofPosition position: Int, in stack: [Conv1D], length: Int) throws {
    guard let first = stack.first else {
      positions = [[position]]
      return
    }
    let input = Tensor.ones([1, first.channels, length])
    let gradients = try Function([input.shape]) { x in
      var layers = [x[0]]
      for layer in stack {
        let weights = Tensor.ones([layer.outputs, layer.channels, layer.size])
        layers.append(
          layers[layers.count - 1].convolved1D(
            x[0].constant(weights), stride: layer.stride, padding: layer.padding,
            dilation: layer.dilation))
      }
      let last = layers[layers.count - 1]
      let unit = last.slice(2, position..<(position + 1)).sum()
      return unit.gradients(layers)
    }
    // A position counts if the gradient of any of its channels is not zero.
    positions = gradients([input]).map { gradient in
      let length = gradient.shape[2]
      return Set(gradient.elements.indices.filter { gradient.elements[$0] != 0 }.map { $0 % length })
    }
  }
}

extension Conv1D {
  /// The number of positions that the layer makes of `length` positions.
  public func outputLength(for length: Int) -> Int {
    (length + 2 * padding - dilation * (size - 1) - 1) / stride + 1
  }
}

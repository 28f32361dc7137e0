/// Pictures with a rectangle cut out of each: what a network learns from that fills them, without
/// any labels (UDL section 9.3.7).
public struct HoledImages: Sendable {
  /// Inputs `[count, channels + 1, height, width]`, the pictures with zeros in the holes and then a
  /// channel that is 1 there; targets the whole pictures with the same channel.
  public let examples: Examples

  /// - Parameters:
  ///   - images: `[count, channels, height, width]`.
  ///   - height, width: of the holes, in pixels.
  ///   - key: draws where they are.
  public init(_ images: Tensor, height: Int, width: Int, key: Key) {
    let (rows, columns) = (images.shape[2], images.shape[3])
    precondition(height <= rows && width <= columns, "the hole is larger than the picture")
    let count = images.shape[0]
    let tops = key.fold("rows").integers(count: count, in: 0..<(rows - height + 1))
    let lefts = key.fold("columns").integers(count: count, in: 0..<(columns - width + 1))
    var mask = [Float](repeating: 0, count: count * rows * columns)
    for index in 0..<count {
      for row in tops[index]..<(tops[index] + height) {
        let start = (index * rows + row) * columns + lefts[index]
        for place in start..<(start + width) { mask[place] = 1 }
      }
    }
    let hole = Tensor(mask, shape: [count, 1, rows, columns])
    examples = Examples(
      inputs: .concatenated([images * (1 - hole), hole], axis: 1),
      targets: .concatenated([images, hole], axis: 1))
  }

  private var channels: Int { examples.inputs.shape[1] - 1 }
  private var mask: Tensor { examples.inputs.slice(1, channels..<(channels + 1)) }
  private var visible: Tensor { examples.inputs.slice(1, 0..<channels) }

  /// The pictures with a network's outputs in the holes.
  public func filled(by outputs: Tensor) -> Tensor { visible + outputs * mask }

  /// The pictures with one colour in the holes.
  public func filled(with color: [Float]) -> Tensor {
    visible + Tensor(color, shape: [1, channels, 1, 1]) * mask
  }

  /// The mean squared error inside the holes, of a network's outputs.
  public func error(of outputs: Tensor) -> Double {
    let truth = examples.targets.slice(1, 0..<channels)
    let squares = ((outputs - truth).squared() * mask).sum().scalar
    return Double(squares / (mask.sum().scalar * Float(channels)))
  }

  /// The same if the mean colour of what is left of each picture were put into its hole.
  public var errorOfMeanColor: Double {
    let left = (1 - mask).sum([2, 3], keepingAxes: true)
    return error(of: visible.sum([2, 3], keepingAxes: true) / left + 0 * visible)
  }
}

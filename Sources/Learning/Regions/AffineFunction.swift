import Geometry

/// The function `offset + gradient · p` of a point `p` in the plane.
public struct AffineFunction: Hashable, Sendable {
  public let gradient: Point
  public let offset: Double

  public init(gradient: Point, offset: Double) {
    self.gradient = gradient
    self.offset = offset
  }

  public func callAsFunction(_ p: Point) -> Double {
    offset + gradient.x * p.x + gradient.y * p.y
  }
}

extension ReLUNetwork {
  /// The derivative of every output by every input, row-major, where `pattern` holds.
  ///
  /// Weights are multiplied from the output backwards, which is cheapest for few outputs.
  func jacobian(for pattern: ActivationPattern) -> [Double] {
    var product = layers[layers.count - 1].weights
    var firstUnit = unitCount
    for layer in layers.dropLast().reversed() {
      firstUnit -= layer.outputCount
      var next = [Double](repeating: 0, count: outputCount * layer.inputCount)
      for output in 0..<outputCount {
        for unit in 0..<layer.outputCount where pattern[firstUnit + unit] {
          let factor = product[output * layer.outputCount + unit]
          for input in 0..<layer.inputCount {
            next[output * layer.inputCount + input] +=
              factor * layer.weights[unit * layer.inputCount + input]
          }
        }
      }
      product = next
    }
    return product
  }
}

import Geometry

/// The function `offset + gradient · p` of a point `p` in the plane.
public struct AffineFunction: Hashable, Codable, Sendable {
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
  /// What the network computes where `pattern` holds: the derivative of every output by every
  /// input, row-major, and the value that each output would have at the origin.
  ///
  /// Weights are multiplied from the output backwards, which is cheapest for few outputs.
  func affineMap(for pattern: ActivationPattern) -> (jacobian: [Double], offsets: [Double]) {
    let last = layers[layers.count - 1]
    var product = last.weights
    var offsets = last.biases
    var firstUnit = unitCount
    for layer in layers.dropLast().reversed() {
      firstUnit -= layer.outputCount
      let inputCount = layer.inputCount
      var next = [Double](repeating: 0, count: outputCount * inputCount)
      next.withUnsafeMutableBufferPointer { next in
        layer.weights.withUnsafeBufferPointer { weights in
          for unit in 0..<layer.outputCount where pattern[firstUnit + unit] {
            for output in 0..<outputCount {
              let factor = product[output * layer.outputCount + unit]
              offsets[output] += factor * layer.biases[unit]
              for input in 0..<inputCount {
                next[output * inputCount + input] += factor * weights[unit * inputCount + input]
              }
            }
          }
        }
      }
      product = next
    }
    return (product, offsets)
  }
}

/// A linear piece of a network of one input: an interval on which no unit switches.
public struct LinearPiece: Hashable, Codable, Sendable {
  public let interval: ClosedRange<Double>
  public let pattern: ActivationPattern
  /// The slope of each output.
  public let slopes: [Double]
  /// The value that each output would have at zero if the piece went on that far.
  public let offsets: [Double]

  /// The outputs at `x`, which should lie in the interval.
  public func callAsFunction(_ x: Double) -> [Double] {
    zip(slopes, offsets).map { slope, offset in offset + slope * x }
  }
}

/// A place where a network of one input bends, and the unit that switches there.
public struct Breakpoint: Hashable, Codable, Sendable {
  public let x: Double
  /// The hidden layer, from 0.
  public let layer: Int
  /// The unit in its layer, from 0.
  public let unit: Int
}

extension ReLUNetwork {
  /// The exact linear pieces on `interval`, from left to right (UDL, section 3.1).
  public func pieces(on interval: ClosedRange<Double>) throws -> [LinearPiece] {
    let nodes = try nodes(on: interval)
    return zip(nodes, nodes.dropFirst()).map { left, right in
      let middle = left.x + (right.x - left.x) / 2
      let pattern = evaluate([middle]).pattern
      let (slopes, offsets) = affineMap(for: pattern)
      return LinearPiece(
        interval: left.x...right.x, pattern: pattern, slopes: slopes, offsets: offsets)
    }
  }

  /// The exact linear pieces along a line through the input space.
  ///
  /// The number `t` of `interval` stands for the input `origin + t direction`.
  public func pieces(
    on interval: ClosedRange<Double>, origin: [Double], direction: [Double]
  ) throws -> [LinearPiece] {
    try restricted(origin: origin, directions: [direction]).pieces(on: interval)
  }

  /// Where units switch inside `interval`, from left to right. Several units may switch at one
  /// place.
  public func breakpoints(on interval: ClosedRange<Double>) throws -> [Breakpoint] {
    try nodes(on: interval).flatMap { node in
      node.units.map { Breakpoint(x: node.x, layer: $0.layer, unit: $0.unit) }
    }
  }

  /// An end of a piece and the units that switch there; the ends of the interval come with none.
  private struct Node {
    var t: Double
    var x: Double
    var units: [(layer: Int, unit: Int)]
    /// The current layer's inputs, and the pre-activations computed from them.
    var hidden: [Double]
    var values: [Double]
  }

  private func nodes(on interval: ClosedRange<Double>) throws -> [Node] {
    guard inputCount == 1 else {
      throw RegionsError(
        "The network has \(inputCount) inputs, not 1; give a line through its input space.")
    }
    let (low, high) = (interval.lowerBound, interval.upperBound)
    guard low < high, low.isFinite, high.isFinite else {
      throw RegionsError(
        "Pieces need an interval of positive, finite length; this one runs from \(low) to \(high).")
    }
    // Coordinates from -1 to 1 give the tolerances the same meaning on every interval.
    let (centre, half) = (low / 2 + high / 2, high / 2 - low / 2)
    let scaled = try restricted(origin: [centre], directions: [[half]])
    var nodes = [(-1.0, low), (1.0, high)].map { t, x in
      Node(t: t, x: x, units: [], hidden: [t], values: [])
    }
    for (layerIndex, layer) in scaled.layers.dropLast().enumerated() {
      var negligible = [Double](repeating: 0, count: layer.outputCount)
      for index in nodes.indices {
        nodes[index].values = layer(nodes[index].hidden)
        for unit in 0..<layer.outputCount {
          let magnitude = (0..<layer.inputCount).reduce(abs(layer.biases[unit])) {
            $0 + abs(layer.weights[unit * layer.inputCount + $1] * nodes[index].hidden[$1])
          }
          negligible[unit] = max(negligible[unit], 1e-14 * magnitude)
        }
      }
      for unit in 0..<layer.outputCount {
        nodes = Self.split(
          nodes, at: unit, layer: layerIndex, negligible: negligible[unit]
        ) { t in centre + t * half }
      }
      for index in nodes.indices { nodes[index].hidden = nodes[index].values.map { max($0, 0) } }
    }
    return nodes
  }

  /// Adds nodes where `unit` changes sign, or names it at a node that is already there.
  private static func split(
    _ nodes: [Node], at unit: Int, layer: Int, negligible: Double, place: (Double) -> Double
  ) -> [Node] {
    var result = [nodes[0]]
    // The last node at which the unit's sign is certain, as an index into `result`.
    var certain = abs(nodes[0].values[unit]) > negligible ? 0 : nil as Int?
    for var node in nodes.dropFirst() {
      let value = node.values[unit]
      guard abs(value) > negligible else {
        result.append(node)
        continue
      }
      if let left = certain, (result[left].values[unit] > 0) != (value > 0) {
        if left < result.count - 1 {
          // It is zero at the nodes in between: it is active up to the first or from the last.
          let index = value > 0 ? result.count - 1 : left + 1
          result[index].units.append((layer, unit))
        } else {
          let a = result[left]
          let fraction = a.values[unit] / (a.values[unit] - value)
          let t = a.t + fraction * (node.t - a.t)
          if t - a.t < Subdivision.snapDistance {
            // At an end of the interval there is nothing to its other side.
            if left > 0 { result[left].units.append((layer, unit)) }
          } else if node.t - t < Subdivision.snapDistance {
            if node.t < 1 { node.units.append((layer, unit)) }
          } else {
            var values = zip(a.values, node.values).map { $0 + fraction * ($1 - $0) }
            values[unit] = 0
            result.append(
              Node(t: t, x: place(t), units: [(layer, unit)], hidden: [], values: values))
          }
        }
      }
      certain = result.count
      result.append(node)
    }
    return result
  }
}

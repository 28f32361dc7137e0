/// A fully connected network of rectified linear units in double precision, as plain numbers.
///
/// Every layer but the last is followed by a ReLU; the last is linear. This is the form in which a
/// network is analysed: its output is continuous and piecewise linear in its input (UDL, sections
/// 3.2 and 4.2), and `pieces(on:)` and `regions(in:)` find the pieces exactly.
public struct ReLUNetwork: Hashable, Codable, Sendable {
  /// An affine map `y = W x + b`.
  public struct Layer: Hashable, Codable, Sendable {
    public let inputCount: Int
    public let outputCount: Int
    /// Row-major, one row of `inputCount` numbers for each output.
    public let weights: [Double]
    public let biases: [Double]

    /// A layer from its numbers, row-major, one row for each output.
    public init(inputCount: Int, outputCount: Int, weights: [Double], biases: [Double]) throws {
      guard inputCount > 0, outputCount > 0 else {
        throw RegionsError("A layer needs at least one input and one output.")
      }
      guard weights.count == inputCount * outputCount, biases.count == outputCount else {
        throw RegionsError(
          "A layer from \(inputCount) to \(outputCount) units needs \(inputCount * outputCount) "
            + "weights and \(outputCount) biases; it was given \(weights.count) and "
            + "\(biases.count).")
      }
      guard weights.allSatisfy(\.isFinite), biases.allSatisfy(\.isFinite) else {
        throw RegionsError(
          "A layer from \(inputCount) to \(outputCount) units has a weight or bias that is not "
            + "finite; the training that made it has probably diverged.")
      }
      self.inputCount = inputCount
      self.outputCount = outputCount
      self.weights = weights
      self.biases = biases
    }

    /// `W x + b`.
    public func callAsFunction(_ x: [Double]) -> [Double] {
      precondition(x.count == inputCount, "the layer takes \(inputCount) inputs, not \(x.count)")
      return (0..<outputCount).map { unit in
        var sum = biases[unit]
        for input in 0..<inputCount { sum += weights[unit * inputCount + input] * x[input] }
        return sum
      }
    }
  }

  public let layers: [Layer]

  /// A network of at least one layer, each taking what the one before it gives.
  public init(layers: [Layer]) throws {
    guard !layers.isEmpty else { throw RegionsError("A network needs at least one layer.") }
    for (index, pair) in zip(layers, layers.dropFirst()).enumerated()
    where pair.0.outputCount != pair.1.inputCount {
      throw RegionsError(
        "Layer \(index + 1) gives \(pair.0.outputCount) numbers but layer \(index + 2) takes "
          + "\(pair.1.inputCount).")
    }
    self.layers = layers
  }

  /// A network from nested arrays: `weights[layer][unit][input]` and `biases[layer][unit]`.
  public init(weights: [[[Double]]], biases: [[Double]]) throws {
    guard weights.count == biases.count else {
      throw RegionsError(
        "A network needs as many arrays of biases as of weights; it was given \(biases.count) and "
          + "\(weights.count).")
    }
    try self.init(
      layers: zip(weights, biases).enumerated().map { index, pair in
        let (rows, biases) = pair
        let inputCount = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == inputCount }) else {
          throw RegionsError("The rows of weights of layer \(index + 1) differ in length.")
        }
        return try Layer(
          inputCount: inputCount, outputCount: rows.count, weights: rows.flatMap { $0 },
          biases: biases)
      })
  }

  public var inputCount: Int { layers[0].inputCount }
  public var outputCount: Int { layers[layers.count - 1].outputCount }
  /// The number of rectified units in each hidden layer.
  public var hiddenCounts: [Int] { layers.dropLast().map(\.outputCount) }
  /// The number of rectified units in all hidden layers.
  public var unitCount: Int { hiddenCounts.reduce(0, +) }

  /// The output at `x`.
  public func callAsFunction(_ x: [Double]) -> [Double] { evaluate(x).output }

  /// The output at `x` and which units are active there, that is, have a positive pre-activation.
  public func evaluate(_ x: [Double]) -> (output: [Double], pattern: ActivationPattern) {
    var pattern = ActivationPattern(count: unitCount)
    var hidden = x
    var unit = 0
    for layer in layers.dropLast() {
      hidden = layer(hidden)
      for index in hidden.indices {
        if hidden[index] > 0 { pattern[unit] = true } else { hidden[index] = 0 }
        unit += 1
      }
    }
    return (layers[layers.count - 1](hidden), pattern)
  }

  /// The network that feeds this one's output into `next` (UDL, sections 4.1 and 4.2).
  ///
  /// The linear output of the first and the linear input of the second become one layer,
  /// so the result has only the hidden units of both.
  public func followed(by next: ReLUNetwork) throws -> ReLUNetwork {
    let last = layers[layers.count - 1]
    let first = next.layers[0]
    guard last.outputCount == first.inputCount else {
      throw RegionsError(
        "A network with \(last.outputCount) outputs can't feed one with \(first.inputCount) "
          + "inputs.")
    }
    var weights = [Double](repeating: 0, count: first.outputCount * last.inputCount)
    for row in 0..<first.outputCount {
      for inner in 0..<first.inputCount {
        let factor = first.weights[row * first.inputCount + inner]
        for column in 0..<last.inputCount {
          weights[row * last.inputCount + column] +=
            factor * last.weights[inner * last.inputCount + column]
        }
      }
    }
    let joined = try Layer(
      inputCount: last.inputCount, outputCount: first.outputCount, weights: weights,
      biases: first(last.biases))
    return try ReLUNetwork(layers: layers.dropLast() + [joined] + next.layers.dropFirst())
  }

  /// The same network as a function of `s` coordinates, `x = origin + Σ s_j directions_j`.
  func restricted(origin: [Double], directions: [[Double]]) throws -> ReLUNetwork {
    guard origin.count == inputCount, directions.allSatisfy({ $0.count == inputCount }) else {
      throw RegionsError(
        "The network has \(inputCount) inputs, so a slice through its input space needs an origin "
          + "and directions of \(inputCount) numbers.")
    }
    guard origin.allSatisfy(\.isFinite), directions.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw RegionsError("The origin or a direction of a slice has a number that is not finite.")
    }
    let first = layers[0]
    let weights = (0..<first.outputCount).flatMap { unit in
      directions.map { direction in
        (0..<inputCount).reduce(0) { $0 + first.weights[unit * inputCount + $1] * direction[$1] }
      }
    }
    let restricted = try Layer(
      inputCount: directions.count, outputCount: first.outputCount, weights: weights,
      biases: first(origin))
    return try ReLUNetwork(layers: [restricted] + layers.dropFirst())
  }
}

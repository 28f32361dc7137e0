/// What backpropagation stores and finds on its way forward and back through a network of rectified
/// linear units (UDL section 7.4), in double precision.
///
/// The loss is the sum of squared distances between outputs and targets, over outputs and examples.
public struct Backpropagation: Hashable, Codable, Sendable {
  /// The inputs h₀, then each layer's hidden units h₁ to h_K: for each unit a number an example.
  public let hidden: [[[Double]]]
  /// The outputs f_K, for each of them a number an example.
  public let outputs: [[Double]]
  /// The derivatives of the loss with respect to the results f₀ to f_K of the layers' affine maps.
  public let preactivationGradients: [[[Double]]]
  /// The derivatives of the loss with respect to h₀ to h_K.
  public let hiddenGradients: [[[Double]]]

  /// - Parameters:
  ///   - inputs: for each input a number an example.
  ///   - targets: for each output a number an example.
  public init(_ network: ReLUNetwork, inputs: [[Double]], targets: [[Double]]) {
    precondition(
      inputs.count == network.inputCount && targets.count == network.outputCount,
      "the network has \(network.inputCount) inputs and \(network.outputCount) outputs")
    // Forward pass, section 7.4.1: f_k = β_k + Ω_k h_k and h_{k+1} = ReLU[f_k]
    var hidden = [inputs]
    for layer in network.layers.dropLast() {
      hidden.append(layer.applied(to: hidden[hidden.count - 1]).map { $0.map { max($0, 0) } })
    }
    let outputs = network.layers[network.layers.count - 1].applied(to: hidden[hidden.count - 1])
    // Backward pass, equation 7.24: ∂ℓ/∂f_{k-1} = 𝕀[f_{k-1} > 0] ⊙ (Ω_kᵀ ∂ℓ/∂f_k)
    var gradient = zip(outputs, targets).map { zip($0, $1).map { 2 * ($0 - $1) } }
    var preactivationGradients = [gradient]
    var hiddenGradients: [[[Double]]] = []
    for (k, layer) in network.layers.enumerated().reversed() {
      gradient = layer.transposedApplied(to: gradient)
      hiddenGradients.append(gradient)
      guard k > 0 else { break }
      gradient = zip(gradient, hidden[k]).map { zip($0, $1).map { $1 > 0 ? $0 : 0 } }
      preactivationGradients.append(gradient)
    }
    self.hidden = hidden
    self.outputs = outputs
    self.preactivationGradients = preactivationGradients.reversed()
    self.hiddenGradients = hiddenGradients.reversed()
  }

  /// The derivative of the loss with respect to one weight of Ω_k, summed over examples: each is
  /// that of its target times the activation of its source (equation 7.22).
  public func gradient(ofWeight k: Int, from source: Int, to target: Int) -> Double {
    zip(preactivationGradients[k][target], hidden[k][source]).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension ReLUNetwork.Layer {
  /// `W x + b` for many examples at once: for each unit a number an example.
  fileprivate func applied(to x: [[Double]]) -> [[Double]] {
    (0..<outputCount).map { unit in
      var sums = [Double](repeating: biases[unit], count: x[0].count)
      for input in 0..<inputCount {
        sums.add(x[input], times: weights[unit * inputCount + input])
      }
      return sums
    }
  }

  /// `Wᵀ y` for many examples at once.
  fileprivate func transposedApplied(to y: [[Double]]) -> [[Double]] {
    (0..<inputCount).map { input in
      var sums = [Double](repeating: 0, count: y[0].count)
      for unit in 0..<outputCount {
        sums.add(y[unit], times: weights[unit * inputCount + input])
      }
      return sums
    }
  }
}

extension [Double] {
  fileprivate mutating func add(_ other: [Double], times factor: Double) {
    withUnsafeMutableBufferPointer { sums in
      other.withUnsafeBufferPointer { other in
        for index in 0..<Swift.min(sums.count, other.count) { sums[index] += factor * other[index] }
      }
    }
  }
}

extension ReLUNetwork {
  /// The network with one weight changed.
  ///
  /// - Parameters:
  ///   - layer: the number of the weight's matrix Ω, from 0.
  ///   - source, target: the numbers of the units that it connects, from 0.
  public func changing(
    layer: Int, from source: Int, to target: Int, by change: Double
  ) throws -> ReLUNetwork {
    var layers = layers
    let old = layers[layer]
    var weights = old.weights
    weights[target * old.inputCount + source] += change
    layers[layer] = try Layer(
      inputCount: old.inputCount, outputCount: old.outputCount, weights: weights,
      biases: old.biases)
    return try ReLUNetwork(layers: layers)
  }

  /// The network after a step of gradient descent: every parameter less its derivative times α
  /// (equation 6.3).
  ///
  /// - Parameter pass: what backpropagation has found in this network.
  public func stepping(against pass: Backpropagation, learningRate: Double) throws -> ReLUNetwork {
    let layers = try layers.enumerated().map { k, layer in
      let weights = (0..<layer.outputCount).flatMap { unit in
        (0..<layer.inputCount).map { source in
          layer.weights[unit * layer.inputCount + source]
            - learningRate * pass.gradient(ofWeight: k, from: source, to: unit)
        }
      }
      let biases = zip(layer.biases, pass.preactivationGradients[k]).map {
        $0 - learningRate * $1.reduce(0, +)
      }
      return try Layer(
        inputCount: layer.inputCount, outputCount: layer.outputCount, weights: weights,
        biases: biases)
    }
    return try ReLUNetwork(layers: layers)
  }
}

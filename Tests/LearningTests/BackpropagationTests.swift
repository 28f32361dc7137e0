import Learning
import Testing

@Suite struct BackpropagationTests {
  private func network(_ widths: [Int], _ key: Key) throws -> ReLUNetwork {
    let layers = try zip(widths, widths.dropFirst()).enumerated().map { index, widths in
      try ReLUNetwork.Layer(
        inputCount: widths.0, outputCount: widths.1,
        weights: key.fold(index).normal(count: widths.0 * widths.1),
        biases: key.fold("biases").fold(index).normal(count: widths.1))
    }
    return try ReLUNetwork(layers: layers)
  }

  private func loss(_ network: ReLUNetwork, _ inputs: [[Double]], _ targets: [[Double]]) -> Double {
    inputs[0].indices.reduce(0) { sum, example in
      let outputs = network(inputs.map { $0[example] })
      return sum + zip(outputs, targets).reduce(0) {
        $0 + ($1.0 - $1.1[example]) * ($1.0 - $1.1[example])
      }
    }
  }

  @Test(arguments: [[2, 1], [3, 4, 2], [1, 5, 5, 1], [3, 4, 2, 3, 2]])
  func gradientsAreDifferencesOfLosses(_ widths: [Int]) throws {
    let key = Key(seed: widths.count)
    let network = try network(widths, key)
    let inputs = (0..<widths[0]).map { key.fold("x").fold($0).normal(count: 3) }
    let targets = (0..<widths[widths.count - 1]).map { key.fold("y").fold($0).normal(count: 3) }
    let passes = Backpropagation(network, inputs: inputs, targets: targets)
    let step = 1e-5
    for (k, layer) in network.layers.enumerated() {
      for target in 0..<layer.outputCount {
        for source in 0..<layer.inputCount {
          let losses = try [-step, step].map { change in
            let changed = try network.changing(layer: k, from: source, to: target, by: change)
            return loss(changed, inputs, targets)
          }
          let gradient = passes.gradient(ofWeight: k, from: source, to: target)
          let difference = (losses[1] - losses[0]) / (2 * step)
          #expect(abs(gradient - difference) < 1e-5 * (1 + abs(difference)))
        }
      }
    }
    for input in 0..<widths[0] {
      var (up, down) = (inputs, inputs)
      up[input][1] += step
      down[input][1] -= step
      let difference = (loss(network, up, targets) - loss(network, down, targets)) / (2 * step)
      #expect(abs(passes.hiddenGradients[0][input][1] - difference) < 1e-5 * (1 + abs(difference)))
    }
  }

  @Test func theForwardPassIsTheNetwork() throws {
    let network = try network([2, 3, 2], Key(seed: 1))
    let passes = Backpropagation(network, inputs: [[0.5, -1], [2, 3]], targets: [[0, 0], [0, 0]])
    #expect(passes.outputs.map { $0[0] } == network([0.5, 2]))
    #expect(passes.outputs.map { $0[1] } == network([-1, 3]))
    #expect(passes.hidden.count == 2 && passes.hidden[1].count == 3)
    #expect(passes.preactivationGradients.count == 2 && passes.hiddenGradients.count == 2)
  }
}

@Suite struct ToyFunctionTests {
  @Test func theRecordedFunctionIsTheFormula() throws {
    let function = ToyFunction()
    for (input, target) in [(2.3, 2.0), (-1, 0.5), (0, 0)] {
      let graph = try function.graph(input: input, target: target)
      let loss = function.loss(input: input, target: target)
      #expect(abs(graph["\\ell_i"].value - loss) < 1e-4 * (1 + loss))
      #expect(function.gradientError(of: graph, input: input, target: target) < 1e-4)
      #expect(ToyFunction.chain.allSatisfy { graph[$0].value.isFinite })
    }
    // Values of the book's notebook 7.1
    #expect(abs(function.loss(input: 2.3, target: 2) - 0.139) < 1e-3)
  }
}

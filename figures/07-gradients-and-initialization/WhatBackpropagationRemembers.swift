import Lantern

/// The derivative for a weight is its source's activation times what its target does to the loss.
struct WhatBackpropagationRemembers: Figure {
  static let entry = Entry(
    "7.1", "What the forward pass must remember",
    alt: """
      The graph of a network with three inputs, hidden layers of four, two and three units and two \
      outputs, which lead to a loss together with the training output. All arrows are grey but one \
      in blue, from the second unit of the first hidden layer to the second unit of the second. \
      The darker a unit's orange, the larger its activation.
      """, treatment: .diagram)

  @Parameter("Seed", in: 0...99) var seed = 2
  @Parameter("Unit of the first hidden layer", in: 1...4) var source = 2
  @Parameter("Unit of the second hidden layer", in: 1...2) var target = 2

  struct Evidence: Codable, Sendable {
    var network: ReLUNetwork
    var input: [Double]
    /// The derivative for the highlighted weight, as a product and as a difference of losses.
    var product: Double
    var difference: Double
    /// The largest distance between such products and differences, over all 32 weights.
    var largestError: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let network = try ReLUNetwork(
      MLP([3, 4, 2, 3, 2]).initialized(lab.key("parameters")))
    let input = lab.key("input").normal(count: 3)
    let target = lab.key("target").normal(count: 2)
    let passes = Backpropagation(network, inputs: input.map { [$0] }, targets: target.map { [$0] })

    func loss(_ network: ReLUNetwork) -> Double {
      zip(network(input), target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    func difference(_ k: Int, _ source: Int, _ target: Int) throws -> Double {
      let step = 1e-6
      let losses = try [-step, step].map { change in
        loss(try network.changing(layer: k, from: source, to: target, by: change))
      }
      return (losses[1] - losses[0]) / (2 * step)
    }
    var largestError = 0.0
    for (k, layer) in network.layers.enumerated() {
      for target in 0..<layer.outputCount {
        for source in 0..<layer.inputCount {
          let product = passes.gradient(ofWeight: k, from: source, to: target)
          largestError = max(largestError, abs(product - (try difference(k, source, target))))
        }
      }
    }
    return Evidence(
      network: network, input: input,
      product: passes.gradient(ofWeight: 1, from: source - 1, to: self.target - 1),
      difference: try difference(1, source - 1, self.target - 1), largestError: largestError)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    NetworkDiagram(evidence.network, symbols: ["x", "h", "h'", "h''", "f"])
      .activations(for: evidence.input)
      .loss(caption: "Training\noutput, $y$")
      .unitLabels(false)
      .edgeTone(.lightGray)
      .highlight(["h\(source)→h'\(target)"], .steel)
      .unitSize(17.5)
      .spacing(layers: 70, units: 22.6)
      .connectionCaptions(
        above: (0...3).map { #"$\boldsymbol\Omega_\#($0)$"# } + [""])
      .layerCaptions([
        "Training\ninput, $\\mathbf{x}$", "Hidden\nlayer, $\\mathbf{h}_1$",
        "Hidden\nlayer, $\\mathbf{h}_2$", "Hidden\nlayer, $\\mathbf{h}_3$",
        "Output,\n$\\mathbf{f}[\\mathbf{x},\\boldsymbol\\phi]$", "Loss, $\\ell$",
      ])
  }

  var claims: [Claim<Evidence>] {
    Claim("activation times sensitivity is the weight's derivative", atMost: 1e-6) {
      abs($0.product - $0.difference)
    }
    Claim("so it is for each of the 32 weights", atMost: 1e-6) { $0.largestError }
  }
}

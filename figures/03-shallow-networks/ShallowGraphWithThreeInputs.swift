import Lantern

/// A shallow network with three inputs and two outputs as a graph.
struct ShallowGraphWithThreeInputs: Figure {
  static let entry = Entry(
    "3.11", "Graph of a network with three inputs and two outputs",
    alt: """
      A graph: arrows lead from three inputs to each of three hidden units, and from these to each \
      of two outputs.
      """, treatment: .diagram, width: .half)

  func compute(in lab: Lab) throws -> ReLUNetwork {
    try ReLUNetwork(MLP([3, 3, 2]).initialized(lab.key("parameters")))
  }

  func page(_ network: ReLUNetwork) -> some Drawing {
    NetworkDiagram(network)
      .activationGlyphs(false)
      .spacing(layers: 80)
  }

  var claims: [Claim<ReLUNetwork>] {
    Claim("there is an arrow for each of the fifteen weights", equals: 15) {
      Double(NetworkDiagram($0).arrowNames.count)
    }
    Claim("with the offsets the network has 20 parameters", equals: 20) { network in
      Double(network.layers.reduce(0) { $0 + $1.weights.count + $1.biases.count })
    }
  }
}

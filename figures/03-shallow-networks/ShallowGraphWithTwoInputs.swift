import Lantern

/// A shallow network with two inputs as a graph.
struct ShallowGraphWithTwoInputs: Figure {
  static let entry = Entry(
    "3.7", "Graph of a network with two inputs",
    alt: """
      A graph: arrows lead from two inputs to each of three hidden units, and from these to one \
      output.
      """, treatment: .diagram, width: .half)

  func compute(in lab: Lab) throws -> ReLUNetwork {
    try ReLUNetwork(MLP([2, 3, 1]).initialized(lab.key("parameters")))
  }

  func page(_ network: ReLUNetwork) -> some Drawing {
    NetworkDiagram(network)
      .activationGlyphs(false)
      .spacing(layers: 80)
  }

  var claims: [Claim<ReLUNetwork>] {
    Claim("there is an arrow for each of the nine weights", equals: 9) {
      Double(NetworkDiagram($0).arrowNames.count)
    }
  }
}

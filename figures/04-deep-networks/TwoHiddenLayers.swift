import Lantern

/// A network with two hidden layers as a graph.
struct TwoHiddenLayers: Figure {
  static let entry = Entry(
    "4.4", "Graph of a network with two hidden layers",
    alt: """
      A graph: arrows lead from one input to three hidden units, from each of these to each of \
      three more, and from these to the output.
      """, treatment: .diagram, width: .points(310))

  struct Evidence: Sendable {
    var network: ReLUNetwork
    var parameterCount: Int
  }

  func compute(in lab: Lab) throws -> Evidence {
    let model = MLP([1, 3, 3, 1])
    return Evidence(
      network: try ReLUNetwork(model.initialized(lab.key("parameters"))),
      parameterCount: model.parameterCount)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    NetworkDiagram(evidence.network, symbols: ["x", "h", "h'", "y'"])
  }

  var claims: [Claim<Evidence>] {
    Claim("there is an arrow for each of the fifteen weights", equals: 15) {
      Double(NetworkDiagram($0.network).arrowNames.count)
    }
    Claim("with the offsets the network has 22 parameters", equals: 22) {
      Double($0.parameterCount)
    }
  }
}

import Lantern

/// What the parts of a network are called.
struct NetworkTerminology: Figure {
  static let entry = Entry(
    "3.12", "Names of the parts of a network",
    alt: """
      The graph of a network with three inputs, four hidden units and two outputs, with the \
      headings input layer, hidden layer and output layer. Dotted arrows lead from the word weight \
      to one of the arrows, and from the words neuron or hidden unit to the last hidden unit.
      """, treatment: .diagram, width: .points(260))

  func compute(in lab: Lab) throws -> ReLUNetwork {
    try ReLUNetwork(MLP([3, 4, 2]).initialized(lab.key("parameters")))
  }

  func page(_ network: ReLUNetwork) -> some Drawing {
    NetworkDiagram(network)
      .activationGlyphs(false)
      .layerTitles(["Input layer", "Hidden layer", "Output layer"])
      .layerStyle(1, .brown)
      .callout("Weight", at: "x3→h4", side: .bottomLeading, tone: .steel)
      .callout("Neuron or\nhidden unit", at: "h4", side: .bottomTrailing, tone: .brown)
  }

  var claims: [Claim<ReLUNetwork>] {
    Claim("there is an arrow for each of the twenty weights", equals: 20) {
      Double(NetworkDiagram($0).arrowNames.count)
    }
  }
}

import Lantern

/// Each layer's weights are a matrix and its offsets a vector; their sizes follow from the widths.
struct MatrixNotation: Figure {
  static let entry = Entry(
    "4.6", "Matrix notation for a deep network",
    alt: """
      The graph of a network with three inputs, hidden layers of four, two and three units, and \
      two outputs, with a unit that is 1 over each layer. Above the arrows between layers stand \
      the sizes of the offset vectors, below them those of the weight matrices, and under each \
      layer its name and width.
      """, treatment: .diagram)

  struct Evidence: Sendable {
    var network: ReLUNetwork
    var parameterCount: Int
  }

  func compute(in lab: Lab) throws -> Evidence {
    let model = MLP([3, 4, 2, 3, 2])
    return Evidence(
      network: try ReLUNetwork(model.initialized(lab.key("parameters"))),
      parameterCount: model.parameterCount)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let layers = evidence.network.layers
    let hidden = layers.dropLast().enumerated().map { index, layer in
      "Hidden\nlayer, $\\mathbf{h}_\(index + 1)$\n$D_\(index + 1)=\(layer.outputCount)$"
    }
    NetworkDiagram(evidence.network)
      .offsets()
      .hiddenLabels(false)
      .spacing(layers: 84)
      .connectionCaptions(
        above: layers.enumerated().map { index, layer in
          "$\\boldsymbol\\beta_\(index)\\in\\mathbb{R}^{\(layer.outputCount)}$"
        },
        below: layers.enumerated().map { index, layer in
          "$\\boldsymbol\\Omega_\(index)\\in"
            + "\\mathbb{R}^{\(layer.outputCount)\\times\(layer.inputCount)}$"
        }
      )
      .layerCaptions(
        ["Input, $\\mathbf{x}$\n$D_i=\(evidence.network.inputCount)$"] + hidden
          + ["Output, $\\mathbf{y}$\n$D_o=\(evidence.network.outputCount)$"])
  }

  var claims: [Claim<Evidence>] {
    Claim("there is an arrow for each of the 43 parameters", equals: 43) {
      Double(NetworkDiagram($0.network).offsets().arrowNames.count)
    }
    Claim("the model has 32 weights and 11 offsets", equals: 43) { Double($0.parameterCount) }
  }
}

import Lantern

/// A shallow network as a graph: every arrow is a parameter.
struct ShallowNetworkGraph: Figure {
  static let entry = Entry(
    "3.4", "A shallow network as a graph",
    alt: """
      Two graphs of the same network. In the first, arrows lead from the input x and from an \
      orange unit that is always 1 to three hidden units, and from these and another such unit to \
      the output y; each arrow bears the name of its parameter. In the second the units that are 1 \
      and the names are left out.
      """, treatment: .diagram)

  struct Evidence: Sendable {
    var network: ReLUNetwork
    var parameterCount: Int
  }

  func compute(in lab: Lab) throws -> Evidence {
    let model = MLP([1, 3, 1])
    return Evidence(
      network: try ReLUNetwork(model.initialized(lab.key("parameters"))),
      parameterCount: model.parameterCount)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(alignment: .bottom, spacing: 18) {
      Panel("a") {
        NetworkDiagram(evidence.network)
          .offsets()
          .parameterNames([#"\theta"#, #"\phi"#])
          .spacing(layers: 90)
      }
      Panel("b") {
        NetworkDiagram(evidence.network)
          .activationGlyphs(false)
          .spacing(layers: 62)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the first graph has an arrow for each of the ten parameters", equals: 10) { evidence in
      Double(NetworkDiagram(evidence.network).offsets().arrowNames.count)
    }
    Claim("the model has ten parameters", equals: 10) { Double($0.parameterCount) }
    Claim("the second graph has six arrows", equals: 6) {
      Double(NetworkDiagram($0.network).arrowNames.count)
    }
  }
}

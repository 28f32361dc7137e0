import Lantern

/// Last come the parameters: one more factor each from the chain of derivatives.
struct ToyParameterGradients: Figure {
  static let entry = Entry(
    "7.5", "From the chain of derivatives to the parameters",
    alt: """
      Nine circles in a row with arrows to the left, from the loss through its derivatives to that \
      with respect to f 0. From each derivative with respect to an f two arrows lead down to those \
      with respect to an offset and a weight; a local factor stands beside each.
      """, treatment: .diagram)

  @Parameter("Input", in: -3...3) var input = 2.3
  @Parameter("Target", in: -3...3) var target = 2.0
  @Parameter("Values below the parameters") var values = Visibility.shown

  enum Visibility: String, CaseIterable, ParameterValue { case shown, hidden }

  func compute(in lab: Lab) throws -> ComputationGraph {
    try ToyFunction().graph(input: input, target: target)
  }

  private func derivative(_ of: String, _ by: String) -> String {
    #"$\frac{\partial \#(of)}{\partial \#(by)}$"#
  }

  func page(_ graph: ComputationGraph) -> some Drawing {
    let chain = ToyFunction.chain
    GraphDiagram {
      GraphNode("x_i")
      for name in chain.dropFirst().dropLast() {
        GraphNode(name, label: derivative("\\ell_i", name))
      }
      GraphNode("\\ell_i")
      GraphEdge("x_i", "f_0").opacity(0)
      for (source, target) in zip(chain.dropFirst(), chain.dropFirst(2)) {
        GraphEdge(source, target).reversed()
      }
      for result in chain {
        for source in graph[result].sources where !chain.contains(source.name) {
          GraphNode(source.name, label: derivative("\\ell_i", source.name))
            .attached(to: result)
            .caption(
              values == .shown ? graph[source.name].gradient.label(decimals: 2) : nil)
          GraphEdge(result, source.name, label: derivative(result, source.name))
        }
      }
    }
    .spacing(layers: .infinity, nodes: 26)
  }

  var claims: [Claim<ComputationGraph>] {
    Claim("the eight derivatives are those of the book's notebook", atMost: 1e-3) { graph in
      let known = [
        [2.281, -17.060, -1.683, 0.745], [5.246, -16.079, -8.530, 0.489],
      ]
      let names = [#"\beta"#, #"\omega"#]
      return zip(names, known).flatMap { name, known in
        known.enumerated().map { abs(graph["\(name)_\($0)"].gradient - $1) }
      }.max() ?? 1
    }
    Claim("that of a weight is that of its offset times the line's input", atMost: 1e-5) { graph in
      zip(0..<4, ["x_i", "h_1", "h_2", "h_3"]).map { k, input in
        let product = graph["\\beta_\(k)"].gradient * graph[input].value
        return abs(graph["\\omega_\(k)"].gradient - product) / 17
      }.max() ?? 1
    }
    Claim("all equal differences of losses", atMost: 1e-5) {
      ToyFunction().gradientError(of: $0, input: input, target: target)
    }
  }
}

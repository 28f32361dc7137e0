import Lantern

/// Going back, each derivative is the one to its right times a local factor.
struct ToyBackwardPass: Figure {
  static let entry = Entry(
    "7.4", "Backward pass of the toy function",
    alt: """
      Nine circles in a row with arrows to the left. The last holds the loss, those before it the \
      derivatives of the loss with respect to f 3, h 3, f 2, h 2, f 1, h 1 and f 0, with their \
      values below. Over each arrow stands a local factor. The input stands alone at the left.
      """, treatment: .diagram)

  @Parameter("Input", in: -3...3) var input = 2.3
  @Parameter("Target", in: -3...3) var target = 2.0
  @Parameter("Values below the circles") var values = Visibility.shown

  enum Visibility: String, CaseIterable, ParameterValue { case shown, hidden }

  struct Evidence: Codable, Sendable {
    var graph: ComputationGraph
    /// The distance of the gradients from differences of losses, relative to the largest.
    var error: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let function = ToyFunction()
    let graph = try function.graph(input: input, target: target)
    return Evidence(
      graph: graph, error: function.gradientError(of: graph, input: input, target: target))
  }

  /// The quantities whose derivatives are shown.
  private let inner = ToyFunction.chain.dropFirst().dropLast()

  func page(_ evidence: Evidence) -> some Drawing {
    GraphDiagram {
      GraphNode("x_i")
      for name in inner {
        GraphNode(name, label: #"$\frac{\partial\ell_i}{\partial \#(name)}$"#)
          .caption(
            values == .shown ? evidence.graph[name].gradient.label(decimals: 2) : nil)
      }
      GraphNode("\\ell_i")
      GraphEdge("x_i", "f_0").opacity(0)
      for (source, target) in zip(inner, inner.dropFirst()) {
        GraphEdge(source, target, label: #"$\frac{\partial \#(target)}{\partial \#(source)}$"#)
          .reversed()
      }
      GraphEdge("f_3", "\\ell_i").reversed()
    }
    .spacing(layers: .infinity)
  }

  var claims: [Claim<Evidence>] {
    Claim("each derivative is the next one times the local factor", atMost: 1e-5) { evidence in
      let graph = evidence.graph
      let errors = inner.map { name in
        let next = graph.quantities.first { $0.sources.contains { $0.name == name } }
        let local = next?.sources.first { $0.name == name }?.derivative ?? .nan
        return abs(graph[name].gradient - local * (next?.gradient ?? .nan)) / 17
      }
      return errors.max() ?? 1
    }
    Claim("all derivatives equal differences of losses", atMost: 1e-5) { $0.error }
    Claim("they are those of the book's notebook", atMost: 1e-3) { evidence in
      let known = [2.281, 6.824, -17.060, -3.366, -1.683, 2.234, 0.745]
      return zip(inner, known).map { abs(evidence.graph[$0].gradient - $1) }.max() ?? 1
    }
  }
}

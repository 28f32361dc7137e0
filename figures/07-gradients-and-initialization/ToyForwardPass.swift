import Lantern

/// Automatic differentiation records the intermediate quantities of a nested function.
struct ToyForwardPass: Figure {
  static let entry = Entry(
    "7.3", "Forward pass of the toy function",
    alt: """
      Nine circles in a row with arrows to the right: the input, f 0, h 1, f 1, h 2, f 2, h 3, f 3 \
      and the loss. Each circle's value stands below it.
      """, treatment: .diagram)

  @Parameter("Input", in: -3...3) var input = 2.3
  @Parameter("Target", in: -3...3) var target = 2.0
  @Parameter("Values below the circles") var values = Visibility.shown

  enum Visibility: String, CaseIterable, ParameterValue { case shown, hidden }

  func compute(in lab: Lab) throws -> ComputationGraph {
    try ToyFunction().graph(input: input, target: target)
  }

  func page(_ graph: ComputationGraph) -> some Drawing {
    GraphDiagram {
      for name in ToyFunction.chain {
        GraphNode(name)
          .caption(values == .shown ? graph[name].value.label(decimals: 2) : nil)
      }
      for name in ToyFunction.chain {
        for source in graph[name].sources where ToyFunction.chain.contains(source.name) {
          GraphEdge(source.name, name)
        }
      }
    }
    .spacing(layers: .infinity)
  }

  var claims: [Claim<ComputationGraph>] {
    // The values that the book's notebook 7.1 gives.
    Claim("the recorded values are those of the book's notebook", atMost: 1e-3) { graph in
      let known = [2.3, 1.230, 0.942, 1.623, 5.068, 7.137, 0.657, 2.372, 0.139]
      return zip(ToyFunction.chain, known).map { abs(graph[$0].value - $1) }.max() ?? 1
    }
    Claim("the recorded loss is that of the formula, in 32 bits", atMost: 1e-5) {
      abs($0["\\ell_i"].value - ToyFunction().loss(input: input, target: target))
    }
  }
}

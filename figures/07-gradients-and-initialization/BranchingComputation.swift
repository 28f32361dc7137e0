import Lantern

/// Where a quantity is used twice, its derivative is the sum of what comes back along both branches.
struct BranchingComputation: Figure {
  static let entry = Entry(
    "7.9", "A computational graph with branches",
    alt: """
      Circles for quantities and boxes for operations, with grey arrows to the right: x, exp, f 1; \
      then f 1 goes straight on and through a square, f 2, to a sum, f 3; that goes through exp, f \
      4, and through sin, f 5, to a sum, y. Below the circles stand their values.
      """, treatment: .diagram)

  @Parameter("Input", in: -1...0.5) var input = 0.1
  @Parameter("Below the circles") var captions = Captions.values

  enum Captions: String, CaseIterable, ParameterValue { case values, gradients, nothing }

  func compute(in lab: Lab) throws -> ComputationGraph {
    try ComputationGraph { tape in
      let x = tape.input("x", input)
      let f1 = tape.name("f_1", x.exp())
      let f2 = tape.name("f_2", f1.squared())
      let f3 = tape.name("f_3", f1 + f2)
      let f4 = tape.name("f_4", f3.exp())
      let f5 = tape.name("f_5", f3.sin())
      tape.name("y", f4 + f5)
    }
  }

  /// How an operation is written into its box.
  private func symbol(_ operations: [String]) -> String {
    switch operations.first {
    case "exp": #"$\exp[\bullet]$"#
    case "sin": #"$\sin[\bullet]$"#
    case "add": #"$\bullet+\bullet$"#
    case "square": #"$(\bullet)^2$"#
    default: operations.joined(separator: ", ")
    }
  }

  private func caption(_ quantity: ComputationGraph.Quantity) -> String? {
    switch captions {
    case .values: quantity.value.label(decimals: 3)
    case .gradients: quantity.gradient.label(decimals: 3)
    case .nothing: nil
    }
  }

  func page(_ graph: ComputationGraph) -> some Drawing {
    GraphDiagram {
      for quantity in graph.quantities {
        GraphNode(quantity.name)
          .caption(caption(quantity))
        if !quantity.operations.isEmpty {
          GraphNode("to \(quantity.name)", label: symbol(quantity.operations), shape: .box)
          for source in quantity.sources { GraphEdge(source.name, "to \(quantity.name)") }
          GraphEdge("to \(quantity.name)", quantity.name)
        }
      }
    }
    .edgeTone(.gray)
    .spacing(layers: .infinity)
  }

  /// The function in double precision, and a difference of fourth order of it.
  private func difference() -> Double {
    func y(_ x: Double) -> Double {
      let sum = exp(x) + exp(x) * exp(x)
      return exp(sum) + sin(sum)
    }
    let h = 1e-3
    return (y(input - 2 * h) - 8 * y(input - h) + 8 * y(input + h) - y(input + 2 * h)) / (12 * h)
  }

  var claims: [Claim<ComputationGraph>] {
    Claim("reverse mode gives the difference of the function", atMost: 1e-6) {
      abs($0["x"].gradient / difference() - 1)
    }
    Claim("so does forward mode", atMost: 1e-6) {
      abs(($0.derivatives(along: "x")["y"] ?? .nan) / difference() - 1)
    }
    Claim("dy/df₁ is (1 + 2 f₁) dy/df₃: the branches add up", atMost: 1e-6) { graph in
      let sum = (1 + 2 * graph["f_1"].value) * graph["f_3"].gradient
      return abs(graph["f_1"].gradient / sum - 1)
    }
  }
}

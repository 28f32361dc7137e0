import Compute
import Testing

@Suite struct ComputationGraphTests {
  /// Problem 7.12 of UDL: two branches that meet again, twice.
  private func branched(_ x: Double) throws -> ComputationGraph {
    try ComputationGraph { tape in
      let x = tape.input("x", x)
      let f1 = tape.name("f1", x.exp())
      let f2 = tape.name("f2", f1.squared())
      let f3 = tape.name("f3", f1 + f2)
      let f4 = tape.name("f4", f3.exp())
      let f5 = tape.name("f5", f3.sin())
      tape.name("y", f4 + f5)
    }
  }

  @Test func theGraphIsWhatWasRecorded() throws {
    let graph = try branched(0.1)
    #expect(graph.quantities.map(\.name) == ["x", "f1", "f2", "f3", "f4", "f5", "y"])
    #expect(graph["f3"].sources.map(\.name) == ["f1", "f2"])
    #expect(graph["y"].sources.map(\.name) == ["f4", "f5"])
    #expect(graph["x"].sources.isEmpty && graph["x"].operations.isEmpty)
    #expect(graph["f1"].operations == ["exp"] && graph["f5"].operations == ["sin"])
    #expect(graph["f3"].operations == ["add"])
  }

  /// The book's answers: dy/df3 = exp f3 + cos f3, dy/df1 = (1 + 2 f1) dy/df3, dy/dx = f1 dy/df1.
  @Test(arguments: [-1.0, 0, 0.1, 0.5])
  func valuesAndGradientsAreThoseOfTheFormula(_ x: Double) throws {
    let graph = try branched(x)
    let f1 = graph["f1"].value, f3 = graph["f3"].value
    #expect(abs(graph["f2"].value - f1 * f1) < 1e-6 * f1 * f1)
    #expect(graph["f2"].sources[0].derivative == Double(2 * Float(f1)))
    #expect(graph["f3"].sources.map(\.derivative) == [1, 1] && graph["y"].gradient == 1)
    let toF3 = graph["f3"].gradient
    #expect(abs(graph["f1"].gradient - (1 + 2 * f1) * toF3) < 1e-5 * abs(toF3))
    #expect(abs(graph["x"].gradient - f1 * graph["f1"].gradient) < 1e-5 * abs(toF3))
    #expect(abs(graph["f3"].sources.reduce(0) { $0 + graph[$1.name].value } - f3) < 1e-5)
    // Forward mode arrives at the same.
    let forward = try #require(graph.derivatives(along: "x")["y"])
    #expect(abs(forward - graph["x"].gradient) < 1e-5 * abs(forward))
    #expect(graph.derivatives(along: "x")["x"] == 1)
  }

  @Test func aLocalDerivativeSeesNothingBetween() throws {
    // z = a b with b = a²: the local derivative with respect to a is b, the whole one 3 a².
    let graph = try ComputationGraph { tape in
      let a = tape.input("a", 3)
      let b = tape.name("b", a.squared())
      tape.name("z", a * b)
    }
    #expect(graph["z"].sources.map(\.derivative) == [9, 3])
    #expect(graph["a"].gradient == 27 && graph["b"].gradient == 3)
    #expect(graph.derivatives(along: "a") == ["a": 1, "b": 6, "z": 27])
    #expect(graph.derivatives(along: "b")["z"] == 3)
  }

  @Test func whatNothingDependsOnHasNoGradient() throws {
    let graph = try ComputationGraph { tape in
      let (a, b) = (tape.input("a", 2), tape.input("b", 5))
      _ = b
      tape.name("z", a + 1)
    }
    #expect(graph["b"].gradient == 0 && graph["a"].gradient == 1)
    #expect(try ComputationGraph { _ in }.quantities.isEmpty)
  }

  @Test func onlySingleNumbersHaveGradients() {
    #expect(throws: ShapeError.self) {
      try ComputationGraph { tape in
        let a = tape.input("a", 2)
        tape.name("z", a.broadcast(to: [3]))
      }
    }
  }
}

/// The parts of a model with their sizes, as tables in papers list them.
public struct ModelSummary: Hashable, Sendable, CustomStringConvertible {
  public struct Part: Hashable, Sendable {
    public let name: String
    /// The shape of what the part gives.
    public let output: Shape
    public let parameters: Int
    /// Multiplications with additions in products of matrices, for the whole batch.
    public let multiplyAdds: Int
  }

  /// The parts that have names, in the order of use: "layer 1", "down 2".
  public let parts: [Part]
  /// The shape of the model's output.
  public let output: Shape
  public let parameters: Int
  public let multiplyAdds: Int

  public var description: String {
    let rows =
      parts + [
        Part(name: "all", output: output, parameters: parameters, multiplyAdds: multiplyAdds)
      ]
    return rows.map {
      "\($0.name): output \($0.output), \($0.parameters) parameters, "
        + "\($0.multiplyAdds) multiply-adds"
    }.joined(separator: "\n")
  }
}

extension Model {
  /// Shapes, numbers of parameters and multiply-adds for inputs of a shape.
  ///
  /// - Throws: `ShapeError` where the model can't take them.
  public func summary(for input: Shape) throws -> ModelSummary {
    var costs: [PartCost] = [], output = Shape.scalar
    let layout = layout
    _ = try Program { trace in
      let vector = trace.input("parameters", [layout.count])
      let y = self(trace.input("x", input), Parameters(vector, layout), trace)
      costs = trace.costs
      output = y.shape
      trace.output("y", y)
    }
    let parts = costs.filter { !$0.scope.isEmpty }.map { cost in
      ModelSummary.Part(
        name: cost.scope, output: cost.output,
        parameters: parameters.filter { $0.name.hasPrefix(cost.scope + "/") }
          .reduce(0) { $0 + $1.shape.count },
        multiplyAdds: cost.multiplyAdds)
    }
    return ModelSummary(
      parts: parts, output: output, parameters: layout.count,
      multiplyAdds: costs.reduce(0) { $0 + $1.multiplyAdds })
  }
}

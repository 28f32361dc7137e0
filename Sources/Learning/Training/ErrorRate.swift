extension Recording {
  /// `Fitted.errorRate(on:)` of the model at every recorded step.
  ///
  /// - Throws: `ShapeError` when the examples don't fit the model.
  public func errorRates(on examples: Examples) throws -> [Double] {
    let program = try Program { trace in
      let parameters = trace.input("parameters", [path.shape[1]])
      let outputs = model(
        trace.constant(examples.inputs), Parameters(parameters, model.layout), trace)
      trace.output("rate", outputs.errorRate(classes: trace.constant(examples.targets)))
    }
    let run = Execution(program)
    return try steps.indices.map { row in
      run["parameters"] = fitted(row).parameters
      try run.run()
      return Double(run["rate"].scalar)
    }
  }
}

extension Fitted {
  /// The share of examples that the model puts into a wrong class, from 0 to 1. Outputs
  /// `[examples, classes]` are largest for the class that the model chooses; targets are the
  /// numbers of the classes.
  public func errorRate(on examples: Examples) -> Double {
    Double(self(examples.inputs).errorRate(classes: examples.targets).scalar)
  }
}

extension TensorExpression {
  /// The share of rows of outputs `[…, examples, classes]` whose largest number is not that of the
  /// example's class `[examples]`: `[…]`.
  public func errorRate(classes: Self) -> Self {
    1 - argmax().isEqual(to: classes).mean([-1])
  }
}

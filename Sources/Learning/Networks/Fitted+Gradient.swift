extension Fitted {
  /// The gradient with respect to the input of one number computed from the outputs: which inputs
  /// matter to it, and how much.
  ///
  ///     network.inputGradient(at: x) { y in y.slice(1, 2..<3).sum() }
  public func inputGradient(at x: Tensor, of quantity: (Value) -> Value) -> Tensor {
    do {
      let program = try Program { trace in
        let input = trace.input("x", x.shape)
        let outputs = model(input, Parameters(trace.constant(parameters), model.layout), trace)
        trace.output("gradient", quantity(outputs).gradient(input))
      }
      let run = Execution(program)
      run["x"] = x
      // Nothing is checked, so nothing throws.
      try? run.run()
      return run["gradient"]
    } catch {
      fatalError("\(error)")
    }
  }
}

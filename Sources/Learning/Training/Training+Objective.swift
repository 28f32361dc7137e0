extension Training where M == FunctionModel {
  /// The minimisation of a function of some parameters, with no examples.
  ///
  /// - Parameters:
  ///   - names: of the parameters.
  ///   - objective: gets the parameters as scalars and gives a scalar.
  public static func minimizing(
    _ names: [String], optimizer: Optimizer, _ objective: @escaping @Sendable ([Value]) -> Value
  ) -> Training {
    // A single example that says nothing: the model's output is the objective.
    Training(
      FunctionModel(names) { nothing, parameters in nothing + objective(parameters) },
      loss: Loss("objective") { outputs, _ in outputs.sum([-1]) },
      on: Examples(x: [0], y: [0]), optimizer: optimizer)
  }
}

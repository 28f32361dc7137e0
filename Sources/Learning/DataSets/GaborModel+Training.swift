import Geometry

extension GaborModel {
  /// Pairs like those of figure 6.3: inputs drawn from -15 to 15, outputs of the model at
  /// φ = (0, 16.6) with normal noise.
  public static func examples(
    _ count: Int = 30, noise: Double = 0.15, key: Key
  ) -> RegressionData {
    let inputs = key.fold("inputs").uniform(count: count, in: -15..<15)
    let errors = key.fold("noise").normal(count: count, standardDeviation: noise)
    return RegressionData(
      zip(inputs, errors).map { ($0, value($0, Point(0, 16.6)) + $1) })
  }

  /// The sum of squared errors over `data` in the window of UDL's chapter 6: φ₀ from -10 to 10, φ₁
  /// from 2.5 to 22.5.
  public static func surface(on data: RegressionData = trainingData) -> LossSurface {
    LossSurface(x: -10...10, y: 2.5...22.5, of: loss(on: data).value)
  }

  /// The path of an optimiser from `start`, which looks at one batch of the training data in each
  /// step, with the loss over all of them at each point.
  ///
  /// - Throws: `NumericalError` when the loss is no longer finite.
  public static func path(
    from start: Point, steps: Int, batch: Batch = .full, optimizer: Optimizer, key: Key
  ) throws -> Trajectory {
    try Training(
      model, loss: .sumOfSquares, on: trainingData.examples, batch: batch, optimizer: optimizer
    )
    .run(steps: steps, key: key, from: [start.x, start.y])
    .trajectory(over: loss())
  }

  /// The model's output over the inputs of UDL's chapter 6, -15 to 15.
  public static func curve(_ phi: Point) -> [Point] {
    (0...600).map { index in
      let x = -15 + 0.05 * Double(index)
      return Point(x, value(x, phi))
    }
  }
}

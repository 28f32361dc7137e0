import Foundation
import Learning
import Testing

@Suite struct TrainingTests {
  static let gabor = FunctionModel(["phi0", "phi1"]) { x, phi in
    let u = phi[0] + 0.06 * phi[1] * x
    return u.sin() * (-u.squared() / 32).exp()
  }

  static let line = Examples(
    x: (0..<20).map { Double($0) / 10 - 1 }, y: (0..<20).map { Double($0) / 5 - 1.7 })

  func gaborData() -> Examples {
    let x = Key(seed: 1).uniform(count: 30, in: -15..<15)
    let y = Self.gabor.with([0, 16.6])(Tensor(x, shape: [30, 1]))
    return Examples(inputs: Tensor(x, shape: [30, 1]), targets: y)
  }

  /// The path of figure 6.5's gradient descent, against the formula in Double.
  @Test func gaborDescentFollowsTheHandwrittenGradient() throws {
    let data = gaborData()
    let run = try Training(Self.gabor, loss: .sumOfSquares, on: data, optimizer: .sgd(0.05))
      .run(steps: 50, key: Key(seed: 0), from: [0.5, 15])
    #expect(run.steps.count == 51)
    var phi = [0.5, 15.0]
    for step in 0...50 {
      #expect(
        abs(run.parameters(step)[0] - phi[0]) < 2e-3 && abs(run.parameters(step)[1] - phi[1]) < 2e-3
      )
      var gradient = [0.0, 0.0]
      for (x, y) in zip(data.inputs.doubles, data.targets.doubles) {
        let u = phi[0] + 0.06 * phi[1] * x
        let s = sin(u), c = cos(u), e = exp(-u * u / 32)
        let d = 2 * (s * e - y) * (c * e - s * e * u / 16)
        gradient[0] += d
        gradient[1] += d * 0.06 * x
      }
      phi = [phi[0] - 0.05 * gradient[0], phi[1] - 0.05 * gradient[1]]
    }
  }

  @Test func stochasticDescentWithDecayedRateIsReproducible() throws {
    let training = Training(
      Self.gabor, loss: .sumOfSquares, on: gaborData(), batch: .random(1),
      optimizer: .sgd(.geometric(from: 1, to: 0.05, over: 400)))
    let first = try training.run(steps: 400, key: Key(seed: 5), from: [3, 10])
    let again = try training.run(steps: 400, key: Key(seed: 5), from: [3, 10], recordEvery: 100)
    let other = try training.run(steps: 400, key: Key(seed: 6), from: [3, 10])
    #expect(first.parameters(400) == again.parameters(4))
    #expect(first.parameters(400) != other.parameters(400))
    #expect(try first.losses(on: gaborData()).count == 401)
  }

  @Test(arguments: [
    Optimizer.sgd(0.1), .momentum(0.1), .nesterov(0.1), .adam(0.05), .adagrad(0.5), .rmsprop(0.02),
    .adamW(0.05, decay: 1e-4),
    .sgd(.stepwise(from: 0.2, factor: 0.5, every: 50)),
  ])
  func optimizersFitALine(_ optimizer: Optimizer) throws {
    let run = try Training(Dense(1, 1), loss: .leastSquares, on: Self.line, optimizer: optimizer)
      .run(steps: 400, key: Key(seed: 1), recordEvery: 400)
    #expect(run.losses[1] < 1e-3)
    #expect(abs(run.fitted["weights"].scalar - 2) < 0.1)
  }

  /// Two steps of each rule by hand on f = w²/2 from w = 1 (gradient w).
  @Test func optimizersFollowTheirEquations() throws {
    func path(_ optimizer: Optimizer) throws -> [Double] {
      let loss = Loss("half square") { w, _ in 0.5 * w.squared().sum([-1]) }
      let model = FunctionModel(["w"]) { x, phi in phi[0] * x }
      return try Training(model, loss: loss, on: Examples(x: [1], y: [0]), optimizer: optimizer)
        .run(steps: 2, key: Key(seed: 1), from: [1]).points.map { $0[0] }
    }
    func close(_ a: [Double], _ b: [Double]) -> Bool {
      zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }
    }
    #expect(close(try path(.sgd(0.1)), [1, 0.9, 0.81]))
    #expect(close(try path(.momentum(0.1, beta: 0.5)), [1, 0.95, 0.95 - 0.1 * (0.25 + 0.475)]))
    let ahead = 0.95 - 0.1 * 0.5 * 0.5
    #expect(
      close(try path(.nesterov(0.1, beta: 0.5)), [1, 0.95, 0.95 - 0.1 * (0.25 + 0.5 * ahead)]))
    let m = (0.1 * 0.9 + 0.1 * 0.9) / (1 - 0.81),
      v = (0.001 * 0.999 + 0.001 * 0.81) / (1 - 0.998001)
    #expect(close(try path(.adagrad(0.1)), [1, 0.9, 0.9 - 0.1 * 0.9 / (1 + 0.81).squareRoot()]))
    let w = 1 - 0.1 / (0.1).squareRoot()
    #expect(
      close(try path(.rmsprop(0.1)), [1, w, w - 0.1 * w / (0.09 + 0.1 * w * w).squareRoot()]))
    // AdamW's first step: the decay and a step of the rate.
    #expect(close(Array(try path(.adamW(0.1, decay: 0.2)).prefix(2)), [1, 0.98 - 0.1]))
    #expect(close(try path(.adam(0.1)), [1, 0.9, 0.9 - 0.1 * m / v.squareRoot()]))
  }

  @Test func classifierLearnsTwoMoons() throws {
    let key = Key(seed: 9)
    let angle = key.fold("angle").uniform([400, 1], in: 0..<Float.pi)
    let noise = key.fold("noise").normal([400, 2], standardDeviation: 0.1)
    let label = Tensor((0..<400).map { Float($0 % 2) }, shape: [400, 1])
    let sign = 1 - 2 * label
    let x =
      Tensor.concatenated([sign * angle.cos() + label, sign * angle.sin() + 0.4 * label], axis: 1)
      + noise
    let run = try Training(
      MLP([2, 16, 16, 1]), loss: .binaryLogistic, on: Examples(inputs: x, targets: label),
      batch: .random(50), optimizer: .adam(0.01)
    ).run(steps: 1500, key: key, recordEvery: 500)
    let right = zip(run.fitted(x).elements, label.elements).filter { ($0 > 0) == ($1 > 0.5) }.count
    #expect(right >= 392, "\(right) of 400")
  }

  @Test func divergenceSaysWhereAndWhatToDo() throws {
    let training = Training(
      MLP([1, 8, 1]), loss: .leastSquares, on: Self.line, optimizer: .sgd(50))
    let error = #expect(throws: NumericalError.self) {
      try training.run(steps: 1000, key: Key(seed: 1))
    }
    #expect(error?.quantity == "loss" && (error?.step ?? 0) > 0)
    #expect(error?.description.contains("lower the learning rate") == true)
  }

  @Test func ensembleMembersTrainAsIfAlone() throws {
    let key = Key(seed: 21)
    let training = Training(
      Ensemble(MLP([1, 6, 1]), count: 5), loss: .leastSquares, on: Self.line, optimizer: .sgd(0.05))
    let start = training.model.initialized(key)
    let run = try training.run(steps: 200, key: key, from: start.parameters, recordEvery: 100)
    #expect(run.lossRecord.shape == [3, 5])
    for index in 0..<5 {
      let alone = try Training(
        MLP([1, 6, 1]), loss: .leastSquares, on: Self.line, optimizer: .sgd(0.05)
      )
      .run(steps: 200, key: key, from: start.member(index).parameters, recordEvery: 100)
      let together = run.fitted.member(index).parameters
      #expect(
        zip(alone.fitted.parameters.elements, together.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }
}

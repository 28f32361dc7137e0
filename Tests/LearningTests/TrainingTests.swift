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

  /// Declared quantities are those of the recorded parameters, and recording them changes nothing.
  @Test func quantitiesAreRecordedEveryFewSteps() throws {
    let key = Key(seed: 31), model = MLP([2, 6, 3])
    let x = key.fold("x").normal([90, 2])
    let classes = Tensor((0..<90).map { Float($0 % 3) })
    let data = Examples(inputs: x + classes.expanded(1), targets: classes)
    let (train, test) = data.split(at: 60)
    let weight = Quantity("weights") { $0["layer 1/weights"] }
    let plain = Training(
      model, loss: .crossEntropy, on: train, batch: .random(20), optimizer: .momentum(0.1))
    let training = Training(
      model, loss: .crossEntropy, on: train, batch: .random(20), optimizer: .momentum(0.1),
      quantities: [
        .parameterNorm, .gradientNorm, .accuracy, .accuracy(on: test, named: "test accuracy"),
        .loss(.crossEntropy, on: test, named: "test loss"), weight,
        .gradientStatistics(of: "layer 2/biases"),
      ])
    let run = try training.run(steps: 50, key: key, recordEvery: 20)
    let expected = try plain.run(steps: 50, key: key, recordEvery: 20)
    #expect(run.steps == [0, 20, 40, 50] && run.path == expected.path)
    #expect(run.losses == expected.losses)
    #expect(run.quantities["weights"]?.shape == [4, 6, 2])
    #expect(run.quantities["gradient of layer 2/biases"]?.shape == [4, 2])
    let testLosses = try run.losses(on: test)
    for row in 0..<4 {
      let fitted = run.fitted(row)
      let norm = fitted.parameters.squared().sum().squareRoot().scalar
      #expect(abs(run.values(of: "parameter norm")[row] - Double(norm)) < 1e-4)
      let right = zip(fitted(test.inputs).argmax().elements, test.targets.elements)
        .filter { $0 == $1 }.count
      #expect(abs(run.values(of: "test accuracy")[row] - Double(right) / 30) < 1e-6)
      #expect(abs(run.values(of: "test loss")[row] - testLosses[row]) < 1e-5)
      #expect(
        run.quantities["weights"]?.slice(0, row..<(row + 1)).elements
          == fitted["layer 1/weights"].elements)
    }
    // The gradient of the first step, from the parameters before and after it.
    let descent = try Training(
      model, loss: .crossEntropy, on: train, optimizer: .sgd(0.5), quantities: [.gradientNorm]
    ).run(steps: 1, key: key)
    let step = zip(descent.parameters(0), descent.parameters(1)).reduce(0) { sum, pair in
      sum + (pair.0 - pair.1) * (pair.0 - pair.1)
    }.squareRoot()
    #expect(abs(descent.values(of: "gradient norm")[0] - 2 * step) < 1e-4)
  }

  @Test func quantitiesOfEnsemblesAreThoseOfTheirMembers() throws {
    let key = Key(seed: 32)
    let data = PlanarData.moons(count: 100, key: key).examples
    let run = try Training(
      Ensemble(MLP([2, 8, 1]), count: 3), loss: .binaryLogistic, on: data, optimizer: .adam(0.05),
      quantities: [.accuracy]
    ).run(steps: 60, key: key, recordEvery: 60)
    let record = try #require(run.quantities["accuracy"])
    #expect(record.shape == [2, 3])
    for member in 0..<3 {
      let outputs = run.fitted.member(member)(data.inputs).elements
      let right = zip(outputs, data.targets.elements).filter { ($0 > 0) == ($1 > 0.5) }.count
      #expect(abs(record[1, member] - Float(right) / 100) < 1e-5)
    }
  }

  /// Batch normalisation inside an ensemble: each member has the statistics it would have alone.
  @Test func batchNormalisedMembersTrainAsIfAlone() throws {
    let key = Key(seed: 33)
    let data = PlanarData.spirals(count: 120, key: key).examples
    for ghost in [nil, 20] {
      let member = Sequential(
        BatchNorm(2, ghost: ghost), Dense(2, 6), BatchNorm(6, ghost: ghost), Activation.relu,
        Dense(6, 1))
      let together = Ensemble(member, count: 3)
      func training<M: Model>(_ model: M) -> Training<M> {
        Training(
          model, loss: .binaryLogistic, on: data, batch: .random(40), optimizer: .sgd(0.1))
      }
      let start = together.initialized(key)
      let run = try training(together).run(
        steps: 60, key: key, from: start.parameters, recordEvery: 60)
      for index in 0..<3 {
        let alone = try training(member).run(
          steps: 60, key: key, from: start.member(index).parameters, recordEvery: 60)
        let own = run.fitted.member(index)
        let worst = zip(alone.fitted.parameters.elements, own.parameters.elements)
          .map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 2e-4, "member \(index), ghost \(ghost ?? 0): \(worst)")
        // Fitted, the ensemble and the member alone agree too.
        let all = run.fitted(data.inputs).slice(0, index..<(index + 1)).flattened()
        let difference = (all - own(data.inputs).flattened()).abs().max().scalar
        #expect(difference < 1e-4)
      }
      let means = run.fitted["layer 1/running means"]
      #expect(means.shape == [3, 2] && means.abs().max().scalar > 0)
    }
  }
}

@Suite struct ErrorRateTests {
  @Test func theShareOfWrongClassesIsCounted() {
    let outputs = Tensor([3, 1, 0, 0, 2, 1, 5, 5, 5, 0, 0, 1], shape: [4, 3])
    #expect(outputs.errorRate(classes: [0, 1, 2, 2]).scalar == 0.25)
    #expect(outputs.errorRate(classes: [1, 0, 2, 0]).scalar == 1)
    let ensemble = outputs.reshaped([2, 2, 3])
    #expect(ensemble.errorRate(classes: [0, 1]).elements == [0, 0.5])
  }

  @Test func aRecordingTellsTheRatesOfItsSteps() throws {
    let data = Examples(
      inputs: Tensor([-2, -1, 1, 2], shape: [4, 1]), targets: [0, 0, 1, 1])
    let run = try Training(
      MLP([1, 2]), loss: .crossEntropy, on: data, optimizer: .sgd(0.5)
    ).run(steps: 20, key: Key(seed: 1), from: [3, -3, 0, 0], recordEvery: 20)
    #expect(try run.errorRates(on: data) == [1, 0])
  }
}

import Learning
import Testing

/// The data set against the statistics of the published recipe, and the accuracies of UDL figure
/// 10.8.
@Suite struct MNIST1DTests {
  @Test func templatesAreTheNormalizedOnes() {
    let first: [[Double]] = [
      [0, 0.2369, 0.3554, 0.4146], [0, -0.3699, -0.3699, -0.2959], [0, 0.1594, 0.2390, 0.2390],
      [0, 0.2673, 0.4009, 0.4009], [0, -0.1060, -0.2120, -0.3180], [0, -0.2477, -0.2477, -0.2477],
      [0, -0.2369, -0.3554, -0.4146], [0, 0.3699, 0.3699, 0.2959], [0, -0.2673, -0.4009, -0.4009],
      [0, -0.2858, -0.4287, -0.4287],
    ]
    for (template, start) in zip(MNIST1D.templates, first) {
      #expect(zip(template, start).allSatisfy { abs($0 - $1) < 6e-5 } && abs(template[11]) < 1e-12)
    }
  }

  @Test func statisticsAreThoseOfTheRecipe() {
    let key = Key(seed: 42)
    let raw = (0..<5000).map { MNIST1D.signal(of: $0 % 10, key: key.fold($0)) }
    let count = Double(5000 * 40), mean = raw.joined().reduce(0, +) / count
    let deviation = (raw.joined().reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    #expect(abs(mean + 0.0055) < 0.004 && abs(deviation - 0.1547) < 0.004, "\(mean) \(deviation)")
    let data = MNIST1D.examples(key: key)
    let expected = [1.20, 0.87, 0.84, 1.01, 0.88, 0.84, 1.18, 0.88, 1.00, 0.90]
    for digit in 0..<10 {
      let rows = data.targets.elements.indices.filter { data.targets.elements[$0] == Float(digit) }
      #expect(rows.count == 500)
      let part = data.inputs.gather(Tensor(rows.map { Float($0) }))
      let spread = Double(part.variance().scalar.squareRoot())
      #expect(abs(spread - expected[digit]) < 0.05, "digit \(digit): \(spread)")
    }
    // The nearest class mean is right for about 27 % of the test part.
    let (train, test) = data.split(at: 4000)
    let hot = train.targets.oneHot(classes: 10)
    let means = hot.transposed().matmul(train.inputs) / hot.sum([0]).expanded(1)
    let distances = (test.inputs.expanded(1) - means.expanded(0)).squared().sum([2])
    let accuracy = accuracy(-distances, test.targets)
    #expect(abs(accuracy - 0.27) < 0.04, "\(accuracy)")
  }

  @Test func stagesLeadFromTheTemplateToTheSignal() {
    let key = Key(seed: 3)
    var recipe = MNIST1D.Recipe()
    let stages = MNIST1D.stages(of: 4, key: key)
    #expect(stages.sampled == MNIST1D.signal(of: 4, key: key))
    #expect(stages.placed.count == 72 && stages.noisy.count == 72 && stages.sampled.count == 40)
    // Without noise and slant nothing happens after the digit is placed.
    (recipe.smoothNoise, recipe.roughNoise, recipe.shear) = (0, 0, 0)
    let quiet = MNIST1D.stages(of: 4, recipe: recipe, key: key)
    #expect(quiet.noisy == quiet.placed && quiet.placed == stages.placed)
    // Without shift and scaling the digit stands at the start, as deep as its template.
    (recipe.shifts, recipe.scaling) = (0, 0)
    let still = MNIST1D.stages(of: 4, recipe: recipe, key: key).placed
    #expect(abs(still[0]) < 1e-7 && abs((still.min() ?? 0) + 0.424) < 0.01)
    #expect(still.suffix(36).allSatisfy { $0 == 0 })
  }

  func accuracy(_ outputs: Tensor, _ targets: Tensor) -> Double {
    Double(zip(outputs.argmax().elements, targets.elements).filter { $0 == $1 }.count)
      / Double(targets.count)
  }

  /// Plain SGD, batch 100, rate 0.01, 40,000 steps: the convolutional network ends near 15 % test
  /// error; the fully connected one near 43 % after 10,000, with its training error at zero.
  @Test func networksReachTheAccuraciesOfFigure10_8() throws {
    let (train, test) = MNIST1D.examples(key: Key(seed: 42)).split(at: 4000)
    func channelled(_ data: Examples) -> Examples {
      Examples(inputs: data.inputs.expanded(1), targets: data.targets)
    }
    let convolutional = try Training(
      Sequential(
        Conv1D(1, 15, size: 3, stride: 2), Activation.relu, Conv1D(15, 15, size: 3, stride: 2),
        Activation.relu, Conv1D(15, 15, size: 3, stride: 2), Activation.relu, Flatten(),
        Dense(60, 10)),
      loss: .crossEntropy, on: channelled(train), batch: .random(100), optimizer: .sgd(0.01)
    ).run(steps: 40_000, key: Key(seed: 1), recordEvery: 40_000).fitted
    let dense = try Training(
      MLP([40, 285, 135, 60, 10]), loss: .crossEntropy, on: train, batch: .random(100),
      optimizer: .sgd(0.01)
    ).run(steps: 10_000, key: Key(seed: 1), recordEvery: 10_000).fitted
    let results = [
      accuracy(convolutional(channelled(train).inputs), train.targets),
      accuracy(convolutional(channelled(test).inputs), test.targets),
      accuracy(dense(train.inputs), train.targets), accuracy(dense(test.inputs), test.targets),
    ]
    #expect(results[0] > 0.95 && results[1] > 0.81 && results[1] < 0.93, "\(results)")
    #expect(results[2] > 0.98 && results[3] > 0.50 && results[3] < 0.66, "\(results)")
  }
}

extension MNIST1D {
  /// As many examples again, each a changed copy of a given one: shifted round by any distance and
  /// scaled by 0.8 to 1.2 (UDL section 9.3.8).
  public static func augmented(_ examples: Examples, key: Key) -> Examples {
    let width = examples.inputs.shape[1]
    let shifts = key.fold("shifts").integers(count: examples.count, in: 0..<width)
    let scales = key.fold("scales").uniform(count: examples.count, in: 0.8..<1.2)
    let inputs = (0..<examples.count).flatMap { row in
      (0..<width).map { column in
        Float(scales[row])
          * examples.inputs.elements[row * width + (column + width - shifts[row]) % width]
      }
    }
    return Examples(
      inputs: Tensor(inputs, shape: examples.inputs.shape), targets: examples.targets)
  }
}

extension MNIST1D {
  /// The share of test signals that go wrong after training on 4000 signals, and on these with as
  /// many augmented ones (UDL section 9.3.8).
  ///
  /// - Parameter report: receives the fraction of the work that is done.
  /// - Throws: `NumericalError` when a training diverges.
  public static func errorsOfAugmentation(
    epochs: Int, key: Key, report: (Double) -> Void = { _ in }
  ) throws -> (plain: Double, augmented: Double) {
    let (train, test) = examples(key: key.fold("data")).split(at: 4000)
    func error(_ examples: Examples) throws -> Double {
      let stepsInEpoch = examples.count / 100
      let steps = epochs * stepsInEpoch
      // The rate is that of averaged gradients; without averaging it would be 0.05.
      return try Training(
        MLP([length, 200, 200, 10]), loss: .crossEntropy, on: examples, batch: .random(100),
        optimizer: .momentum(.stepwise(from: 0.5, factor: 0.5, every: 10 * stepsInEpoch))
      ).run(steps: steps, key: key.fold("network"), recordEvery: steps)
        .fitted.errorRate(on: test)
    }
    let plain = try error(train)
    report(1 / 3)
    return (plain, try error(train.joined(with: augmented(train, key: key.fold("augmentation")))))
  }
}

extension Examples {
  /// These examples and then others of the same kind.
  public func joined(with others: Examples) -> Examples {
    precondition(
      inputs.shape.extents.dropFirst() == others.inputs.shape.extents.dropFirst()
        && targets.shape.extents.dropFirst() == others.targets.shape.extents.dropFirst(),
      "examples of one kind have inputs and targets of one shape")
    func joined(_ a: Tensor, _ b: Tensor) -> Tensor {
      Tensor(
        a.elements + b.elements,
        shape: Shape([a.shape[0] + b.shape[0]] + a.shape.extents.dropFirst()))
    }
    return Examples(
      inputs: joined(inputs, others.inputs), targets: joined(targets, others.targets))
  }
}

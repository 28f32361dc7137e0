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

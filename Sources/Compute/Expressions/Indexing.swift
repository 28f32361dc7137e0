import CNumerics

/// Rows of a table `[rows, …]` by a vector of row numbers.
struct Gather: Operation {
  var name: String { "gather" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0].rank >= 1, inputs[1].rank == 1 else {
      throw ShapeError(name, inputs, "a table and a vector of row numbers are needed")
    }
    return inputs[0].replacing(0, with: inputs[1][0])
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [g.apply(Scatter(rows: inputs[0].shape[0]), inputs[1]), nil]
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    let table = site.inputs[0]
    return [
      KernelCall(
        Kernels.table.gather,
        [site.output, site.address(of: table), site.address(of: site.inputs[1])],
        [site.inputs[1].count, table.extents.dropFirst().reduce(1, *), table.extents[0]])
    ]
  }
}

/// Rows added into a table of zeros.
struct Scatter: Operation {
  let rows: Int

  var name: String { "scatter" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0].rank >= 1, inputs[1].rank == 1, inputs[0][0] == inputs[1][0] else {
      throw ShapeError(name, inputs, "as many rows as row numbers are needed")
    }
    return inputs[0].replacing(0, with: rows)
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [g.apply(Gather(), inputs[1]), nil]
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    let values = site.inputs[0]
    return [
      KernelCall(
        Kernels.table.scatter,
        [site.output, site.address(of: values), site.address(of: site.inputs[1])],
        [values.extents[0], values.extents.dropFirst().reduce(1, *), rows])
    ]
  }
}

extension TensorExpression {
  /// The parts of the first axis that `indices` names: `[rows, …]` becomes `[indices…, …]`.
  public func gather(_ indices: Self) -> Self {
    apply(Gather(), indices.flattened())
      .reshaped(Shape(indices.shape.extents + shape.extents.dropFirst()))
  }

  /// The inverse: part i is added to part `indices[i]` of `rows` parts, which start at zero.
  public func scatterAdded(_ indices: Self, rows: Int) -> Self {
    apply(Scatter(rows: rows), indices)
  }
}

import CNumerics

/// X with A X = B, for `[batch, n, n]` and `[batch, n, m]`, by LU decomposition with pivots.
struct Solve: Operation {
  let batch: Int, size: Int, columns: Int

  var name: String { "solve" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * size * (size + columns) + size }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[1] }

  func gradients(inputs: [Value], output x: Value, cotangent g: Value) -> [Value?] {
    let gradient = inputs[0].transposed().solve(g)
    return [-gradient.matmul(x.transposed()), gradient]
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_solve, [site.output] + site.inputs.map(site.address) + [site.memory],
        [batch, size, columns])
    ]
  }
}

/// log |det A| for each matrix of `[batch, n, n]`.
struct LogDeterminant: Operation {
  let batch: Int, size: Int

  var name: String { "log-determinant" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * size * size + size }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { [batch] }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [inputs[0].inverse().transposed() * g.reshaped([batch, 1, 1])]
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_log_determinant, [site.output, site.address(of: site.inputs[0]), site.memory],
        [batch, size])
    ]
  }
}

extension TensorExpression {
  /// X with A X = B for this A `[…, n, n]` and B `[…, n, m]`; NaN where A is singular.
  public func solve(_ b: Self) -> Self {
    guard isSquare("solve"), let (left, right, shape) = solvePair(b, "solve") else { return self }
    return left.apply(
      Solve(batch: left.shape[0], size: left.shape[-1], columns: right.shape[-1]), right
    ).reshaped(shape)
  }

  /// The inverse of each matrix `[…, n, n]`.
  public func inverse() -> Self {
    guard isSquare("inverse") else { return self }
    return solve(constant(.identity(shape[-1])))
  }

  /// log |det A| of each matrix: `[…, n, n]` becomes `[…]`.
  public func logDeterminant() -> Self {
    guard isSquare("log-determinant") else { return self }
    let matrices = batchOfMatrices()
    return matrices.apply(LogDeterminant(batch: matrices.shape[0], size: shape[-1]))
      .reshaped(Shape(Array(shape.extents.dropLast(2))))
  }
}

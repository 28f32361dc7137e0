import CNumerics

/// A = L Lᵀ with lower triangular L, for `[batch, n, n]`.
struct Cholesky: Operation {
  let batch: Int, size: Int

  var name: String { "Cholesky" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * size * size }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  func gradients(inputs: [Value], output l: Value, cotangent g: Value) -> [Value?] {
    // (I. Murray, "Differentiation of the Cholesky decomposition", 2016, equation 10)
    let p = l.transposed().matmul(g.lowerTriangle()).lowerTriangle(diagonal: 0.5)
    let upper = l.transposed()
    let left = upper.triangularSolve(p + p.lowerTriangle().transposed(), lower: false)
    return [0.5 * upper.triangularSolve(left.transposed(), lower: false).transposed()]
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_cholesky, [site.output, site.address(of: site.inputs[0]), site.memory], [batch, size])
    ]
  }
}

/// X with A X = B, where only one triangle of A is read: `[batch, n, n]` and `[batch, n, m]`.
struct TriangularSolve: Operation {
  let batch: Int, size: Int, columns: Int, upper: Bool

  var name: String { "triangular solve" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * columns }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[1] }

  func gradients(inputs: [Value], output x: Value, cotangent g: Value) -> [Value?] {
    let gradient = inputs[0].transposed().triangularSolve(g, lower: upper)
    let outer = -gradient.matmul(x.transposed())
    return [
      upper ? outer.transposed().lowerTriangle().transposed() : outer.lowerTriangle(), gradient,
    ]
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    [
      KernelCall(
        ln_triangular_solve, [site.output] + site.inputs.map(site.address) + [site.memory],
        [batch, size, columns, upper ? 1 : 0])
    ]
  }
}

extension TensorExpression {
  /// The lower triangular L with L Lᵀ = this, a symmetric positive definite `[…, n, n]` (of any
  /// other matrix, its symmetric part). NaN where it isn't positive definite.
  public func cholesky() -> Self {
    guard isSquare("Cholesky") else { return self }
    let matrices = batchOfMatrices()
    return matrices.symmetrized()
      .apply(Cholesky(batch: matrices.shape[0], size: shape[-1])).reshaped(shape)
  }

  /// X with A X = B for this triangular A `[…, n, n]` and B `[…, n, m]`. Only the one triangle of A
  /// is read.
  public func triangularSolve(_ b: Self, lower: Bool = true) -> Self {
    guard isSquare("triangular solve") else { return self }
    let stretched = solvePair(b, "triangular solve")
    guard let (left, right, shape) = stretched else { return b }
    return left.apply(
      TriangularSolve(
        batch: left.shape[0], size: left.shape[-1], columns: right.shape[-1], upper: !lower), right
    ).reshaped(shape)
  }

  /// A matrix and right-hand sides as equal batches, and the shape of the solution.
  func solvePair(_ b: Self, _ name: String) -> (Self, Self, Shape)? {
    guard b.shape.rank >= 2, b.shape[-2] == shape[-1],
      let batch = Shape(Array(shape.extents.dropLast(2)))
        .broadcast(with: Shape(Array(b.shape.extents.dropLast(2))))
    else {
      _ = failing(ShapeError(name, [shape, b.shape], "the shapes don't fit"))
      return nil
    }
    let solution = Shape(batch.extents + b.shape.extents.suffix(2))
    return (
      broadcast(to: Shape(batch.extents + shape.extents.suffix(2))).batchOfMatrices(),
      b.broadcast(to: solution).batchOfMatrices(), solution
    )
  }
}

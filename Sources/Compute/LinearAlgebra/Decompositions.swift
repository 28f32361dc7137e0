import CNumerics

/// Q and R of each matrix of `[batch, m, n]`, one after the other in `[batch, m n + n n]`.
struct QR: Operation {
  let batch: Int, rows: Int, columns: Int

  var name: String { "QR" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * (rows * columns + 34 * columns) }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    [batch, rows * columns + columns * columns]
  }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    // (Walter and Lehmann, "Algorithmic differentiation of linear algebra functions", 2018)
    let (q, r) = parts(output), (gq, gr) = parts(g)
    let m = r.matmul(gr.transposed()) - gq.transposed().matmul(q)
    let symmetric = m.lowerTriangle() + m.lowerTriangle(diagonal: 0).transposed()
    let sum = gq + q.matmul(symmetric)
    return [r.triangularSolve(sum.transposed(), lower: false).transposed()]
  }

  func parts<E: TensorExpression>(_ packed: E) -> (E, E) {
    let cut = rows * columns
    return (
      packed.slice(1, 0..<cut).reshaped([batch, rows, columns]),
      packed.slice(1, cut..<(cut + columns * columns)).reshaped([batch, columns, columns])
    )
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_qr, [site.output, site.address(of: site.inputs[0]), site.memory], [batch, rows, columns])
    ]
  }
}

/// U, the singular values and Vᵀ's transpose V, one after the other in `[batch, k (m + 1 + n)]`.
struct SingularValues: Operation {
  let batch: Int, rows: Int, columns: Int

  private var k: Int { min(rows, columns) }
  private var work: Int { 5 * k * k + 10 * k + 34 * max(rows, columns) }

  var name: String { "SVD" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * (rows * columns + k * (1 + rows + columns) + work) + 8 * k }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { [batch, k * (rows + 1 + columns)] }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    // (J. Townsend, "Differentiating the singular value decomposition", 2016)
    let (u, s, v) = parts(output), (gu, gs, gv) = parts(g)
    let values = s.expanded(1)
    let squares = values.squared() - values.squared().transposed()
    func skew(_ a: Value, _ ga: Value) -> Value {
      let m = a.transposed().matmul(ga)
      return (m - m.transposed()).dividedWhereNotZero(by: squares)
    }
    func rest(_ a: Value, _ ga: Value) -> Value {
      let scaled = ga.dividedWhereNotZero(by: values.broadcast(to: ga.shape))
      return scaled - a.matmul(a.transposed().matmul(scaled))
    }
    let inner = skew(u, gu) * values + skew(v, gv) * values.transposed() + gs.diagonalMatrix()
    return [
      u.matmul(inner).matmul(v.transposed()) + rest(u, gu).matmul(v.transposed())
        + u.matmul(rest(v, gv).transposed())
    ]
  }

  func parts<E: TensorExpression>(_ packed: E) -> (E, E, E) {
    let first = rows * k, second = first + k
    return (
      packed.slice(1, 0..<first).reshaped([batch, rows, k]), packed.slice(1, first..<second),
      packed.slice(1, second..<(second + columns * k)).reshaped([batch, columns, k])
    )
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_singular_values, [site.output, site.address(of: site.inputs[0]), site.memory],
        [batch, rows, columns, work])
    ]
  }
}

/// Eigenvalues and eigenvectors of symmetric matrices, one after the other in `[batch, n + n n]`.
struct SymmetricEigen: Operation {
  let batch: Int, size: Int

  var name: String { "symmetric eigen" }
  var lowering: Lowering { .kernel }
  var memory: Int { 2 * (3 * size * size + 7 * size + 1) + 3 + 5 * size }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { [batch, size + size * size] }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    let (w, v) = parts(output), (gw, gv) = parts(g)
    let values = w.expanded(1)
    let turns = v.transposed().matmul(gv) * (1 - g.constant(Tensor.identity(size)))
    let inner = turns.dividedWhereNotZero(by: values - values.transposed()) + gw.diagonalMatrix()
    return [v.matmul(inner).matmul(v.transposed())]
  }

  func parts<E: TensorExpression>(_ packed: E) -> (E, E) {
    (
      packed.slice(1, 0..<size),
      packed.slice(1, size..<(size + size * size)).reshaped([batch, size, size])
    )
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    Kernels.linearAlgebra
    return [
      KernelCall(
        ln_symmetric_eigen, [site.output, site.address(of: site.inputs[0]), site.memory],
        [batch, size])
    ]
  }
}

extension Value {
  /// The quotient where this isn't 0, else 0: a gradient that nothing passes on needs no distinct
  /// values.
  fileprivate func dividedWhereNotZero(by divisor: Value) -> Value {
    self / .select(self, divisor, constant(1))
  }
}

extension TensorExpression {
  /// Q with orthonormal columns `[…, m, n]` and upper triangular R `[…, n, n]` with a positive
  /// diagonal, whose product is this `[…, m, n]`, m ≥ n.
  public func qr() -> (q: Self, r: Self) {
    guard shape.rank >= 2, shape[-2] >= shape[-1] else {
      _ = failing(ShapeError("QR", [shape], "at least as many rows as columns are needed"))
      return (self, self)
    }
    let matrices = batchOfMatrices(), batch = Array(shape.extents.dropLast(2))
    let operation = QR(batch: matrices.shape[0], rows: shape[-2], columns: shape[-1])
    let (q, r) = operation.parts(matrices.apply(operation))
    return (q.reshaped(shape), r.reshaped(Shape(batch + [shape[-1], shape[-1]])))
  }

  /// U `[…, m, k]`, singular values `[…, k]` in descending order, and V `[…, n, k]`, k = min(m, n):
  /// this `[…, m, n]` is U diag(s) Vᵀ. Gradients of U and V need distinct values above zero.
  public func singularValueDecomposition() -> (u: Self, values: Self, v: Self) {
    guard shape.rank >= 2 else {
      _ = failing(ShapeError("SVD", [shape], "a matrix is needed"))
      return (self, self, self)
    }
    let matrices = batchOfMatrices(), batch = Array(shape.extents.dropLast(2))
    let operation = SingularValues(batch: matrices.shape[0], rows: shape[-2], columns: shape[-1])
    let (u, s, v) = operation.parts(matrices.apply(operation))
    let k = Swift.min(shape[-2], shape[-1])
    return (
      u.reshaped(Shape(batch + [shape[-2], k])), s.reshaped(Shape(batch + [k])),
      v.reshaped(Shape(batch + [shape[-1], k]))
    )
  }

  /// Eigenvalues `[…, n]` in ascending order and eigenvectors as columns of `[…, n, n]` of the
  /// symmetric part of this `[…, n, n]`. Gradients of the vectors need distinct values.
  public func symmetricEigen() -> (values: Self, vectors: Self) {
    guard isSquare("symmetric eigen") else { return (self, self) }
    let matrices = batchOfMatrices()
    let operation = SymmetricEigen(batch: matrices.shape[0], size: shape[-1])
    let (w, v) = operation.parts(matrices.symmetrized().apply(operation))
    return (w.reshaped(Shape(Array(shape.extents.dropLast()))), v.reshaped(shape))
  }
}

import Compute
import Testing

/// Decompositions give back what they decompose, and their gradients agree with differences.
@Suite struct LinearAlgebraTests {
  let gradients = GradientTests()

  func matrix(_ name: String, _ shape: Shape) -> Tensor { Key(seed: 4).fold(name).normal(shape) }

  /// A symmetric positive definite matrix.
  func covariance(_ name: String, _ size: Int) -> Tensor {
    let a = matrix(name, [size, size + 2])
    return a.matmul(a.transposed()) + .identity(size) * 0.3
  }

  func near(_ a: Tensor, _ b: Tensor, _ tolerance: Float = 1e-5) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) }
  }

  @Test func factorsGiveBackTheMatrix() {
    for size in [1, 2, 5, 40] {
      let s = covariance("s\(size)", size)
      let l = s.cholesky()
      #expect(near(l.matmul(l.transposed()), s, 1e-4) && near(l, l.lowerTriangle()))
      let (w, v) = s.symmetricEigen()
      #expect(near(v.matmul(w.diagonalMatrix()).matmul(v.transposed()), s, 1e-4))
      #expect(near(v.transposed().matmul(v), .identity(size)))
      #expect(w.elements == w.elements.sorted())
    }
    for shape: Shape in [[5, 3], [3, 3], [3, 5], [30, 20]] {
      let a = matrix("a\(shape)", shape)
      let (u, s, v) = a.singularValueDecomposition()
      #expect(near(u.matmul(s.diagonalMatrix()).matmul(v.transposed()), a, 1e-4))
      #expect(near(u.transposed().matmul(u), .identity(min(shape[0], shape[1]))))
      #expect(s.elements == s.elements.sorted(by: >))
      guard shape[0] >= shape[1] else { continue }
      let (q, r) = a.qr()
      #expect(near(q.matmul(r), a, 1e-4) && near(q.transposed().matmul(q), .identity(shape[1])))
      #expect(
        r.diagonal().elements.allSatisfy { $0 > 0 }
          && near(r.transposed(), r.transposed().lowerTriangle()))
    }
  }

  @Test func systemsAreSolved() {
    let a = matrix("a", [2, 4, 4]), b = matrix("b", [2, 4, 3])
    #expect(near(a.matmul(a.solve(b)), b, 1e-4))
    #expect(near(a.matmul(a.inverse()), Tensor.identity(4).broadcast(to: [2, 4, 4]), 1e-4))
    let l = a.lowerTriangle() + Tensor.identity(4) * 2
    #expect(near(l.matmul(l.triangularSolve(b)), b, 1e-4))
    let u = l.transposed()
    #expect(near(u.matmul(u.triangularSolve(b, lower: false)), b, 1e-4))
    let known: Tensor = [[2, 1], [1, 3]]
    #expect(abs(known.logDeterminant().scalar - 1.6094379) < 1e-6)
    #expect(Tensor(rows: [[1, 2], [2, 1]]).cholesky().elements.allSatisfy { $0.isNaN })
  }

  /// Known values: eigenvalues 1 and 3, singular values of a shear are the golden ratio and its
  /// inverse.
  @Test func decompositionsByHand() {
    let (w, v) = Tensor(rows: [[2, 1], [1, 2]]).symmetricEigen()
    #expect(near(w, [1, 3]) && abs(v[0, 1] - v[1, 1]) < 1e-6)
    let s = Tensor(rows: [[1, 1], [0, 1]]).singularValueDecomposition().values
    #expect(near(s, [1.618034, 0.618034]))
    let (q, r) = Tensor(rows: [[3, 1], [4, 2]]).qr()
    #expect(near(q, [[0.6, -0.8], [0.8, 0.6]]) && near(r, [[5, 2.2], [0, 0.4]]))
  }

  @Test func gradientsAgreeWithDifferences() throws {
    let positive: (Value) -> Value = { a in a.matmul(a.transposed()) + a.constant(.identity(3)) }
    try gradients.check("cholesky", [[3, 3]]) { positive($0[0]).cholesky() }
    try gradients.check("cholesky of a batch", [[2, 3, 3]]) { positive($0[0]).cholesky() }
    try gradients.check("triangular", [[3, 3], [3, 2]]) { x in
      (x[0].lowerTriangle() + 2 * x[0].constant(.identity(3))).triangularSolve(x[1])
    }
    try gradients.check("upper", [[3, 3], [3, 2]]) { x in
      (x[0] + 3 * x[0].constant(.identity(3))).triangularSolve(x[1], lower: false)
    }
    try gradients.check("solve", [[2, 3, 3], [3, 2]]) { x in
      (x[0] + 3 * x[0].constant(.identity(3))).solve(x[1])
    }
    try gradients.check("log-determinant", [[2, 3, 3]]) { x in
      (x[0] + 3 * x[0].constant(.identity(3))).logDeterminant()
    }
    try gradients.check("log-determinant twice", [[3, 3]], tolerance: 4e-2, second: true) { x in
      (x[0] + 3 * x[0].constant(.identity(3))).logDeterminant()
    }
    try gradients.check("qr", [[4, 3]]) { x in
      let (q, r) = x[0].qr()
      return Value.concatenated([q, r])
    }
    // A diagonal keeps the values apart, where the vectors vary slowly.
    let apart = Tensor([1, 3, 6]).diagonalMatrix()
    try gradients.check("eigen", [[3, 3]]) { x in
      let (w, v) = (x[0] + x[0].constant(apart)).symmetricEigen()
      return Value.concatenated([w.expanded(0), v])
    }
    try gradients.check("svd", [[3, 3]]) { x in
      let (u, s, v) = (x[0] + x[0].constant(apart)).singularValueDecomposition()
      return Value.concatenated([u, s.expanded(0), v])
    }
    try gradients.check("svd of a wide matrix", [[2, 3]]) { x in
      let (u, s, v) = (x[0] * x[0].constant([[1], [4]])).singularValueDecomposition()
      return Value.concatenated([u, s.expanded(0), v])
    }
  }

  /// Gradients of values alone are finite where values are equal or zero.
  @Test func valuesOfDegenerateMatricesHaveGradients() throws {
    let f = try Function([[3, 3], [3, 2]]) { x in
      let eigen = x[0].symmetricEigen().values.sum()
      let singular = x[1].singularValueDecomposition().values.squared().sum()
      return [eigen.gradient(x[0]), singular.gradient(x[1])]
    }
    let flat = Tensor([1, 1, 1, 1, 1, 1], shape: [3, 2])
    let gradients = f([.identity(3), flat])
    #expect((gradients[0] - .identity(3)).abs().max().scalar < 1e-5)
    #expect((gradients[1] - 2 * flat).abs().max().scalar < 1e-5)
  }
}

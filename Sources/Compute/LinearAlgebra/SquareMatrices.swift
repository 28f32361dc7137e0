/// Shared by the operations on matrices `[…, n, n]`: any axes before the last two are a batch.
extension TensorExpression {
  /// Whether the last two axes are equal; otherwise reports the error.
  func isSquare(_ operation: String) -> Bool {
    if shape.rank >= 2, shape[-1] == shape[-2] { return true }
    _ = failing(ShapeError(operation, [shape], "a square matrix is needed"))
    return false
  }

  /// `[…, m, n]` as `[batch, m, n]`.
  func batchOfMatrices() -> Self {
    let batch = shape.extents.dropLast(2).reduce(1, *)
    return reshaped(Shape([batch] + shape.extents.suffix(2)))
  }

  /// Half of the sum with the transpose: what is left of a matrix that is symmetric but for
  /// rounding.
  func symmetrized() -> Self { (self + transposed()) * 0.5 }

  /// The elements below the diagonal, the diagonal times `diagonal`, and zeros above.
  public func lowerTriangle(diagonal: Float = 1) -> Self {
    guard shape.rank >= 2 else {
      return failing(ShapeError("lower triangle", [shape], "a matrix is needed"))
    }
    let rows = shape[-2], columns = shape[-1]
    let mask = (0..<rows).flatMap { row in
      (0..<columns).map { $0 < row ? 1 : $0 == row ? diagonal : Float(0) }
    }
    return self * constant(Tensor(mask, shape: [rows, columns]))
  }

  /// The diagonal of the last two axes, which become one.
  public func diagonal() -> Self {
    guard isSquare("diagonal") else { return self }
    let n = shape[-1]
    let batch = Array(shape.extents.dropLast(2))
    return reshaped(Shape([batch.reduce(1, *), n * n])).slice(1, 0..<(n * n), step: n + 1)
      .reshaped(Shape(batch + [n]))
  }

  /// The last axis on the diagonal of a matrix of zeros.
  public func diagonalMatrix() -> Self { expanded(-1) * constant(.identity(shape[-1])) }
}

extension Tensor {
  /// Ones on the diagonal of a matrix `[size, size]` of zeros.
  public static func identity(_ size: Int) -> Tensor {
    Tensor((0..<(size * size)).map { $0 % (size + 1) == 0 ? 1 : Float(0) }, shape: [size, size])
  }
}

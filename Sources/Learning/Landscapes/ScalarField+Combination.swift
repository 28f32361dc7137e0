import Geometry

extension ScalarField {
  /// The sum of two functions: a loss with a regularization term (UDL, equation 9.1).
  public static func + (a: ScalarField, b: ScalarField) -> ScalarField {
    ScalarField(
      value: { a.value($0) + b.value($0) },
      gradient: { a.gradient($0) + b.gradient($0) },
      hessian: { a.hessian($0) + b.hessian($0) })
  }

  /// The function times a number: a term with its weight λ.
  public static func * (factor: Double, field: ScalarField) -> ScalarField {
    ScalarField(
      value: { factor * field.value($0) },
      gradient: { field.gradient($0) * factor },
      hessian: { factor * field.hessian($0) })
  }

  /// The squared distance from `center`: the L2 term of a prior around it (UDL, figure 9.1b).
  public static func bowl(around center: Point) -> ScalarField {
    ScalarField(
      value: { place in
        let offset = place - center
        return offset.x * offset.x + offset.y * offset.y
      },
      gradient: { ($0 - center) * 2 },
      hessian: { _ in SymmetricMatrix(xx: 2, xy: 0, yy: 2) })
  }
}

extension SymmetricMatrix {
  public static func + (a: SymmetricMatrix, b: SymmetricMatrix) -> SymmetricMatrix {
    SymmetricMatrix(xx: a.xx + b.xx, xy: a.xy + b.xy, yy: a.yy + b.yy)
  }

  public static func * (factor: Double, matrix: SymmetricMatrix) -> SymmetricMatrix {
    SymmetricMatrix(xx: factor * matrix.xx, xy: factor * matrix.xy, yy: factor * matrix.yy)
  }

  /// The matrix times a vector.
  public static func * (matrix: SymmetricMatrix, p: Point) -> Point {
    Point(matrix.xx * p.x + matrix.xy * p.y, matrix.xy * p.x + matrix.yy * p.y)
  }
}

import Geometry

/// A smooth function of two variables with its first two derivatives: a loss over two parameters.
public struct ScalarField: Sendable {
  public let value: @Sendable (Point) -> Double
  public let gradient: @Sendable (Point) -> Point
  public let hessian: @Sendable (Point) -> SymmetricMatrix

  /// A function whose derivatives are known in closed form.
  public init(
    value: @escaping @Sendable (Point) -> Double,
    gradient: @escaping @Sendable (Point) -> Point,
    hessian: @escaping @Sendable (Point) -> SymmetricMatrix
  ) {
    self.value = value
    self.gradient = gradient
    self.hessian = hessian
  }

  /// A function whose Hessian is found by central differences of its gradient.
  ///
  /// `scale` is a length over which the function changes noticeably; the Hessian is then good to
  /// about nine digits.
  public init(
    scale: Double = 1, value: @escaping @Sendable (Point) -> Double,
    gradient: @escaping @Sendable (Point) -> Point
  ) {
    // The cube root of the rounding error balances it against the error of the formula.
    let step = 6e-6 * scale
    self.init(value: value, gradient: gradient) { p in
      let dx =
        (gradient(Point(p.x + step, p.y)) - gradient(Point(p.x - step, p.y))) * (0.5 / step)
      let dy =
        (gradient(Point(p.x, p.y + step)) - gradient(Point(p.x, p.y - step))) * (0.5 / step)
      return SymmetricMatrix(xx: dx.x, xy: (dx.y + dy.x) / 2, yy: dy.y)
    }
  }

  /// A function whose derivatives are found by central differences of fourth order.
  ///
  /// `scale` is a length over which the function changes noticeably; the gradient is then good to
  /// about eleven digits and the Hessian to about seven.
  public init(scale: Double = 1, value: @escaping @Sendable (Point) -> Double) {
    let step = 1e-3 * scale
    @Sendable func derivative(_ f: (Double) -> Double) -> Double {
      (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * step)
    }
    self.init(scale: 100 * scale, value: value) { p in
      Point(
        derivative { value(Point(p.x + $0, p.y)) },
        derivative { value(Point(p.x, p.y + $0)) })
    }
  }
}

/// A symmetric 2 × 2 matrix: the second derivatives of a function of two variables.
public struct SymmetricMatrix: Hashable, Codable, Sendable {
  public var xx: Double
  public var xy: Double
  public var yy: Double

  public init(xx: Double, xy: Double, yy: Double) {
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }

  public var determinant: Double { xx * yy - xy * xy }

  /// The two eigenvalues, the smaller first.
  public var eigenvalues: (Double, Double) {
    let mean = (xx + yy) / 2
    let half = (xx - yy) / 2
    let radius = (half * half + xy * xy).squareRoot()
    return (mean - radius, mean + radius)
  }

  /// The vector `v` with `M v = p`, or `nil` if the matrix is singular.
  public func solve(_ p: Point) -> Point? {
    guard determinant != 0 else { return nil }
    return Point((yy * p.x - xy * p.y) / determinant, (xx * p.y - xy * p.x) / determinant)
  }
}

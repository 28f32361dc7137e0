import Geometry

/// The straight line f[x, φ] = φ₀ + φ₁ x of UDL's chapter 2 (equation 2.4).
public struct LineModel: Hashable, Codable, Sendable {
  /// φ₀, where the line meets x = 0.
  public var intercept: Double
  /// φ₁.
  public var slope: Double

  public init(intercept: Double, slope: Double) {
    self.intercept = intercept
    self.slope = slope
  }

  /// The line with parameters (φ₀, φ₁).
  public init(_ phi: Point) { self.init(intercept: phi.x, slope: phi.y) }

  /// (φ₀, φ₁).
  public var parameters: Point { Point(intercept, slope) }

  /// The 12 pairs of figures 2.2, 2.4 and 5.4.
  public static let trainingData = RegressionData([
    (0.03, 0.67), (0.19, 0.85), (0.34, 1.05), (0.46, 1.00), (0.78, 1.40), (0.81, 1.50),
    (1.08, 1.30), (1.18, 1.54), (1.39, 1.55), (1.60, 1.68), (1.65, 1.73), (1.90, 1.60),
  ])

  public func callAsFunction(_ x: Double) -> Double { intercept + slope * x }

  /// The sum of squared errors (UDL, equation 2.5).
  public func loss(on data: RegressionData) -> Double {
    data.reduce(0) { $0 + (self($1.x) - $1.y) * (self($1.x) - $1.y) }
  }

  /// The line of least squares, from the normal equations (UDL, problem 2.2).
  public static func leastSquares(_ data: RegressionData) -> LineModel {
    let count = Double(data.count)
    let x = data.inputs.reduce(0, +) / count
    let y = data.outputs.reduce(0, +) / count
    let (xy, xx) = data.reduce((0.0, 0.0)) { sums, pair in
      (sums.0 + (pair.x - x) * (pair.y - y), sums.1 + (pair.x - x) * (pair.x - x))
    }
    let slope = xy / xx
    return LineModel(intercept: y - slope * x, slope: slope)
  }

  /// The loss as a function of (φ₀, φ₁), with exact derivatives. Its Hessian is the same
  /// everywhere.
  public static func loss(on data: RegressionData) -> ScalarField {
    let hessian = data.reduce(SymmetricMatrix(xx: 0, xy: 0, yy: 0)) { sum, pair in
      SymmetricMatrix(
        xx: sum.xx + 2, xy: sum.xy + 2 * pair.x, yy: sum.yy + 2 * pair.x * pair.x)
    }
    return ScalarField(
      value: { LineModel($0).loss(on: data) },
      gradient: { phi in
        data.reduce(Point.zero) { sum, pair in
          let error = 2 * (LineModel(phi)(pair.x) - pair.y)
          return sum + Point(error, error * pair.x)
        }
      },
      hessian: { _ in hessian })
  }
}

import Compute

/// The posterior over the parameters of a model that is linear in them, y = w·h[x] + noise, with a
/// normal prior of mean zero (UDL section 9.3.4; figure 9.11):
///
///     S = (HᵀH / σ² + I / σ_w²)⁻¹,   mean = S Hᵀy / σ².
public struct BayesianLinearModel: Sendable {
  /// The posterior mean of w.
  public let mean: [Double]
  /// The lower triangular L with L Lᵀ = S⁻¹, row by row.
  private let factor: [[Double]]

  /// - Parameters:
  ///   - features: h[x], a row for each example.
  ///   - noiseVariance: σ².
  ///   - priorVariance: σ_w², the same for each parameter.
  public init(
    features: [[Double]], outputs: [Double], noiseVariance: Double, priorVariance: Double
  ) {
    precondition(features.count == outputs.count && !features.isEmpty, "a row for each output")
    precondition(noiseVariance > 0 && priorVariance > 0, "variances are positive")
    let count = features[0].count
    var precision = (0..<count).map { row in
      (0..<count).map { $0 == row ? 1 / priorVariance : 0.0 }
    }
    var right = [Double](repeating: 0, count: count)
    for (row, y) in zip(features, outputs) {
      for i in 0..<count {
        right[i] += row[i] * y / noiseVariance
        for j in 0...i { precision[i][j] += row[i] * row[j] / noiseVariance }
      }
    }
    factor = Self.cholesky(precision)
    mean = Self.solveUpper(factor, Self.solveLower(factor, right))
  }

  /// The model's mean output for features h: the mean's.
  public func mean(_ h: [Double]) -> Double { zip(mean, h).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The standard deviation of the output for features h, without the noise: √(h S hᵀ).
  public func deviation(_ h: [Double]) -> Double {
    Self.solveLower(factor, h).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Parameters drawn from the posterior.
  public func sample(_ key: Key) -> [Double] {
    // L⁻ᵀ z has the covariance L⁻ᵀ L⁻¹ = S.
    zip(mean, Self.solveUpper(factor, key.normal(count: mean.count))).map(+)
  }

  /// L with L Lᵀ = A from A's lower triangle.
  private static func cholesky(_ a: [[Double]]) -> [[Double]] {
    var l = a.map { $0.map { _ in 0.0 } }
    for i in a.indices {
      for j in 0...i {
        var sum = a[i][j]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        l[i][j] = i == j ? sum.squareRoot() : sum / l[j][j]
      }
    }
    return l
  }

  /// x with L x = b.
  private static func solveLower(_ l: [[Double]], _ b: [Double]) -> [Double] {
    var x = b
    for i in b.indices {
      for k in 0..<i { x[i] -= l[i][k] * x[k] }
      x[i] /= l[i][i]
    }
    return x
  }

  /// x with Lᵀ x = b.
  private static func solveUpper(_ l: [[Double]], _ b: [Double]) -> [Double] {
    var x = b
    for i in b.indices.reversed() {
      for k in (i + 1)..<max(b.count, i + 1) { x[i] -= l[k][i] * x[k] }
      x[i] /= l[i][i]
    }
    return x
  }
}

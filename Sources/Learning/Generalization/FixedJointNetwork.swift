import Geometry

/// The simplified shallow network of UDL's chapters 8 and 9 (figure 8.4): the joints are fixed, so
/// the output is linear in the parameters and the best of them have a closed form,
///
///     f[x] = β + Σⱼ ωⱼ a[x - (j - 1)/H],  j = 1 … H,
///
/// where a is the ReLU. On 0 … 1 it has H linear regions of equal width.
public struct FixedJointNetwork: Hashable, Codable, Sendable {
  /// β, the output at x = 0.
  public var offset: Double
  /// ω₁ … ω_H: how much the slope changes at each joint.
  public var weights: [Double]

  public init(offset: Double, weights: [Double]) {
    precondition(!weights.isEmpty, "a network with fixed joints needs at least one hidden unit")
    self.offset = offset
    self.weights = weights
  }

  /// The network with parameters β, ω₁, …, ω_H.
  public init(parameters: [Double]) {
    self.init(offset: parameters.first ?? 0, weights: Array(parameters.dropFirst()))
  }

  /// The network whose parameters are the means of others', of equal size.
  ///
  /// - Precondition: there is at least one.
  public init(meanOf networks: some Collection<FixedJointNetwork>) {
    precondition(!networks.isEmpty, "there is no mean of no networks")
    let parameters = networks.map(\.parameters)
    self.init(
      parameters: parameters[0].indices.map { index in
        parameters.reduce(0) { $0 + $1[index] } / Double(parameters.count)
      })
  }

  /// β, ω₁, …, ω_H.
  public var parameters: [Double] { [offset] + weights }

  /// H.
  public var hiddenCount: Int { weights.count }

  /// Where the hidden units switch on: 0, 1/H, …, (H - 1)/H. Within 0 … 1 the output bends at all
  /// but the first.
  public var joints: [Double] { Self.joints(hiddenCount) }

  /// The joints of a network of `hiddenCount` units.
  public static func joints(_ hiddenCount: Int) -> [Double] {
    (0..<hiddenCount).map { Double($0) / Double(hiddenCount) }
  }

  /// What the parameters are multiplied with at `x`: 1 and the activations of the hidden units.
  public static func features(of x: Double, hiddenCount: Int) -> [Double] {
    [1] + joints(hiddenCount).map { max(x - $0, 0) }
  }

  /// The output at `x`.
  public func callAsFunction(_ x: Double) -> Double {
    var sum = offset
    for (index, weight) in weights.enumerated() {
      let activation = x - Double(index) / Double(weights.count)
      if activation <= 0 { break }
      sum += weight * activation
    }
    return sum
  }

  /// The output over 0 … 1, exactly.
  public var curve: PiecewiseLinearCurve {
    PiecewiseLinearCurve(through: (joints + [1]).map { Point($0, self($0)) })
  }

  /// The same function as a shallow network whose hidden units all have slope 1.
  public func network() throws -> ReLUNetwork {
    try ReLUNetwork(
      weights: [weights.map { _ in [1] }, [weights]], biases: [joints.map { -$0 }, [offset]])
  }

  // MARK: Loss

  /// The sum of squared errors.
  public func loss(on data: RegressionData) -> Double {
    data.reduce(0) { $0 + (self($1.x) - $1.y) * (self($1.x) - $1.y) }
  }

  /// The derivatives of the sum of squared errors by β, ω₁, …, ω_H.
  public func gradient(on data: RegressionData) -> [Double] {
    var gradient = [Double](repeating: 0, count: hiddenCount + 1)
    for pair in data {
      let slope = 2 * (self(pair.x) - pair.y)
      for (index, feature) in Self.features(of: pair.x, hiddenCount: hiddenCount).enumerated() {
        gradient[index] += slope * feature
      }
    }
    return gradient
  }

  // MARK: Closed form

  /// The network with the least Σ (f[xᵢ] - yᵢ)² + λ Σ ωⱼ². The offset β costs nothing.
  ///
  /// With λ = 0 and more parameters than data there are many; this is the one with the smallest
  /// Σ ωⱼ², the limit of λ → 0.
  ///
  /// - Parameter ridge: λ.
  public static func leastSquares(
    _ data: RegressionData, hiddenCount: Int, ridge: Double = 0
  ) -> FixedJointNetwork {
    FixedJointDesign(inputs: data.inputs, hiddenCount: hiddenCount)
      .fit(data.outputs, ridge: ridge)
  }

  /// The network that comes closest to a function over 0 … 1, in the sense of least squares on a
  /// dense grid: the best that the model can do.
  public static func best(
    for function: (Double) -> Double, hiddenCount: Int, samples: Int = 1000
  ) throws -> FixedJointNetwork {
    let points = (0..<samples).map { index in
      let x = (Double(index) + 0.5) / Double(samples)
      return Point(x, function(x))
    }
    let knots = joints(hiddenCount) + [1]
    let curve = try PiecewiseLinearCurve(fitting: points, knots: knots)
    return FixedJointNetwork(through: knots.map(curve.callAsFunction))
  }

  /// The network whose outputs at 0, 1/H, …, 1 are the given H + 1 numbers.
  public init(through outputs: [Double]) {
    precondition(outputs.count > 1, "a network goes through two outputs or more")
    let slopes = zip(outputs, outputs.dropFirst()).map { ($1 - $0) * Double(outputs.count - 1) }
    self.init(
      offset: outputs[0], weights: [slopes[0]] + zip(slopes, slopes.dropFirst()).map { $1 - $0 })
  }
}

/// The inputs of a data set as a network with fixed joints sees them, ready for any outputs and
/// any λ.
public struct FixedJointDesign: Sendable {
  private let means: [Double]
  private let problem: LeastSquares

  public init(inputs: [Double], hiddenCount: Int) {
    precondition(!inputs.isEmpty, "a fit needs data")
    let rows = inputs.map { x in
      Array(FixedJointNetwork.features(of: x, hiddenCount: hiddenCount).dropFirst())
    }
    // The free offset makes up for the means, so the rest is a fit without one.
    let means = (0..<hiddenCount).map { column in
      rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
    }
    self.means = means
    problem = LeastSquares(rows.map { row in zip(row, means).map { $0 - $1 } })
  }

  /// The network with the least Σ (f[xᵢ] - yᵢ)² + λ Σ ωⱼ², and of several the one with the
  /// smallest Σ ωⱼ².
  ///
  /// - Parameter ridge: λ.
  public func fit(_ outputs: [Double], ridge: Double = 0) -> FixedJointNetwork {
    let mean = outputs.reduce(0, +) / Double(outputs.count)
    let weights = problem.solution(outputs.map { $0 - mean }, ridge: ridge)
    return FixedJointNetwork(
      offset: mean - zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 }, weights: weights)
  }
}

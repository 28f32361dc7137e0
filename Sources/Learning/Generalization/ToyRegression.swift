import Compute

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one-dimensional regression problem of UDL's chapters 8 and 9 (figure 8.3): a wave over
/// 0 … 1, seen with normal noise,
///
///     y = scale · (exp[sin[2πx]] - center) + noise.
public struct ToyRegression: Hashable, Codable, Sendable {
  public var scale: Double
  public var center: Double
  /// The standard deviation of the noise in units of y.
  public var noise: Double

  public init(scale: Double = 1, center: Double = 0, noise: Double) {
    self.scale = scale
    self.center = center
    self.noise = noise
  }

  /// The problem in its own units, from 0.37 to 2.72, with noise of deviation 0.3: figure 8.9 and
  /// chapter 9.
  public static let unscaled = ToyRegression(noise: 0.3)

  /// The problem between -1 and 1, as most figures of chapter 8 show it.
  public static let shown = ToyRegression.shown(noise: 0.3)

  /// The problem as most figures of chapter 8 show it, with another noise.
  ///
  /// - Parameter noise: its standard deviation *before* scaling.
  public static func shown(noise: Double) -> ToyRegression {
    ToyRegression(scale: 0.51, center: 1.543, noise: 0.51 * noise)
  }

  /// The true function, the mean of y at `x`.
  public func callAsFunction(_ x: Double) -> Double {
    scale * (exp(sin(2 * .pi * x)) - center)
  }

  /// Inputs in increasing order, one drawn uniformly from each of `count` equal parts of 0 … 1:
  /// random, but without large gaps.
  public static func inputs(_ count: Int, key: Key) -> [Double] {
    key.uniform(count: count).enumerated().map { (Double($0) + $1) / Double(count) }
  }

  /// Noisy outputs at the given inputs.
  public func outputs(at inputs: [Double], key: Key) -> [Double] {
    zip(inputs, key.normal(count: inputs.count, standardDeviation: noise)).map { self($0) + $1 }
  }

  /// A training or test set of `count` pairs; inputs are drawn as `inputs(_:key:)` says.
  public func examples(_ count: Int, key: Key) -> RegressionData {
    let inputs = Self.inputs(count, key: key.fold("inputs"))
    return RegressionData(Array(zip(inputs, outputs(at: inputs, key: key.fold("noise")))))
  }

  /// The mean squared difference of `model` and the true function over 0 … 1.
  ///
  /// - Parameter samples: the number of places where both are compared.
  public func squaredError(of model: (Double) -> Double, samples: Int = 200) -> Double {
    (0..<samples).reduce(0) { sum, index in
      let x = (Double(index) + 0.5) / Double(samples)
      let error = model(x) - self(x)
      return sum + error * error
    } / Double(samples)
  }

  // MARK: The book's data, in the units of `shown`

  /// The ten points of figure 8.3.
  public static let tenPoints = RegressionData([
    (0.042, 0.135), (0.173, 0.325), (0.201, 0.580), (0.331, 0.396), (0.415, 0.282),
    (0.510, -0.633), (0.620, -0.589), (0.736, -0.670), (0.841, -0.405), (0.955, -0.584),
  ])

  /// The three sets of fifteen points of figure 8.8.
  public static let fifteenPoints = [
    RegressionData([
      (0.039, -0.207), (0.115, 0.205), (0.154, 0.119), (0.235, 0.661), (0.327, 0.202),
      (0.394, 0.063), (0.409, 0.002), (0.481, 0.065), (0.537, -0.368), (0.629, -0.742),
      (0.668, -0.699), (0.763, -0.455), (0.842, -0.664), (0.884, -0.745), (0.977, -0.248),
    ]),
    RegressionData([
      (0.068, -0.105), (0.107, 0.133), (0.201, 0.531), (0.250, 0.704), (0.315, 0.481),
      (0.349, 0.411), (0.465, -0.127), (0.467, -0.274), (0.550, -0.337), (0.628, -0.666),
      (0.717, -0.489), (0.744, -0.948), (0.854, -0.558), (0.929, -0.344), (0.940, -0.208),
    ]),
    RegressionData([
      (0.020, -0.304), (0.126, 0.013), (0.148, 0.490), (0.262, 0.381), (0.300, 0.814),
      (0.375, 0.479), (0.452, -0.221), (0.502, -0.415), (0.554, -0.526), (0.613, -0.679),
      (0.673, -0.589), (0.783, -0.610), (0.830, -0.458), (0.878, -0.660), (0.982, 0.051),
    ]),
  ]

  /// The six points of figures 8.11 and 8.12, with a wide gap in the middle.
  public static let pointsWithGap = RegressionData([
    (0.035, -0.075), (0.121, 0.191), (0.190, 0.469), (0.813, -0.658), (0.920, -0.419),
    (0.982, -0.464),
  ])
}

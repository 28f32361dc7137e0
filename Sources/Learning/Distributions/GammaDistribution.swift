#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The exponential distribution of waiting times.
public struct ExponentialDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "exponential"
  public static let use = "predicting magnitude"
  public static let domain = OutcomeDomain.positiveReals

  public let rate: Double

  public init(rate: Double) {
    precondition(rate > 0, "an exponential distribution needs a positive rate")
    self.rate = rate
  }

  public var mean: Double { 1 / rate }

  public func logProbability(of outcome: Double) -> Double {
    outcome < 0 ? -.infinity : log(rate) - rate * outcome
  }

  public func samples(count: Int, key: Key) -> [Double] {
    key.uniform(count: count).map { -log(1 - $0) / rate }
  }
}

/// The gamma distribution: the sum of `shape` waiting times, for any positive shape.
public struct GammaDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "gamma"
  public static let use = "predicting magnitude"
  public static let domain = OutcomeDomain.positiveReals

  public let shape: Double
  public let rate: Double

  public init(shape: Double, rate: Double) {
    precondition(shape > 0 && rate > 0, "a gamma distribution needs a positive shape and rate")
    self.shape = shape
    self.rate = rate
  }

  public var mean: Double { shape / rate }

  public func logProbability(of outcome: Double) -> Double {
    guard outcome > 0 else { return -.infinity }
    return shape * log(rate) - logGamma(shape) + (shape - 1) * log(outcome) - rate * outcome
  }

  public func samples(count: Int, key: Key) -> [Double] {
    (0..<count).map { sample(key.fold($0)) }
  }

  /// The method of G. Marsaglia and W. Tsang, "A simple method for generating gamma variables"
  /// (2000). Shapes below 1 are raised by 1 and the draw multiplied by a power of a uniform number.
  private func sample(_ key: Key) -> Double {
    let isSmall = shape < 1
    let d = (isSmall ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    var attempt = 0
    while true {
      let draws = key.fold("attempt").fold(attempt)
      attempt += 1
      let x = draws.fold("normal").normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      let u = 1 - draws.fold("uniform").uniform()
      guard log(u) < 0.5 * x * x + d - d * v + d * log(v) else { continue }
      let boost = isSmall ? pow(1 - key.fold("boost").uniform(), 1 / shape) : 1
      return d * v * boost / rate
    }
  }
}

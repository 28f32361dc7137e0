#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The Laplace distribution: two exponential tails back to back.
public struct LaplaceDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "Laplace"
  public static let use = "robust regression"
  public static let domain = OutcomeDomain.realLine

  public let mean: Double
  /// The mean distance from the mean.
  public let scale: Double

  public init(mean: Double = 0, scale: Double = 1) {
    precondition(scale > 0, "a Laplace distribution needs a positive scale")
    self.mean = mean
    self.scale = scale
  }

  public func logProbability(of outcome: Double) -> Double {
    -abs(outcome - mean) / scale - log(2 * scale)
  }

  public func samples(count: Int, key: Key) -> [Double] {
    key.uniform(count: count).map { u in
      let v = u - 0.5
      return mean - scale * (v < 0 ? -1 : 1) * log(max(1 - 2 * abs(v), 0x1p-53))
    }
  }
}

/// Student's t-distribution, whose tails fall off as a power.
public struct StudentTDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "t-distribution"
  public static let use = "robust regression"
  public static let domain = OutcomeDomain.realLine

  public let mean: Double
  public let scale: Double
  /// ν, more than 1 so that there is a mean.
  public let degreesOfFreedom: Double

  public init(mean: Double = 0, scale: Double = 1, degreesOfFreedom: Double) {
    precondition(scale > 0 && degreesOfFreedom > 1, "a t-distribution needs scale > 0 and ν > 1")
    self.mean = mean
    self.scale = scale
    self.degreesOfFreedom = degreesOfFreedom
  }

  public func logProbability(of outcome: Double) -> Double {
    let (nu, z) = (degreesOfFreedom, (outcome - mean) / scale)
    return logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * log(nu * .pi) - log(scale)
      - (nu + 1) / 2 * log1p(z * z / nu)
  }

  public func samples(count: Int, key: Key) -> [Double] {
    let normals = key.fold("normal").normal(count: count)
    let squares = GammaDistribution(shape: degreesOfFreedom / 2, rate: 0.5)
      .samples(count: count, key: key.fold("squares"))
    return zip(normals, squares).map { z, square in
      mean + scale * z / (square / degreesOfFreedom).squareRoot()
    }
  }
}

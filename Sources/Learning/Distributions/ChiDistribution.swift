#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The distance from the origin of a standard normal sample in `dimensions` dimensions (UDL, figure
/// 8.13).
public struct ChiDistribution: ContinuousDistribution, Hashable, Codable {
  public static let name = "chi"
  public static let use = "predicting magnitude"
  public static let domain = OutcomeDomain.positiveReals

  public let dimensions: Int

  public init(dimensions: Int) {
    precondition(dimensions > 0, "a chi distribution needs at least one dimension")
    self.dimensions = dimensions
  }

  private var half: Double { Double(dimensions) / 2 }

  public var mean: Double {
    2.0.squareRoot() * exponential(logGamma(half + 0.5) - logGamma(half))
  }

  /// The distance at which the density is highest.
  public var mode: Double { Double(dimensions - 1).squareRoot() }

  public func logProbability(of outcome: Double) -> Double {
    guard outcome > 0 else {
      return outcome == 0 && dimensions == 1 ? 0.5 * log(2 / .pi) : -.infinity
    }
    return (2 * half - 1) * log(outcome) - outcome * outcome / 2 - (half - 1) * log(2)
      - logGamma(half)
  }

  /// The lengths of `count` normal samples, each drawn in all its dimensions.
  public func samples(count: Int, key: Key) -> [Double] {
    (0..<count).map { sample in
      key.fold(sample).normal(count: dimensions).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }
}

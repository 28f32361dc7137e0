#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// A weighted sum of univariate normal distributions (UDL, problem 5.4).
public struct NormalMixture: ContinuousDistribution, Hashable, Codable {
  public static let name = "mixture of Gaussians"
  public static let use = "multimodal regression"
  public static let domain = OutcomeDomain.realLine

  public let weights: [Double]
  public let components: [NormalDistribution]

  /// - Parameter weights: positive; they are divided by their sum.
  public init(weights: [Double], components: [NormalDistribution]) {
    precondition(
      weights.count == components.count && !weights.isEmpty && weights.allSatisfy { $0 >= 0 },
      "a mixture needs a weight for each component")
    let total = weights.reduce(0, +)
    self.weights = weights.map { $0 / total }
    self.components = components
  }

  public var mean: Double { zip(weights, components).reduce(0) { $0 + $1.0 * $1.1.mean } }

  public func logProbability(of outcome: Double) -> Double {
    let terms = zip(weights, components).map { log($0) + $1.logProbability(of: outcome) }
    let largest = terms.max() ?? 0
    guard largest.isFinite else { return largest }
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }

  public func samples(count: Int, key: Key) -> [Double] {
    let chosen = CategoricalDistribution(probabilities: weights)
      .samples(count: count, key: key.fold("component"))
    let normals = key.fold("normal").normal(count: count)
    return zip(chosen, normals).map { number, z in
      components[number - 1].mean + components[number - 1].standardDeviation * z
    }
  }
}

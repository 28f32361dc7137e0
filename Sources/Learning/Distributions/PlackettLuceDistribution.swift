#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The Plackett–Luce distribution of rankings: each place goes to one of the items that are left,
/// with a probability in proportion to its worth.
public struct PlackettLuceDistribution: Distribution, Hashable {
  public static let name = "Plackett–Luce"
  public static let use = "ranking"
  public static let domain = OutcomeDomain.permutations

  public let worths: [Double]

  public init(worths: [Double]) {
    precondition(
      !worths.isEmpty && worths.allSatisfy { $0 > 0 },
      "a Plackett–Luce distribution needs positive worths")
    self.worths = worths
  }

  /// - Parameter outcome: the items, numbered from 0, in the order of their places.
  public func logProbability(of outcome: [Int]) -> Double {
    guard outcome.sorted() == Array(worths.indices) else { return -.infinity }
    var rest = worths.reduce(0, +)
    return outcome.reduce(0) { sum, item in
      defer { rest -= worths[item] }
      // What is left over of the sum after the last item is rounding error.
      return item == outcome.last ? sum : sum + log(worths[item] / rest)
    }
  }

  /// Items sorted by log worth plus Gumbel noise have this distribution.
  public func samples(count: Int, key: Key) -> [[Int]] {
    (0..<count).map { number in
      let noise = key.fold(number).uniform(count: worths.count)
      let scores = zip(worths, noise).map { log($0) - log(-log(max($1, 0x1p-54))) }
      return worths.indices.sorted { scores[$0] > scores[$1] }
    }
  }

  /// For each item whether it has the first place.
  public func statistics(of outcome: [Int]) -> [Double] {
    worths.indices.map { $0 == outcome.first ? 1 : 0 }
  }

  public var expectedStatistics: [Double] {
    let total = worths.reduce(0, +)
    return worths.map { $0 / total }
  }

  public func totalProbability() -> Double {
    permutations(Array(worths.indices)).reduce(0) { $0 + probability(of: $1) }
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in
      permutations(items.filter { $0 != first }).map { [first] + $0 }
    }
  }
}

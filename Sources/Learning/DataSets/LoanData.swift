#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Credit scoring of two groups (UDL section 21.1 and figures 21.1 and 21.2).
public enum LoanData {
  // MARK: Scores

  /// How many applicants of a group, 0 or 1, have a score, from -4 to 4, per unit of score, among
  /// those who repaid or defaulted: a mixture of two normal densities.
  public static func frequency(_ score: Double, group: Int, repaid: Bool) -> Double {
    let curve = curves[2 * min(1, max(0, group)) + (repaid ? 1 : 0)]
    func density(_ mean: Double, _ deviation: Double) -> Double {
      let z = (score - mean) / deviation
      return exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
    }
    return curve.weight
      * (curve.share * density(curve.means.0, curve.deviations.0)
        + (1 - curve.share) * density(curve.means.1, curve.deviations.1))
  }

  /// The part of a group's repaying (or defaulting) applicants whose score lies above a threshold:
  /// the true (or false) positive rate of giving them credit.
  public static func rate(above threshold: Double, group: Int, repaid: Bool) -> Double {
    let curve = curves[2 * min(1, max(0, group)) + (repaid ? 1 : 0)]
    func above(_ mean: Double, _ deviation: Double) -> Double {
      0.5 * erfc((threshold - mean) / (deviation * 2.0.squareRoot()))
    }
    return curve.share * above(curve.means.0, curve.deviations.0)
      + (1 - curve.share) * above(curve.means.1, curve.deviations.1)
  }

  private struct Curve {
    let weight: Double
    let means: (Double, Double)
    let deviations: (Double, Double)
    let share: Double
  }

  /// Group 0 defaulted and repaid, group 1 defaulted and repaid.
  private static let curves = [
    Curve(weight: 800, means: (-1.5, -2.5), deviations: (0.8, 0.6), share: 0.6),
    Curve(weight: 500, means: (0.1, 0.7), deviations: (1.5, 0.8), share: 0.4),
    Curve(weight: 400, means: (0.2, -0.1), deviations: (0.8, 0.6), share: 0.3),
    Curve(weight: 650, means: (0.6, 1.6), deviations: (1.2, 0.7), share: 0.6),
  ]

  // MARK: Applicants

  /// People to train a model on.
  public struct Applicants: Hashable, Sendable {
    /// Six features each; the fifth says little but the group, the sixth nothing: `[count, 6]`.
    public let features: Tensor
    /// 0 or 1.
    public let groups: [Int]
    /// Whether each would repay, 1 or 0.
    public let repaid: [Int]

    /// To predict who repays.
    public var examples: Examples {
      Examples(
        inputs: features, targets: Tensor(repaid.map { Float($0) }, shape: [repaid.count, 1]))
    }
  }

  /// The weights of the features in the logit of repaying: only four count.
  public static let trueWeights = [1.2, -0.8, 0.9, 0.6, 0, 0]

  /// `count` applicants, applicant i from `key.fold(i)`.
  ///
  /// - Parameter minority: the part of them that belongs to group 1.
  public static func applicants(count: Int, minority: Double = 0.5, key: Key) -> Applicants {
    var features: [Double] = []
    var groups: [Int] = []
    var repaid: [Int] = []
    for index in 0..<count {
      let own = key.fold(index)
      let group = own.chance("group", minority) ? 1 : 0
      var x = own.fold("features").normal(count: 6)
      // Group 1 has had less chance to build up the first feature; the fifth follows the group.
      x[0] -= group == 1 ? 0.6 : 0
      x[4] = (group == 1 ? 1 : -1) + 0.5 * x[4]
      let logit = zip(trueWeights, x).reduce(0.3) { $0 + $1.0 * $1.1 }
      features += x
      groups.append(group)
      repaid.append(own.chance("repays", 1 / (1 + exp(-logit))) ? 1 : 0)
    }
    return Applicants(
      features: Tensor(features, shape: [count, 6]), groups: groups, repaid: repaid)
  }
}

import Compute

/// Models fitted to resampled data, and their mean (UDL section 9.3.2).
public struct Bagging<M: Sendable>: Sendable {
  /// How often each pair is in each member's data.
  public let counts: [[Int]]
  public let members: [M]

  /// - Parameters:
  ///   - members: how many; member i draws its data with `key.fold(i)`.
  ///   - fit: fits a model to as many pairs as there are, drawn with replacement.
  public init(
    of data: RegressionData, members: Int, key: Key, fit: (RegressionData) throws -> M
  ) rethrows {
    precondition(members > 0 && !data.isEmpty, "bagging needs data and a member")
    let draws = (0..<members).map {
      key.fold($0).integers(count: data.count, in: 0..<data.count)
    }
    counts = draws.map { draw in data.indices.map { index in draw.count { $0 == index } } }
    self.members = try draws.map { try fit(data.subset($0.sorted())) }
  }
}

extension Bagging: Codable where M: Codable {}

extension Bagging where M == FixedJointNetwork {
  /// The mean of the first members' outputs, which is again such a network.
  public func mean(of count: Int? = nil) -> FixedJointNetwork {
    let chosen = members.prefix(count ?? members.count)
    let sums = chosen.dropFirst().reduce(chosen[0].parameters) { zip($0, $1.parameters).map(+) }
    return FixedJointNetwork(parameters: sums.map { $0 / Double(chosen.count) })
  }
}

extension FixedJointNetwork {
  /// How rough the function is: the sum of the absolute changes of slope at the joints within 0 …
  /// 1.
  public var roughness: Double { weights.dropFirst().reduce(0) { $0 + abs($1) } }
}

/// How many linear regions networks of rectified linear units can have.
public enum RegionCount {
  /// The largest number of regions of a shallow network: `Σ C(units, j)` over `j` up to the number
  /// of inputs (T. Zaslavsky, "Facing up to arrangements", 1975; UDL, section 3.3).
  ///
  /// Exact below 2⁵³, and to fifteen digits above.
  public static func shallow(inputs: Int, units: Int) -> Double {
    var (sum, binomial) = (1.0, 1.0)
    for j in 1...max(min(inputs, units), 1) where units > 0 {
      binomial = binomial * Double(units - j + 1) / Double(j)
      sum += binomial
    }
    return sum
  }

  /// The number of regions that a network of several hidden layers of equal width can reach:
  /// `(⌊units / inputs⌋ + 1)^(inputs (layers − 1)) Σ C(units, j)` (G. Montúfar et al., "On the
  /// number of linear regions of deep neural networks", 2014; UDL, section 4.5.2).
  public static func deep(inputs: Int, units: Int, layers: Int) -> Double {
    let folds = Double(units / inputs + 1)
    let factor = (0..<inputs * (layers - 1)).reduce(1.0) { product, _ in product * folds }
    return factor * shallow(inputs: inputs, units: units)
  }
}

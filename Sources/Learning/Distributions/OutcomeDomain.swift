/// The set that the outcomes of a distribution come from.
public enum OutcomeDomain: Hashable, Sendable, CaseIterable {
  case realLine, positiveReals, unitInterval, realVectors, circle, binary, categories, counts,
    permutations

  /// What kind of data the set holds, in the words of UDL's figure 5.11.
  public var dataType: String {
    switch self {
    case .realLine: "univariate, continuous, unbounded"
    case .positiveReals: "univariate, continuous, bounded below"
    case .unitInterval: "univariate, continuous, bounded"
    case .realVectors: "multivariate, continuous, unbounded"
    case .circle: "univariate, continuous, circular"
    case .binary: "univariate, discrete, binary"
    case .categories: "univariate, discrete, bounded"
    case .counts: "univariate, discrete, bounded below"
    case .permutations: "multivariate, discrete, permutation"
    }
  }

  /// The set as a formula about an outcome y.
  public var formula: String {
    switch self {
    case .realLine: #"y \in \mathbb{R}"#
    case .positiveReals: #"y \in \mathbb{R}^{+}"#
    case .unitInterval: #"y \in [0, 1]"#
    case .realVectors: #"\mathbf{y} \in \mathbb{R}^{K}"#
    case .circle: #"y \in (-\pi, \pi]"#
    case .binary: #"y \in \{0, 1\}"#
    case .categories: #"y \in \{1, 2, \ldots, K\}"#
    case .counts: #"y \in \{0, 1, 2, \ldots\}"#
    case .permutations: #"\mathbf{y} \in \text{Perm}[1, 2, \ldots, K]"#
    }
  }
}

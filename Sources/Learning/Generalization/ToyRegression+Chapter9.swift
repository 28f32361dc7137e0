/// The data of chapter 9's figures, in the units of `ToyRegression.unscaled`, read off the book's
/// drawings.
extension ToyRegression {
  /// The fifteen points of figures 9.2, 9.6 and 9.11.
  public static let pointsToRegularize = RegressionData([
    (0.034, 1.155), (0.112, 1.955), (0.150, 1.787), (0.231, 2.837), (0.323, 1.950),
    (0.390, 1.680), (0.405, 1.560), (0.477, 1.683), (0.533, 0.843), (0.625, 0.119),
    (0.664, 0.203), (0.759, 0.675), (0.838, 0.271), (0.880, 0.115), (0.972, 1.077),
  ])

  /// The twenty-five points of figure 9.7.
  public static let pointsToResample = RegressionData([
    (0.026, 1.167), (0.060, 1.641), (0.115, 1.608), (0.127, 2.239), (0.194, 2.381),
    (0.230, 2.998), (0.267, 2.393), (0.320, 2.151), (0.330, 2.461), (0.361, 2.530),
    (0.425, 1.754), (0.474, 0.914), (0.509, 1.097), (0.521, 1.530), (0.564, 0.604),
    (0.612, 0.534), (0.667, 0.521), (0.714, 0.945), (0.728, 0.274), (0.786, 0.310),
    (0.828, 0.242), (0.854, 0.639), (0.912, 0.640), (0.953, 1.340), (0.968, 1.080),
  ])

  /// The fifteen points of figure 9.9, with a gap from 0.415 to 0.744.
  public static let pointsBesideKink = RegressionData([
    (0.021, 0.543), (0.094, 1.967), (0.110, 1.551), (0.196, 2.267), (0.224, 2.378),
    (0.281, 2.521), (0.338, 2.689), (0.376, 2.269), (0.415, 1.686), (0.744, 0.366),
    (0.764, 0.334), (0.821, 0.387), (0.865, 0.559), (0.931, 0.727), (0.979, 1.343),
  ])

  /// The network of figure 9.9a as far as it can be read off: its units 7, 8 and 9 make a spike in
  /// the gap of the data.
  public static let networkWithKink = FixedJointNetwork(
    offset: 0.42,
    weights: [
      14.64, -10.02, 0.04, -1.90, -13.18, 6.20, 18.07, -36.89, 20.07, 3.31, 2.18, 8.65,
    ])

  /// The fifteen points of figure 9.10, whose noise has a deviation of 0.5.
  public static let pointsToJitter = RegressionData([
    (0.050, 2.083), (0.067, 1.885), (0.175, 2.717), (0.249, 2.675), (0.299, 2.816),
    (0.348, 3.143), (0.413, 1.540), (0.517, 0.425), (0.545, 0.447), (0.606, 1.406),
    (0.713, 1.284), (0.797, -0.170), (0.801, 1.378), (0.902, 0.624), (0.985, 1.508),
  ])
}

import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Losses of one parameter between 0 and 1 with shapes worth talking about.
extension LossProfile {
  /// A ledge, a deep dip, a shallow one, and a rise: what figure 6.10 searches along.
  public static let ledgeAndDips = through([
    (-0.1, 0.95), (0, 0.77), (0.063, 0.677), (0.177, 0.58), (0.317, 0.554), (0.41, 0.531),
    (0.45, 0.45),
    (0.503, 0.31), (0.615, 0.366), (0.67, 0.354), (0.766, 0.369), (0.931, 0.448), (1, 0.64),
    (1.1, 0.95),
  ])

  /// Three dips, of which the middle one is the deepest (figure 6.11a).
  public static let threeDips = through([
    (-0.1, 1.3), (0, 0.81), (0.1, 0.432), (0.163, 0.358), (0.245, 0.458), (0.431, 0.201),
    (0.557, 0.399),
    (0.648, 0.509), (0.743, 0.487), (0.79, 0.565), (0.826, 0.641), (1, 0.826),
    (1.1, 0.9),
  ])

  /// One bowl, steeper on the right (figure 6.11b). A sum of convex functions, so convex itself.
  public static let bowl = LossProfile { phi in
    0.295 + 0.507 * exp(-phi / 0.144) + 0.437 * exp((phi - 1) / 0.058) - 0.141 * phi
  }

  /// A dip, and a shelf halfway up its right side (figure 6.11c).
  public static let dipAndShelf = through([
    (-0.1, 0.9), (0, 0.585), (0.157, 0.183), (0.31, 0.12), (0.401, 0.157), (0.482, 0.309),
    (0.57, 0.355),
    (0.65, 0.36), (0.73, 0.365), (0.859, 0.582), (0.926, 0.755),
    (1, 0.803), (1.1, 0.84),
  ])

  /// A curve near the points, averaged over a short stretch so that it bends nowhere abruptly.
  private static func through(_ points: [(Double, Double)]) -> LossProfile {
    let curve = MonotoneCubic(through: points.map { Point($0.0, $0.1) })
    let nodes = (-12...12).map { Double($0) / 13 }
    let weights = nodes.map { (1 - $0 * $0) * (1 - $0 * $0) }
    let total = weights.reduce(0, +)
    return LossProfile { phi in
      zip(nodes, weights).reduce(0) { $0 + $1.1 / total * curve(phi + 0.05 * $1.0) }
    }
  }
}

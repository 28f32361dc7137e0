import Compute
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Point i depends on the key and on i alone, so a larger set begins with the smaller one. Classes
// take turns.
extension PlanarData {
  /// Spiral arms around the origin, one for each class, that reach a distance of 1.
  ///
  /// - Parameters:
  ///   - turns: how often an arm winds around the origin.
  ///   - noise: standard deviation of the scatter in each direction.
  public static func spirals(
    count: Int, arms: Int = 2, turns: Double = 1.25, noise: Double = 0.03, key: Key
  ) -> PlanarData {
    precondition(arms > 0, "spirals need at least one arm")
    let along = key.fold("along").uniform(count: count)
    return scattered(count: count, classes: arms, noise: noise, key: key) { index, arm in
      // The square root spreads points evenly over the arm's length.
      let radius = 0.08 + 0.92 * along[index].squareRoot()
      let angle = 2 * .pi * (turns * radius + Double(arm) / Double(arms))
      return Point(radius * cos(angle), radius * sin(angle))
    }
  }

  /// Two half circles of radius 1 that reach into each other, centred on the origin.
  public static func moons(count: Int, noise: Double = 0.1, key: Key) -> PlanarData {
    let along = key.fold("along").uniform(count: count)
    return scattered(count: count, classes: 2, noise: noise, key: key) { index, moon in
      let angle = .pi * along[index]
      let upper = Point(cos(angle) - 0.5, sin(angle) - 0.25)
      return moon == 0 ? upper : Point(-upper.x, -upper.y)
    }
  }

  /// Circles around the origin, one for each class.
  public static func rings(
    count: Int, radii: [Double] = [0.4, 1], noise: Double = 0.06, key: Key
  ) -> PlanarData {
    precondition(!radii.isEmpty, "rings need at least one radius")
    let along = key.fold("along").uniform(count: count)
    return scattered(count: count, classes: radii.count, noise: noise, key: key) { index, ring in
      let angle = 2 * .pi * along[index]
      return Point(radii[ring] * cos(angle), radii[ring] * sin(angle))
    }
  }

  /// Normally distributed clouds, one for each class.
  public static func blobs(
    count: Int, centers: [Point], standardDeviation: Double, key: Key
  ) -> PlanarData {
    precondition(!centers.isEmpty, "blobs need at least one centre")
    return scattered(count: count, classes: centers.count, noise: standardDeviation, key: key) {
      _, blob in centers[blob]
    }
  }

  /// The places of `modes` clouds on a circle, the first on the right.
  public static func ringCenters(modes: Int = 8, radius: Double = 2) -> [Point] {
    (0..<modes).map { mode in
      let angle = 2 * .pi * Double(mode) / Double(modes)
      return Point(radius * cos(angle), radius * sin(angle))
    }
  }

  /// Clouds on a circle: the test that shows whether a generator finds all modes of its data.
  public static func ringOfGaussians(
    count: Int, modes: Int = 8, radius: Double = 2, standardDeviation: Double = 0.05, key: Key
  ) -> PlanarData {
    blobs(
      count: count, centers: ringCenters(modes: modes, radius: radius),
      standardDeviation: standardDeviation, key: key)
  }

  private static func scattered(
    count: Int, classes: Int, noise: Double, key: Key,
    _ place: (_ index: Int, _ label: Int) -> Point
  ) -> PlanarData {
    let x = key.fold("x").normal(count: count, standardDeviation: noise)
    let y = key.fold("y").normal(count: count, standardDeviation: noise)
    let labels = (0..<count).map { $0 % classes }
    return PlanarData(
      labels.enumerated().map { index, label in
        place(index, label) + Point(x[index], y[index])
      }, labels: labels)
  }
}

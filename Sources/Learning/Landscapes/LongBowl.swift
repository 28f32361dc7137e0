#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Geometry

/// A bowl that is four times as long as it is wide (UDL, figure 6.9),
///
///     L[φ] = 1 - exp[-2 φ₁²] · exp[-(φ₀ - 0.7)² / 8]
///
/// on which a learning rate that suits one direction does not suit the other.
public enum LongBowl {
  /// Where the loss is lowest, namely zero.
  public static let bottom = Point(0.7, 0)

  /// The loss with its exact gradient.
  public static let loss = ScalarField(
    value: { phi in 1 - height(phi) },
    gradient: { phi in
      Point((phi.x - bottom.x) / 4 * height(phi), 4 * phi.y * height(phi))
    })

  /// The path of an optimiser that rolls down from `start`, with the loss at each point.
  ///
  /// - Throws: `NumericalError` when the loss is no longer finite.
  public static func path(
    from start: Point, steps: Int, optimizer: Optimizer
  ) throws -> Trajectory {
    try Training.minimizing(["phi0", "phi1"], optimizer: optimizer) { phi in
      1 - (-2 * phi[1].squared() - (phi[0] - Float(bottom.x)).squared() / 8).exp()
    }
    .run(steps: steps, key: Key(seed: 0), from: [start.x, start.y])
    .trajectory(over: loss)
  }

  private static func height(_ phi: Point) -> Double {
    exp(-2 * phi.y * phi.y - (phi.x - bottom.x) * (phi.x - bottom.x) / 8)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Geometry

/// Descents from one place in steps of a finite and of an infinitely small size (UDL, figure 9.3).
public struct FiniteStepDescents: Sendable {
  public let loss: ScalarField
  public let start: Point
  /// The descent in infinitely small steps.
  public let continuous: Trajectory

  public init(on loss: ScalarField, from start: Point) {
    self.loss = loss
    self.start = start
    continuous = loss.flow(from: start)
  }

  /// Gradient descent for a time of 40, and the descent in infinitely small steps on the loss that
  /// has the implicit term of these steps.
  public func paths(learningRate: Double) -> (discrete: Trajectory, modified: Trajectory) {
    (
      loss.descent(from: start, steps: Int(40 / learningRate), learningRate: learningRate),
      loss.withFiniteSteps(learningRate).flow(from: start)
    )
  }

  /// How many times closer to the end of gradient descent the path with the implicit term ends
  /// than that without it.
  public func gain(learningRate: Double) -> Double {
    let (discrete, modified) = paths(learningRate: learningRate)
    let end = discrete.last ?? start
    return end.distance(to: continuous.last ?? start) / end.distance(to: modified.last ?? start)
  }
}

extension ScalarField {
  /// The φ₁ at which `narrowingValley` vanishes.
  public static let lowestLineOfNarrowingValley = 0.61

  /// A valley along φ₁ = 0.61 that levels off at both sides and is the narrower the further from
  /// φ₀ = 0.6: 4 (1 - exp(-⅛ (φ₁ - 0.61)² exp((φ₀ - 0.6)²))). It was read off the path that UDL's
  /// figure 9.3 shows.
  public static let narrowingValley = ScalarField(
    value: { p in
      let (u, v) = (p.x - 0.6, p.y - lowestLineOfNarrowingValley)
      return 4 * (1 - exp(-v * v * exp(u * u) / 8))
    },
    gradient: { p in
      let (u, v) = (p.x - 0.6, p.y - lowestLineOfNarrowingValley)
      let narrowness = exp(u * u)
      return Point(u * v, 1) * (v * narrowness * exp(-v * v * narrowness / 8))
    })
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a movement speeds up and slows down.
public enum Easing: Hashable, Sendable {
  case linear, easeIn, easeOut, easeInOut
  /// Begins and ends even more gently than `easeInOut`: acceleration has no jumps.
  case smooth
  /// The power of time: above 1 the movement begins slowly.
  case power(Double)
  /// Reaches the end, passes it by about a tenth, and comes back.
  case overshoot

  /// The eased fraction for a fraction of time from 0 to 1.
  public func callAsFunction(_ t: Double) -> Double {
    switch self {
    case .linear: t
    case .power(let exponent): pow(t, exponent)
    case .easeIn: t * t * t
    case .easeOut: 1 - (1 - t) * (1 - t) * (1 - t)
    case .easeInOut: t < 0.5 ? 4 * t * t * t : 1 - 4 * (1 - t) * (1 - t) * (1 - t)
    case .smooth: t * t * t * (10 - 15 * t + 6 * t * t)
    case .overshoot: 1 + 2.70158 * pow(t - 1, 3) + 1.70158 * (t - 1) * (t - 1)
    }
  }
}

/// How far item `index` of `count` has come when all together have come as far as `progress`: one
/// begins after the other.
///
/// - Parameters:
///   - progress: from 0, where none has begun, to 1, where all are done.
///   - overlap: the part of an item's time in which the next is moving too: 0 for one after the
///     other, 1 for all at once.
public func staggered(
  _ progress: Double, item index: Int, of count: Int, overlap: Double = 0.5
) -> Double {
  guard count > 1 else { return min(max(progress, 0), 1) }
  let step = 1 - min(max(overlap, 0), 1)
  // The first begins at 0, the last ends at 1, and each takes as long.
  let length = 1 / (1 + Double(count - 1) * step)
  return min(max((progress - Double(index) * step * length) / length, 0), 1)
}

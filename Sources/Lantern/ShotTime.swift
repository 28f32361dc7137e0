import Drawing
import Geometry

/// A moment within a shot.
public struct ShotTime: Hashable, Sendable {
  /// Seconds since the shot began.
  public let seconds: Double
  /// The length of the shot in seconds.
  public let duration: Double

  public init(seconds: Double, duration: Double) {
    self.seconds = seconds
    self.duration = duration
  }

  /// The fraction of the shot that has passed, from 0 to 1.
  public var progress: Double { min(max(seconds / duration, 0), 1) }

  /// How far a movement has come that begins and ends at the given seconds: 0 before, 1 after.
  public func progress(
    from start: Double, to end: Double, easing: Easing = .easeInOut
  ) -> Double {
    guard end > start else { return seconds < start ? 0 : 1 }
    return easing(min(max((seconds - start) / (end - start), 0), 1))
  }

  /// How far item `index` of `count` has come in a movement in which one begins after the other.
  ///
  /// - Parameters:
  ///   - overlap: the part of an item's time in which the next is moving too: 0 for one after the
  ///     other, 1 for all at once.
  ///   - easing: of each item's movement.
  public func progress(
    from start: Double, to end: Double, item index: Int, of count: Int, overlap: Double = 0.5,
    easing: Easing = .easeInOut
  ) -> Double {
    let all = progress(from: start, to: end, easing: .linear)
    return easing(staggered(all, item: index, of: count, overlap: overlap))
  }

  /// 0, then rising to 1, then falling back to 0: for what is only to be seen for a while.
  ///
  /// - Parameters:
  ///   - start, end: the seconds between which it is to be seen.
  ///   - fade: the seconds that it takes to come, and to go.
  public func presence(from start: Double, to end: Double, fade: Double = 0.4) -> Double {
    progress(from: start, to: start + fade) * (1 - progress(from: end - fade, to: end))
  }

  /// The moment in a stretch of the shot, which has a clock of its own; before it, the stretch's
  /// first moment, after it, the last.
  public func section(from start: Double, to end: Double) -> ShotTime {
    let length = max(end - start, 0)
    return ShotTime(seconds: min(max(seconds - start, 0), length), duration: max(length, 1e-9))
  }

  /// The moment in a movement that begins again every so many seconds.
  public func looped(every period: Double) -> ShotTime {
    let passed = max(seconds, 0)
    return ShotTime(
      seconds: passed - period * (passed / period).rounded(.down), duration: period)
  }

  /// The moment in a movement that runs there and back, over and over.
  ///
  /// - Parameter period: the seconds that one way takes.
  public func swinging(every period: Double) -> ShotTime {
    let both = looped(every: 2 * period).seconds
    return ShotTime(seconds: both <= period ? both : 2 * period - both, duration: period)
  }

  /// The moment in a movement that stands still for a while.
  ///
  /// - Parameter start: where it stands still, in the movement's own seconds.
  public func pausing(at start: Double, for length: Double) -> ShotTime {
    let pause = max(length, 0)
    return ShotTime(
      seconds: seconds <= start ? seconds : max(start, seconds - pause),
      duration: max(duration - pause, 1e-9))
  }

  /// The moment in a movement of which a stretch runs in slow motion.
  ///
  /// The movement slows down and speeds up again over up to 0.4 seconds each. Its own length is
  /// shorter than the shot's by what the slow motion takes longer.
  ///
  /// - Parameters:
  ///   - start, end: the stretch, in the movement's own seconds.
  ///   - factor: how many times slower the stretch is, at least 1.
  public func slowed(from start: Double, to end: Double, by factor: Double) -> ShotTime {
    let (length, rate) = (max(end - start, 0), 1 / max(factor, 1))
    // In a ramp of r seconds the movement covers r (1 + rate) / 2; two of them fit the stretch.
    let ramp = min(0.4, length / (1 + rate))
    let even = (length - ramp * (1 + rate)) / rate
    let extra = 2 * ramp + even - length
    let passed = seconds - start
    func covered(_ t: Double) -> Double { t + (rate - 1) * t * t / (2 * max(ramp, 1e-9)) }
    let inside: Double =
      if passed <= 0 {
        passed
      } else if passed < ramp {
        covered(passed)
      } else if passed < ramp + even {
        ramp * (1 + rate) / 2 + rate * (passed - ramp)
      } else if passed < 2 * ramp + even {
        length - covered(2 * ramp + even - passed)
      } else {
        passed - extra
      }
    return ShotTime(seconds: start + inside, duration: max(duration - extra, 1e-9))
  }
}

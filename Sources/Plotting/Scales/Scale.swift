#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Drawing

/// How data values become positions along an axis.
public enum ScaleType: Hashable, Sendable {
  case linear
  /// Base 10; the domain must be positive.
  case log
  /// Logarithmic in both directions and linear around zero: `sign(v) log₁₀(1 + |v| / threshold)`.
  /// The threshold, a positive number, is about where the one turns into the other.
  case symmetricLog(threshold: Double)
  /// Linear on both sides of a range that is left out; marks across it are cut.
  case broken(omitting: ClosedRange<Double>)

  /// Whether ticks are labelled with powers of ten.
  var hasPowers: Bool {
    switch self {
    case .linear, .broken: false
    case .log, .symmetricLog: true
    }
  }
}

/// A map from a domain of data values to the interval from 0 to 1.
public struct Scale: Hashable, Sendable {
  public let domain: ClosedRange<Double>
  public let type: ScaleType
  /// Whether the domain runs from the end of the axis to its start.
  public let isReversed: Bool

  /// - Throws: a `DrawingError` if the domain is empty, not finite, or not positive on a
  ///   logarithmic scale, or if a threshold is not positive.
  public init(
    domain: ClosedRange<Double>, type: ScaleType = .linear, isReversed: Bool = false,
    axis: String = "axis"
  ) throws {
    guard domain.lowerBound.isFinite, domain.upperBound.isFinite,
      domain.upperBound > domain.lowerBound,
      type == .log || (domain.upperBound - domain.lowerBound).isFinite
    else {
      throw DrawingError(
        "the \(axis) runs from \(domain.lowerBound) to \(domain.upperBound); set a finite,"
          + " non-empty domain or check the data")
    }
    guard type != .log || domain.lowerBound > 0 else {
      throw DrawingError(
        "the logarithmic \(axis) starts at \(domain.lowerBound); choose a positive start")
    }
    if case .symmetricLog(let threshold) = type, !(threshold > 0) {
      throw DrawingError(
        "the symmetric logarithmic \(axis) has the threshold \(threshold); choose a positive one")
    }
    if case .broken(let gap) = type,
      !(gap.lowerBound > domain.lowerBound && gap.upperBound < domain.upperBound)
    {
      throw DrawingError(
        "the \(axis) from \(domain.lowerBound) to \(domain.upperBound) can't leave out"
          + " \(gap.lowerBound) to \(gap.upperBound); choose a range inside it")
    }
    self.domain = domain
    self.type = type
    self.isReversed = isReversed
  }

  /// Where `value` lies: 0 at the start of the axis, 1 at its end, beyond them outside.
  public func position(_ value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let position: Double
    switch type {
    case .linear: position = (value - low) / (high - low)
    case .log:
      position =
        value > 0
        ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : -.infinity
    case .symmetricLog(let threshold):
      let start = Self.symmetricLog(low, threshold)
      position =
        (Self.symmetricLog(value, threshold) - start)
        / (Self.symmetricLog(high, threshold) - start)
    case .broken(let gap):
      let unit = (1 - Self.gapShare) / (high - low - (gap.upperBound - gap.lowerBound))
      let start = (gap.lowerBound - low) * unit
      if value <= gap.lowerBound {
        position = (value - low) * unit
      } else if value >= gap.upperBound {
        position = start + Self.gapShare + (value - gap.upperBound) * unit
      } else {
        let share = (value - gap.lowerBound) / (gap.upperBound - gap.lowerBound)
        position = start + share * Self.gapShare
      }
    }
    return isReversed ? 1 - position : position
  }

  /// The data value at a position; the inverse of `position`.
  public func value(at position: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let share = isReversed ? 1 - position : position
    switch type {
    case .linear: return low + (high - low) * share
    case .log: return pow(10, log10(low) + (log10(high) - log10(low)) * share)
    case .symmetricLog(let threshold):
      let (start, end) = (Self.symmetricLog(low, threshold), Self.symmetricLog(high, threshold))
      let y = start + (end - start) * share
      return (y < 0 ? -1 : 1) * threshold * (pow(10, abs(y)) - 1)
    case .broken(let gap):
      let unit = (1 - Self.gapShare) / (high - low - (gap.upperBound - gap.lowerBound))
      let start = (gap.lowerBound - low) * unit
      if share <= start { return low + share / unit }
      if share >= start + Self.gapShare {
        return gap.upperBound + (share - start - Self.gapShare) / unit
      }
      return gap.lowerBound
        + (share - start) / Self.gapShare * (gap.upperBound - gap.lowerBound)
    }
  }

  /// The part of a broken axis that stands for the range left out.
  private static let gapShare = 0.05

  /// The positions between which a broken axis stands for the range left out.
  var gap: ClosedRange<Double>? {
    guard case .broken(let range) = type else { return nil }
    let ends = [position(range.lowerBound), position(range.upperBound)].sorted()
    return ends[0]...ends[1]
  }

  private static func symmetricLog(_ value: Double, _ threshold: Double) -> Double {
    (value < 0 ? -1 : 1) * log10(1 + abs(value) / threshold)
  }
}

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
}

/// A map from a domain of data values to the interval from 0 to 1.
public struct Scale: Hashable, Sendable {
  public let domain: ClosedRange<Double>
  public let type: ScaleType

  /// - Throws: a `DrawingError` if the domain is empty, not finite, or not positive on a
  ///   logarithmic scale.
  public init(domain: ClosedRange<Double>, type: ScaleType = .linear, axis: String = "axis") throws {
    guard domain.lowerBound.isFinite, domain.upperBound.isFinite,
      domain.upperBound > domain.lowerBound,
      type == .log || (domain.upperBound - domain.lowerBound).isFinite
    else {
      throw DrawingError(
        "the \(axis) runs from \(domain.lowerBound) to \(domain.upperBound); set a finite,"
          + " non-empty domain or check the data")
    }
    guard type == .linear || domain.lowerBound > 0 else {
      throw DrawingError(
        "the logarithmic \(axis) starts at \(domain.lowerBound); choose a positive start")
    }
    self.domain = domain
    self.type = type
  }

  /// Where `value` lies: 0 at the start of the domain, 1 at its end, beyond them outside.
  public func position(_ value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    switch type {
    case .linear: return (value - low) / (high - low)
    case .log:
      guard value > 0 else { return -.infinity }
      return (log10(value) - log10(low)) / (log10(high) - log10(low))
    }
  }

  /// The data value at a position; the inverse of `position`.
  public func value(at position: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    switch type {
    case .linear: return low + (high - low) * position
    case .log: return pow(10, log10(low) + (log10(high) - log10(low)) * position)
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An estimate of the density from which some values were drawn: a small normal density around each
/// of them, all added up (E. Parzen, "On estimation of a probability density function and mode",
/// 1962).
public struct KernelDensity: Hashable, Sendable {
  /// The values in increasing order; those that are not finite are left out.
  public let values: [Double]
  /// The standard deviation of the kernels.
  public let bandwidth: Double

  /// - Parameter bandwidth: a positive number; by default Silverman's rule of thumb, 0.9 times the
  ///   smaller of standard deviation and interquartile range over 1.34, times n to the power −1/5.
  public init(_ values: [Double], bandwidth: Double? = nil) {
    precondition(bandwidth.map { $0 > 0 } ?? true, "a density needs a positive bandwidth")
    let sorted = values.filter(\.isFinite).sorted()
    self.values = sorted
    self.bandwidth = bandwidth ?? Self.rule(sorted)
  }

  private static func rule(_ sorted: [Double]) -> Double {
    let count = Double(sorted.count)
    guard count > 1 else { return 1 }
    let mean = sorted.reduce(0, +) / count
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let quartiles = quantile(0.75, of: sorted) - quantile(0.25, of: sorted)
    let spreads = [variance.squareRoot(), quartiles / 1.34].filter { $0 > 0 }
    // Values that are all alike have no spread of their own.
    return 0.9 * (spreads.min() ?? max(abs(mean), 1) * 1e-2) * pow(count, -0.2)
  }

  /// The density at a place; zero without values.
  public func callAsFunction(_ x: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sum = values.reduce(0) { sum, value in
      let z = (x - value) / bandwidth
      return sum + exp(-z * z / 2)
    }
    return sum / (Double(values.count) * bandwidth * (2 * Double.pi).squareRoot())
  }

  /// From three bandwidths below the lowest value to three above the highest.
  public var domain: ClosedRange<Double> {
    (values.first ?? 0) - 3 * bandwidth...(values.last ?? 0) + 3 * bandwidth
  }

  /// The value below which a share of all values lies, interpolated between neighbours.
  public func quantile(_ share: Double) -> Double { Self.quantile(share, of: values) }

  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = min(max(share, 0), 1) * Double(sorted.count - 1)
    let index = min(Int(place), max(sorted.count - 2, 0))
    guard sorted.count > 1 else { return sorted[0] }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
  }
}

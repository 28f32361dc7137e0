/// How many of some values fall into each of several bins of equal width.
public struct Histogram: Hashable, Codable, Sendable {
  public let domain: ClosedRange<Double>
  public let counts: [Int]
  /// The number of all values, those outside the domain included.
  public let total: Int

  /// - Parameters:
  ///   - domain: from the start of the first bin to the end of the last, which belongs to it;
  ///     values outside are not counted, `nil` covers the values.
  public init(_ values: [Double], bins: Int = 20, in domain: ClosedRange<Double>? = nil) {
    precondition(bins > 0, "a histogram needs at least one bin")
    let finite = values.filter(\.isFinite)
    var domain = domain ?? (finite.min() ?? 0)...(finite.max() ?? 1)
    if domain.lowerBound == domain.upperBound {
      domain = (domain.lowerBound - 0.5)...(domain.upperBound + 0.5)
    }
    var counts = [Int](repeating: 0, count: bins)
    let width = domain.upperBound - domain.lowerBound
    for value in finite where domain.contains(value) {
      let position = (value - domain.lowerBound) / width
      counts[min(Int(position * Double(bins)), bins - 1)] += 1
    }
    self.domain = domain
    self.counts = counts
    total = values.count
  }

  public var binWidth: Double {
    (domain.upperBound - domain.lowerBound) / Double(counts.count)
  }

  /// The middle of each bin.
  public var centers: [Double] {
    counts.indices.map { domain.lowerBound + (Double($0) + 0.5) * binWidth }
  }

  /// The ends of the bins: one more than there are bins.
  public var edges: [Double] {
    (0...counts.count).map { domain.lowerBound + Double($0) * binWidth }
  }

  /// The share of all values in each bin, divided by its width: an estimate of their density.
  public var densities: [Double] {
    counts.map { total == 0 ? 0 : Double($0) / (Double(total) * binWidth) }
  }
}

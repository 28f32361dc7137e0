import Geometry

/// A loss as a function of one parameter, over an interval of it.
public struct LossProfile: Sendable {
  public let value: @Sendable (Double) -> Double
  public let domain: ClosedRange<Double>

  /// A smooth function over `domain`.
  public init(
    over domain: ClosedRange<Double> = 0...1, of value: @escaping @Sendable (Double) -> Double
  ) {
    precondition(domain.lowerBound < domain.upperBound, "the domain of a loss is empty")
    self.domain = domain
    self.value = value
  }

  /// A place where the loss neither rises nor falls (UDL, section 6.1.3).
  public struct StationaryPoint: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      case minimum, maximum
      /// Flat, or nearly so, between two stretches that both rise or both fall.
      case inflection
    }

    public let kind: Kind
    /// The parameter and the loss.
    public let location: Point
    public let slope: Double
  }

  /// The derivative, by central differences of fourth order.
  public func slope(at phi: Double) -> Double {
    let step = 1e-4 * (domain.upperBound - domain.lowerBound)
    return
      (8 * (value(phi + step) - value(phi - step))
      - (value(phi + 2 * step) - value(phi - 2 * step))) / (12 * step)
  }

  /// The steepest slope at any of 2001 places, without its sign.
  public var steepness: Double { samples.map { abs(slope(at: $0)) }.max() ?? 0 }

  /// The lowest of the second derivatives at places equally spaced inside the domain: where it is
  /// positive, the loss is convex.
  public var lowestCurvature: Double {
    let places = samples
    let step = places[1] - places[0]
    return places.dropFirst().dropLast().map { phi in
      (value(phi + step) + value(phi - step) - 2 * value(phi)) / (step * step)
    }.min() ?? 0
  }

  /// Where the loss is flat, from left to right: zeros of the slope, and inflections, where the
  /// slope comes within `flatness` of the steepest without changing its sign. Features narrower
  /// than a thousandth of the domain may be missed.
  public func stationaryPoints(flatness: Double = 0.02) -> [StationaryPoint] {
    let places = samples
    let step = places[1] - places[0]
    let slopes = places.map { abs(slope(at: $0)) }
    let limit = flatness * (slopes.max() ?? 0)
    let turns = zeros(of: slope, over: domain, samples: places.count - 1)
    let found = turns.map { phi in
      point(slope(at: phi + step) > 0 ? .minimum : .maximum, at: phi)
    }
    // Of each stretch that is flat but has no turn, the flattest place.
    let flats = places.indices.split { slopes[$0] >= limit }.compactMap {
      stretch -> StationaryPoint? in
      let (start, end) = (places[stretch.startIndex], places[stretch.endIndex - 1])
      guard !turns.contains(where: { start - step < $0 && $0 < end + step }),
        let best = stretch.min(by: { slopes[$0] < slopes[$1] }),
        best > 0, best < places.count - 1
      else { return nil }
      return point(.inflection, at: flattest(places[best - 1], places[best + 1]))
    }
    return (found + flats).sorted { $0.location.x < $1.location.x }
  }

  private func point(_ kind: StationaryPoint.Kind, at phi: Double) -> StationaryPoint {
    StationaryPoint(kind: kind, location: Point(phi, value(phi)), slope: slope(at: phi))
  }

  private var samples: [Double] {
    let count = 2000
    let width = domain.upperBound - domain.lowerBound
    return (0...count).map { domain.lowerBound + width * Double($0) / Double(count) }
  }

  /// The place between two others where the slope is smallest, by shrinking a bracket.
  private func flattest(_ low: Double, _ high: Double) -> Double {
    LineSearch(tolerance: 1e-9, maximumIterations: 60)
      .brackets(over: low...high) { abs(slope(at: $0)) }.last?.middle ?? low
  }
}

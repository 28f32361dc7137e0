#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Drawing
import Geometry

/// What a chart shows of the plane: where a camera over it looks.
public struct ChartWindow: Hashable, Sendable {
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }

  /// A part of this window around a place, `factor` times magnified. Where it would reach beyond
  /// this window it is moved inside.
  ///
  /// - Parameter factor: at least 1.
  public func zoomed(to place: Point, by factor: Double) -> ChartWindow {
    func part(_ range: ClosedRange<Double>, _ middle: Double) -> ClosedRange<Double> {
      let length = range.length / max(factor, 1)
      let low = min(
        max(middle - length / 2, range.lowerBound), range.upperBound - length)
      return low...max(low + length, low)
    }
    return ChartWindow(x: part(x, place.x), y: part(y, place.y))
  }
}

/// A zoom magnifies by the same factor in the same time, towards one place that stays where it is.
extension ChartWindow: Interpolatable {
  public func interpolated(to other: ChartWindow, _ t: Double) -> ChartWindow {
    ChartWindow(x: Self.between(x, other.x, t), y: Self.between(y, other.y, t))
  }

  private static func between(
    _ a: ClosedRange<Double>, _ b: ClosedRange<Double>, _ t: Double
  ) -> ClosedRange<Double> {
    let (from, to) = (a.length, b.length)
    // As the length passes from the one to the other in equal ratios, its ends move with it.
    guard from > 0, to > 0, abs(from - to) > 1e-9 * from else { return a.interpolated(to: b, t) }
    let length = from * pow(to / from, t)
    return a.interpolated(to: b, (length - from) / (to - from))
  }
}

extension ClosedRange<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}

extension Drawing {
  /// Lets the charts within show a part of the plane. A moving window is a camera move; give the
  /// axes fixed values (`chartXAxis(values:)`) so that ticks move with what they mark.
  public func chartWindow(_ window: ChartWindow) -> some Drawing {
    chart {
      $0.x.domain = window.x
      $0.y.domain = window.y
    }
  }
}

import Geometry

extension [Point] {
  /// The graph of a function over an interval, as points.
  ///
  /// - Parameter samples: the number of places where it is evaluated, equally spaced.
  public init(
    over domain: ClosedRange<Double>, samples: Int = 257, of function: (Double) throws -> Double
  ) rethrows {
    self = try domain.samples(samples).map { Point($0, try function($0)) }
  }
}

/// Where a continuous function is zero in an interval, from left to right.
///
/// Bisection finds one zero between any two neighbours of `samples` + 1 equally spaced places at
/// which the function has different signs; two zeros closer than that may be missed, and so may one
/// that the function only touches.
public func zeros(
  of function: (Double) -> Double, over interval: ClosedRange<Double>, samples: Int = 2000
) -> [Double] {
  precondition(samples > 0, "zeros are looked for between at least two places")
  let width = interval.upperBound - interval.lowerBound
  let places = (0...samples).map { interval.lowerBound + width * Double($0) / Double(samples) }
  let isNegative = places.map { function($0) < 0 }
  return places.indices.dropFirst().compactMap { index in
    guard isNegative[index - 1] != isNegative[index] else { return nil }
    var (low, high) = (places[index - 1], places[index])
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if (function(middle) < 0) == isNegative[index - 1] { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

import Foundation
import Lantern

extension ClaimResult {
  /// What the measured number must be: `at least 0.25`.
  public var needed: String {
    let (low, high) = (range.lowerBound, range.upperBound)
    return if low == high {
      "exactly \(low.brief)"
    } else if high == .infinity {
      "at least \(low.brief)"
    } else if low == -.infinity {
      "at most \(high.brief)"
    } else {
      range.brief
    }
  }
}

extension ClosedRange<Double> {
  /// Both ends in words.
  public var brief: String { "\(lowerBound.brief) to \(upperBound.brief)" }
}

extension Double {
  /// A whole number in full, others in four significant digits.
  public var brief: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(format: "%.4g", self)
  }

  /// A duration in seconds as a reader wants it: `40 ms`, `1.3 s`, `2 min 5 s`.
  var asDuration: String {
    if self < 0.0005 { return "less than 1 ms" }
    if self < 0.9995 { return "\(Int((self * 1000).rounded())) ms" }
    if self < 59.95 { return "\(formatted(decimals: self < 9.95 ? 1 : 0)) s" }
    let seconds = Int(rounded())
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}

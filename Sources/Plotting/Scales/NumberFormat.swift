#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Double {
  /// The number rounded to a fixed count of digits after the point, as a label shows it: `"0.65"`.
  /// Zero never has a sign.
  public func formatted(decimals: Int) -> String {
    guard isFinite else { return isNaN ? "nan" : (self < 0 ? "-inf" : "inf") }
    let power = pow(10, Double(decimals))
    let scaled = (abs(self) * power).rounded()
    guard scaled < 9e15 else { return "\(self)" }
    let whole = Int(scaled)
    let sign = self < 0 && whole != 0 ? "-" : ""
    guard decimals > 0 else { return sign + "\(whole)" }
    let unit = Int(power)
    let fraction = "\(whole % unit)"
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + "\(whole / unit)." + zeros + fraction
  }

  /// The number with at least one digit after the point and at most `decimals`, as a label names a
  /// setting: `"0.05"`, `"1.0"`.
  public func formatted(atMost decimals: Int) -> String {
    var text = formatted(decimals: max(decimals, 1))
    while text.hasSuffix("0"), !text.hasSuffix(".0") { text.removeLast() }
    return text
  }

  /// The same for text beside a drawing: with a minus sign in place of a hyphen.
  public func label(decimals: Int) -> String {
    let text = formatted(decimals: decimals)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}

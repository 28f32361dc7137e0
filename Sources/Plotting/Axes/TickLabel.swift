#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the labels of ticks say, as text with formulas between dollar signs.
enum TickLabel {
  /// Numbers with a fixed count of digits after the point and true minus signs; very large and very
  /// small ones as multiples of a common power of ten.
  static func decimals(_ values: [Double], digits: Int) -> [String] {
    let largest = values.map(abs).max() ?? 0
    if largest > 0, largest >= 1e7 || largest < 1e-4 {
      let exponent = Int(floor(log10(largest) + 1e-9))
      // Two steps, as the power itself may be too small a number.
      let multiples = values.map {
        $0 / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
      }
      let digits = Ticks.decimals(for: multiples)
      if digits <= 3 {
        return multiples.map { multiple in
          multiple == 0 ? "0" : decimal(multiple, digits: digits) + "·" + power(of: exponent)
        }
      }
    }
    return values.map { decimal($0, digits: digits) }
  }

  /// A label of a logarithmic axis: a power of ten, or the number itself if it is none. A symmetric
  /// one also has zero and negative numbers.
  static func power(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    guard value > 0 else { return "\u{2212}" + power(-value) }
    let exponent = log10(value).rounded()
    guard abs(log10(value) - exponent) > 1e-9 else { return power(of: Int(exponent)) }
    return decimals([value], digits: Ticks.decimals(for: [value]))[0]
  }

  private static func power(of exponent: Int) -> String { "10$^{\(exponent)}$" }

  private static func decimal(_ value: Double, digits: Int) -> String {
    let text = value.formatted(decimals: digits)
    return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }
}

import Plotting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a parameter can hold.
public protocol ParameterValue: Sendable, Equatable, Comparable {
  /// The value that the text denotes, or `nil`.
  init?(parameterText: String)
  var parameterText: String { get }
  static var typeName: String { get }
  /// All values, if they are few.
  static var choices: [String]? { get }
  /// About `count` round values from one end of a range to the other, with `value` among them; none
  /// for what lies on no scale.
  static func steps(
    _ count: Int, of range: ClosedRange<Self>, logarithmic: Bool, with value: Self
  ) -> [Self]
}

extension ParameterValue {
  public static var choices: [String]? { nil }
  public static func steps(
    _ count: Int, of range: ClosedRange<Self>, logarithmic: Bool, with value: Self
  ) -> [Self] { [] }
}

extension Double: ParameterValue {
  public init?(parameterText: String) {
    guard let value = Double(parameterText), value.isFinite else { return nil }
    self = value
  }
  public var parameterText: String { "\(self)" }
  public static var typeName: String { "number" }

  /// Evenly spaced values, of which the one nearest to `value` gives way to it; the ends stay.
  public static func steps(
    _ count: Int, of range: ClosedRange<Double>, logarithmic: Bool, with value: Double
  ) -> [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard count > 1, high > low else { return [value] }
    var values = (0..<count).map { index in
      if index == 0 { return low }
      if index == count - 1 { return high }
      let share = Double(index) / Double(count - 1)
      return logarithmic
        ? (low * pow(high / low, share)).rounded(toDigitsOf: nil)
        : (low + share * (high - low)).rounded(toDigitsOf: high - low)
    }
    guard !values.contains(value) else { return values }
    let share = logarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    let nearest = Int((share * Double(count - 1)).rounded())
    guard count > 2 else { return [low, value, high] }
    values[Swift.min(Swift.max(nearest, 1), count - 2)] = value
    return values
  }

  /// Rounded to three digits, of the number itself or of a range's width.
  private func rounded(toDigitsOf width: Double?) -> Double {
    guard self != 0 else { return 0 }
    let decimals = 2 - Int(floor(log10(width ?? abs(self))))
    // Multiples of a power of ten are off in the last place; their text is not.
    return decimals > 0
      ? (Double(formatted(decimals: decimals)) ?? self) + 0
      : (self / pow(10, Double(-decimals))).rounded() * pow(10, Double(-decimals))
  }
}

extension Int: ParameterValue {
  public init?(parameterText: String) { self.init(parameterText) }
  public var parameterText: String { "\(self)" }
  public static var typeName: String { "whole number" }

  public static func steps(
    _ count: Int, of range: ClosedRange<Int>, logarithmic: Bool, with value: Int
  ) -> [Int] {
    let bounds = Double(range.lowerBound)...Double(range.upperBound)
    let steps = Double.steps(count, of: bounds, logarithmic: logarithmic, with: Double(value))
    return Set(steps.map { Int($0.rounded()) }).sorted()
  }
}

extension ParameterValue where Self: RawRepresentable, RawValue == String, Self: CaseIterable {
  public init?(parameterText: String) { self.init(rawValue: parameterText) }
  public var parameterText: String { rawValue }
  public static var typeName: String { "choice" }
  public static var choices: [String]? { allCases.map(\.rawValue) }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

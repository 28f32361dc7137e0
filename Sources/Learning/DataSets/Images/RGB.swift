/// A colour of a procedural picture: red, green and blue, from 0 to 1.
struct RGB: Hashable, Sendable {
  var components: SIMD3<Float>

  init(_ components: SIMD3<Float>) { self.components = components }

  init(_ red: Double, _ green: Double, _ blue: Double) {
    components = SIMD3(Float(red), Float(green), Float(blue))
  }

  init(gray: Double) { self.init(gray, gray, gray) }

  /// Hue in turns from red over green and blue; saturation and value from 0 to 1.
  init(hue: Double, saturation: Double, value: Double) {
    func channel(_ offset: Double) -> Double {
      // A trapezium over the circle of hues (Smith 1978).
      let k = (offset + 6 * (hue - hue.rounded(.down))).truncatingRemainder(dividingBy: 6)
      return value * (1 - saturation * max(0, min(k, 4 - k, 1)))
    }
    self.init(channel(5), channel(3), channel(1))
  }

  /// The colour a fraction `t` of the way to `other`.
  func mixed(_ other: RGB, _ t: Double) -> RGB {
    RGB(components + (other.components - components) * Float(t))
  }

  /// Lighter or darker.
  func scaled(_ factor: Double) -> RGB { RGB(components * Float(factor)) }

  static let white = RGB(gray: 1)
  static let black = RGB(gray: 0)
}

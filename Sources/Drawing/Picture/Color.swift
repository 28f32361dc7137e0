#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Geometry

/// A colour in sRGB with straight (not premultiplied) opacity; components run from 0 to 1.
public struct Color: Hashable, Sendable, Interpolatable {
  public var red: Double
  public var green: Double
  public var blue: Double
  public var opacity: Double

  public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.opacity = opacity
  }

  /// A colour from its hexadecimal notation as a number, for example `0xd18362`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xff) / 255, green: Double(hex >> 8 & 0xff) / 255,
      blue: Double(hex & 0xff) / 255)
  }

  public init(white: Double, opacity: Double = 1) {
    self.init(red: white, green: white, blue: white, opacity: opacity)
  }

  public static let black = Color(white: 0)
  public static let white = Color(white: 1)
  public static let clear = Color(white: 0, opacity: 0)

  /// The same colour with its opacity multiplied by `factor`.
  public func opacity(_ factor: Double) -> Color {
    var color = self
    color.opacity *= factor
    return color
  }

  /// Linear interpolation in sRGB; 0 gives `self`, 1 gives `other`.
  public func interpolated(to other: Color, _ t: Double) -> Color {
    Color(
      red: red + (other.red - red) * t, green: green + (other.green - green) * t,
      blue: blue + (other.blue - blue) * t, opacity: opacity + (other.opacity - opacity) * t)
  }

  /// Red, green and blue in proportion to light, without the opacity.
  public var linear: [Double] {
    [red, green, blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
  }

  /// The ratio of luminances from 1 to 21, as the Web Content Accessibility Guidelines 2.1 define
  /// it; text needs 3 at least. Opacities are left out.
  public func contrast(to other: Color) -> Double {
    func luminance(_ color: Color) -> Double {
      zip([0.2126, 0.7152, 0.0722], color.linear).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (one, two) = (luminance(self), luminance(other))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// `#rrggbb`, without the opacity.
  public var hexString: String {
    let digits = Array("0123456789abcdef")
    let bytes = [red, green, blue].map { Int((min(max($0, 0), 1) * 255).rounded()) }
    return "#" + bytes.map { "\(digits[$0 >> 4])\(digits[$0 & 15])" }.joined()
  }
}

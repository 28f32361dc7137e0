import Drawing

/// A map from numbers between 0 and 1 to colours.
public struct ColorMap: Hashable, Sendable {
  /// The colours at equal distances from 0 to 1; between them colours are interpolated in sRGB.
  public let stops: [Color]

  public init(_ stops: [Color]) {
    precondition(stops.count >= 2, "a colour map needs at least two colours")
    self.stops = stops
  }

  /// The book's map for losses and outputs: dark brown is low, cream is high.
  public static let brown = ColorMap(
    [
      0x2a0902, 0x3a1410, 0x4b1e19, 0x5d2922, 0x6f352b, 0x804235, 0x924f40, 0xa35d4b, 0xb36c58,
      0xc27c65, 0xd18c73, 0xde9d82, 0xeaaf92, 0xf4c2a4, 0xfbd6b7, 0xffebcb, 0xffffe0,
    ].map(Color.init(hex:)))

  /// From slate through white to orange: for values on both sides of a decision.
  public static let slateToOrange = ColorMap(
    [0x5f8496, 0xaec3cf, 0xf7f5f2, 0xebc8b9, 0xd18362].map(Color.init(hex:)))

  /// From orange (generated) through near white to teal (real).
  public static let orangeToTeal = ColorMap(
    [0xd9977a, 0xecc9b9, 0xf8f6f2, 0xc6e6e2, 0x8fcfc7].map(Color.init(hex:)))

  /// From nothing to teal, on whatever ground: for densities behind data.
  public static let clearToTeal = ColorMap(
    [0, 0.5, 1].map { Color(hex: 0x9ad7d0).opacity($0) })

  /// The colour of `value`; values outside 0…1 get the colour of the nearer end.
  public func color(_ value: Double) -> Color {
    let position = min(max(value.isNaN ? 0 : value, 0), 1) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    return stops[index].interpolated(to: stops[index + 1], position - Double(index))
  }

  /// The tone of words on a place of that value: light or dark, whichever stands out more.
  public func labelTone(at value: Double) -> Tone {
    let (light, dark) = (Color(hex: 0xfffff9), Color(hex: 0x2a0902))
    let ground = color(value)
    return Tone(ground.contrast(to: light) >= ground.contrast(to: dark) ? light : dark)
  }

  /// 256 colours as straight RGBA bytes.
  func table() -> [(UInt8, UInt8, UInt8, UInt8)] {
    (0..<256).map { i in
      let c = color(Double(i) / 255)
      func byte(_ x: Double) -> UInt8 { UInt8((x * 255).rounded()) }
      return (byte(c.red), byte(c.green), byte(c.blue), byte(c.opacity))
    }
  }
}

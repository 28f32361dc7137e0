import Drawing

/// Maps for one quantity, from little to much, in the book's own tones.
extension ColorMap {
  /// From black to white: pictures of brightness.
  public static let gray = ColorMap([.black, .white])

  /// From white to black: handwritten digits, densities on paper.
  public static let ink = ColorMap([.white, .black])

  /// Pale to dark teal: iterations, confidence, probability.
  public static let teal = ColorMap(
    [0xdaf0ee, 0xbde5e0, 0x8fd2cb, 0x4db7aa, 0x2f7870].map(Color.init(hex:)))

  /// White over orange to dark brown: attention, counts, magnitudes on paper.
  public static let orange = ColorMap(
    [0xffffff, 0xf3d9cd, 0xebc8b9, 0xd18362, 0x773c23].map(Color.init(hex:)))

  /// From orange through near white to steel blue: positive and negative numbers, correlations.
  public static let steelToOrange = ColorMap(
    [0x476779, 0x9fb2bd, 0xf8f6f2, 0xe6bba6, 0xd18362].map(Color.init(hex:)))

  /// From dark blue (far, cold) over green and yellow to dark red (near, hot): for maps of depth.
  public static let coldToHot = ColorMap(
    [0x00007f, 0x0000ff, 0x007fff, 0x19ffde, 0x7fff77, 0xf5ef08, 0xff7f00, 0xf50a00, 0x7f0000].map(
      Color.init(hex:)))

  /// The map run through from its other end.
  public var reversed: ColorMap { ColorMap(stops.reversed()) }
}

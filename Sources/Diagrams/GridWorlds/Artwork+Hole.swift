import Drawing
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Artwork {
  /// A hole in the ice with the jagged outline of a star, and dark water in it.
  static let hole: Artwork = {
    let star = outline(scale: 1, shift: .zero)
    return Artwork(layers: [
      // The ice's broken edge catches the light.
      .fill(outline(scale: 1.12, shift: Point(1.2, 1.6)), Color(hex: 0xf2f9f8)),
      .fill(outline(scale: 1.06, shift: Point(-0.8, -1)), Color(hex: 0x8aa5a9)),
      .fill(star, Color(hex: 0x0e1316)),
      .clipped(
        to: star,
        [
          .fill(outline(scale: 0.86, shift: Point(2, 5)), Color(hex: 0x18232a)),
          .fill(outline(scale: 0.6, shift: Point(3, 8)), Color(hex: 0x263843)),
          .fill(.ellipse(7, 15, 9, 2.2), Color(hex: 0x5d7f8c).opacity(0.75)),
          .fill(.ellipse(-5, 9, 5, 1.3), Color(hex: 0x5d7f8c).opacity(0.5)),
        ]),
    ])
  }()

  /// A star of five tips, no two quite alike.
  private static func outline(scale: Double, shift: Point) -> Path {
    let corners = [
      (-88.0, 43.0), (-55, 18), (-18, 42), (14, 19), (52, 43), (88, 17), (128, 41), (162, 18),
      (197, 42), (233, 19),
    ]
    return Path(
      polyline: corners.map { angle, radius in polar(radius * scale, angle) + shift }, closed: true)
  }

  private static func polar(_ radius: Double, _ degrees: Double) -> Point {
    Point(radius * cos(degrees * .pi / 180), radius * sin(degrees * .pi / 180))
  }
}

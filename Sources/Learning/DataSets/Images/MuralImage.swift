import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A wall with a painted figure and scribbled letters, in the place of a photograph of a mural (UDL
/// figure 12.18): red, green and blue, 64 × 64, values from 0 to 1.
public struct MuralImage: ImageRecipe, Hashable {
  public init() {}

  public var imageShape: Shape { [3, 64, 64] }

  /// The picture; its truth is where the figure is, 1 or 0, `[64, 64]`.
  public func image(key: Key) -> (image: Tensor, truth: Tensor) {
    let coarse = ValueNoise(64, 64, cell: 9, key: key.fold("blotches"))
    let fine = ValueNoise(64, 64, cell: 2, key: key.fold("plaster"))
    var raster = Raster(64, 64, RGB(0.66, 0.65, 0.62))
    raster.shade { p, color in color.scaled(1 + 0.12 * coarse[p] + 0.05 * fine[p]) }
    raster.paint(.rectangle(0, 57, 64, 7)) { p, _ in
      RGB(0.42, 0.39, 0.35).scaled(1 + 0.2 * fine[p])
    }
    // Letters: strokes that never quite close, in three lines.
    for letter in 0..<18 {
      let own = key.fold("letter").fold(letter)
      let origin = Point(38 + 4 * Double(letter % 6), 7 + 9 * Double(letter / 6))
      let corners = own.fold("corners").uniform(count: 8)
      let line = (0..<4).map {
        origin + Point(3 * corners[2 * $0], 6 * corners[2 * $0 + 1])
      }
      raster.paint(.stroke(line, width: 0.7), RGB(0.15, 0.2, 0.45))
    }
    func paint(_ region: Region, _ color: RGB) { raster.paint(region, color, label: 1) }
    paint(.polygon([Point(20, 28), Point(7, 55), Point(33, 55)]), RGB(0.75, 0.2, 0.2))
    for band in 0..<3 {
      let y = 37 + 6 * Double(band)
      let half = (y - 28) * 13 / 27
      raster.paint(
        .stroke([Point(20 - half, y), Point(20 + half, y)], width: 1), RGB(0.95, 0.8, 0.3))
    }
    for side in [-1.0, 1] {
      paint(
        .stroke([Point(20 + 3 * side, 33), Point(20 + 12 * side, 41)], width: 2),
        RGB(0.9, 0.72, 0.58))
      paint(
        .stroke([Point(20 + 4 * side, 55), Point(20 + 4 * side, 60)], width: 2.4),
        RGB(0.2, 0.18, 0.2))
    }
    paint(.disk(Point(20, 18), 11.5), RGB(0.16, 0.12, 0.11))
    paint(.ellipse(Point(20, 20), 8.5, 9), RGB(0.92, 0.75, 0.6))
    for side in [-1.0, 1] {
      paint(.ellipse(Point(20 + 3.4 * side, 19), 1, 1.5), .black)
    }
    paint(
      .stroke(Region.arc(Point(20, 22), 3.4, 2.6, from: 20, to: 160), width: 0.9),
      RGB(0.7, 0.15, 0.15))
    return (raster.pixels.grained(0.015, key.fold("grain")).unit, raster.labelMap)
  }
}

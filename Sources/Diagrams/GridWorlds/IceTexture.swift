import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The scratches that make a cell look like ice: thin slivers, some light and some dark.
enum IceTexture {
  /// Slivers in the unit square, the same for the same cell.
  static func scratches(cell: Int) -> (light: Path, dark: Path) {
    var (light, dark) = (Path(), Path())
    for index in 0..<30 {
      // The golden ratio and its plane relatives spread points evenly without looking regular.
      let n = Double(index) + 31 * Double(cell) + 0.5
      let center = Point(
        0.03 + 0.94 * fraction(n * 0.7548776662466927),
        0.03 + 0.94 * fraction(n * 0.5698402909980532))
      let angle = 0.5 + 1.1 * fraction(n * 0.6180339887498949) + (index % 5 == 0 ? 1.6 : 0)
      let half = 0.03 + 0.08 * fraction(n * 0.4142135623730951)
      let arm = Point(cos(angle), -sin(angle)) * half
      let bulge = Point(sin(angle), cos(angle)) * 0.009
      let sliver = Path(
        polyline: [center - arm, center + bulge, center + arm, center - bulge].map(clamped),
        closed: true)
      if index % 2 == 0 { light.append(sliver) } else { dark.append(sliver) }
    }
    return (light, dark)
  }

  private static func clamped(_ p: Point) -> Point {
    Point(min(max(p.x, 0.015), 0.985), min(max(p.y, 0.015), 0.985))
  }

  private static func fraction(_ x: Double) -> Double { x - x.rounded(.down) }
}

import Drawing
import Geometry
import Learning
import Plotting
import Testing

@Suite struct FilledContourTests {
  /// The colour at a place: that of the last fill whose winding number there is not zero.
  private func color(at point: Point, in picture: Picture) -> Color? {
    picture.commands.reduce(nil) { found, command in
      guard case .fill(let path, let color) = command, winding(path, point) != 0 else {
        return found
      }
      return color
    }
  }

  private func winding(_ path: Path, _ point: Point) -> Int {
    var (count, first, last) = (0, Point.zero, Point.zero)
    func edge(_ a: Point, _ b: Point) {
      guard (a.y <= point.y) != (b.y <= point.y) else { return }
      let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
      if x > point.x { count += b.y > a.y ? 1 : -1 }
    }
    for element in path.elements {
      switch element {
      case .move(let p): (first, last) = (p, p)
      case .line(let p), .curve(_, _, let p):
        edge(last, p)
        last = p
      case .close:
        edge(last, first)
        last = first
      }
    }
    return count
  }

  private func check(_ surface: Surface, levels: [Double], colorMap: ColorMap) throws {
    let sheet = try Sheet(
      Chart { FilledContourMark(surface, levels: levels, colorMap: colorMap, range: 0...1) }
        .chartPlotSize(width: 100, height: 100).chartFrame(.hidden).chartXAxis(.hidden)
        .chartYAxis(.hidden))
    let limits = [surface.range.lowerBound] + levels + [surface.range.upperBound]
    var checked = 0
    for column in 0..<23 {
      for row in 0..<23 {
        let share = Point((Double(column) + 0.5) / 23, (Double(row) + 0.5) / 23)
        let (x, y) = (surface.xDomain, surface.yDomain)
        let value = surface.value(
          at: Point(
            x.lowerBound + share.x * (x.upperBound - x.lowerBound),
            y.lowerBound + share.y * (y.upperBound - y.lowerBound)))
        // Close to a level, straight pieces of contours may lie on its other side.
        guard value.isFinite, levels.allSatisfy({ abs($0 - value) > 0.02 }) else { continue }
        let band = levels.count { $0 < value }
        let expected = colorMap.color((limits[band] + limits[band + 1]) / 2)
        let place = Point(100 * share.x, 100 - 100 * share.y)
        #expect(color(at: place, in: sheet.picture) == expected)
        checked += 1
      }
    }
    #expect(checked > 300)
  }

  private let hills = Surface(x: -2...2, y: -1...3, columns: 81, rows: 81) { p in
    let (a, b) = (p - Point(-1, 0), p - Point(0.8, 1.5))
    let ring = a.length - 0.6
    return 0.9 * max(0, 1 - 4 * ring * ring) * 0.8 + 0.7 / (1 + 4 * b.length * b.length)
  }

  @Test(arguments: [ColorMap.brown, .clearToTeal])
  func bandsHaveTheColourOfTheirValues(_ map: ColorMap) throws {
    // A ring has a hole, another hill runs over the border.
    try check(hills, levels: [0.2, 0.4, 0.6], colorMap: map)
  }

  @Test func slopesFillThePlot() throws {
    try check(
      Surface(x: 0...1, y: 0...1, columns: 2, rows: 2) { $0.x }, levels: [0.25, 0.5],
      colorMap: .teal)
  }

  @Test func whatIsNotFiniteStaysEmpty() throws {
    let surface = Surface(x: 0...1, y: 0...1, columns: 21, rows: 21) {
      $0.x > 0.5 ? .nan : $0.y
    }
    let sheet = try Sheet(
      Chart { FilledContourMark(surface, count: 3) }.chartPlotSize(width: 100, height: 100)
        .chartFrame(.hidden).chartXAxis(.hidden).chartYAxis(.hidden))
    #expect(color(at: Point(80, 50), in: sheet.picture) == nil)
    #expect(color(at: Point(20, 50), in: sheet.picture) != nil)
  }
}

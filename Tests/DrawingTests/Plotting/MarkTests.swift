import Drawing
import Geometry
import Learning
import Plotting
import Testing

@Suite struct MarkTests {
  private func image(_ surface: Surface, _ map: ColorMap = ColorMap([.black, .white])) throws
    -> (Bitmap, Rect, Rect)
  {
    let sheet = try Sheet(
      Chart { HeatmapMark(surface, colorMap: map) }.chartPlotSize(width: 40, height: 20))
    for case .image(let bitmap, let rect, _) in sheet.picture.commands {
      let clip = sheet.picture.commands.compactMap { command -> Rect? in
        if case .pushClip(let path) = command { path.bounds } else { nil }
      }
      return (bitmap, rect, try #require(clip.first))
    }
    throw DrawingError("no image")
  }

  private func red(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> UInt8 {
    bitmap.pixels[4 * (y * bitmap.width + x)]
  }

  @Test func aRecordedLineGoesUpToItsRow() {
    let values = [4.0, 3, 7, 1]
    #expect(LineMark(values).extent == DataExtent(x: 0...3, y: 1...7))
    #expect(LineMark(values, upTo: 1).extent == DataExtent(x: 0...1, y: 3...4))
    #expect(
      LineMark(values, at: [0, 10, 20, 50], upTo: 2).extent == DataExtent(x: 0...20, y: 3...7))
    #expect(LineMark(values, at: [5, 6, 7, 8], upTo: 9).extent == DataExtent(x: 5...8, y: 1...7))
  }

  /// The rim lies below the line and is wider.
  @Test func anOutlinedLineHasARim() throws {
    let line = LineMark(x: [0, 1], y: [0, 1]).foregroundStyle(.orange).lineStyle(width: 2)
    let chart = { (mark: any ChartContent) in
      try Sheet(Chart { mark }.chartXAxis(over: 0...1).chartYAxis(over: 0...1)).picture.commands
        .compactMap { command -> (Color, Double)? in
          if case .stroke(_, let color, let style) = command { (color, style.width) } else { nil }
        }
    }
    let (orange, ground) = (try Theme.book.color(.orange), try Theme.book.color(.ground))
    let strokes = try chart(line.outline(.ground))
    let over = try #require(strokes.firstIndex { $0.0 == orange })
    let under = try #require(strokes.firstIndex { $0.0 == ground })
    #expect(under < over && strokes[under].1 > strokes[over].1 && strokes[over].1 == 2)
    #expect(try !chart(line).contains { $0.0 == ground })
  }

  @Test func theLowestRowOfASurfaceIsAtTheBottomOfItsImage() throws {
    let surface = Surface(x: 0...1, y: 0...1, columns: 3, rows: 2, values: [0, 1, 2, 3, 4, 5])
    let (bitmap, _, _) = try image(surface)
    #expect((bitmap.width, bitmap.height) == (3, 2))
    #expect((0..<3).map { red(bitmap, $0, 1) } == [0, 51, 102])
    #expect((0..<3).map { red(bitmap, $0, 0) } == [153, 204, 255])
  }

  @Test func pixelsAreCentredOnTheGridsPoints() throws {
    let surface = Surface(x: 0...1, y: 0...1, columns: 5, rows: 3) { $0.x }
    let (_, rect, plot) = try image(surface)
    // Half a cell beyond the plot area on each side.
    #expect(abs(rect.minX - (plot.minX - 5)) < 1e-9 && abs(rect.maxX - (plot.maxX + 5)) < 1e-9)
    #expect(abs(rect.minY - (plot.minY - 5)) < 1e-9 && abs(rect.maxY - (plot.maxY + 5)) < 1e-9)
  }

  @Test func valuesThatAreNotFiniteAreTransparent() throws {
    let surface = Surface(
      x: 0...1, y: 0...1, columns: 2, rows: 2, values: [.nan, 1, .infinity, 3])
    let (bitmap, _, _) = try image(surface)
    let alphas = stride(from: 3, to: 16, by: 4).map { bitmap.pixels[$0] }
    #expect(alphas == [0, 255, 0, 255])
  }

  @Test func colourMapsBeginAndEndWithTheirOwnColours() {
    for map in [ColorMap.brown, .slateToOrange, .orangeToTeal] {
      #expect(map.color(0) == map.stops[0])
      #expect(map.color(1) == map.stops[map.stops.count - 1])
      #expect(map.color(-5) == map.color(0) && map.color(7) == map.color(1))
      #expect(map.color(.nan) == map.color(0))
      #expect(map.color(.infinity) == map.color(1))
    }
    #expect(ColorMap([.black, .white]).color(0.25) == Color(white: 0.25))
    #expect(ColorMap.brown.color(0.5) == ColorMap.brown.stops[8])
  }

  @Test func darkIsLowAndCreamIsHighInTheBooksMap() {
    let lights = (0...64).map { i -> Double in
      let color = ColorMap.brown.color(Double(i) / 64)
      return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
    }
    #expect(zip(lights, lights.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func extentsCoverWhatMarksDraw() {
    func expect(
      _ mark: some ChartContent, _ x: ClosedRange<Double>?, _ y: ClosedRange<Double>?,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(mark.extent.x == x, sourceLocation: sourceLocation)
      #expect(mark.extent.y == y, sourceLocation: sourceLocation)
    }
    expect(LineMark(x: [3, 1, 2], y: [0, .nan, -4]), 2...3, -4...0)
    expect(PointMark([]), nil, nil)
    expect(RuleMark(x: 2), 2...2, nil)
    expect(RuleMark(y: 2, x: 0...1), 0...1, 2...2)
    expect(RuleMark(x: .nan), nil, nil)
    expect(AreaMark(x: [0, 1], yStart: [-1, -2], yEnd: [3, 1]), 0...1, -2...3)
    expect(TextMark("a", at: Point(9, 9)), nil, nil)
    expect(SegmentMark([(from: Point(0, 1), to: Point(5, -1))]), 0...5, -1...1)
    expect(
      HeatmapMark(Surface(x: 0...2, y: 3...4, columns: 2, rows: 2) { _ in 0 }), 0...2, 3...4)
    expect(RectangleMark(x: 1...2), 1...2, nil)
    expect(PlaceMark(Point(1, 2), part: "p"), 1...1, 2...2)
    // A styled or named mark covers the same.
    expect(PointMark([Point(1, 2)]).foregroundStyle(.ink).part("p"), 1...1, 2...2)
  }

  @Test func theStyleClosestToAMarkWins() throws {
    let sheet = try Sheet(
      Chart {
        LineMark(x: [0, 1], y: [0, 1]).foregroundStyle(.orange).foregroundStyle(.teal)
          .opacity(0.5).opacity(0.5).part("line")
      }, width: 100)
    guard case .stroke(_, let color, _) = sheet.picture.drawn(inPart: "line").first else {
      Issue.record("a line is stroked")
      return
    }
    #expect(color == Theme.book.colors["orange"]?.opacity(0.25))
  }

  @Test func labelsStandWhereTheirAnchorSays() throws {
    let sheet = try Sheet(
      Chart {
        TextMark("note", at: Point(0.5, 0.5), anchor: .bottomLeading, spacing: 3).part(
          "upper right")
        TextMark("note", at: Point(0.5, 0.5), anchor: .trailing).part("left")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 100, height: 100))
    let plot = try #require(
      sheet.picture.commands.compactMap { command -> Rect? in
        if case .pushClip(let path) = command { path.bounds } else { nil }
      }.first ?? Optional(sheet.frame))
    let upper = try sheet.rect("upper right")
    #expect(upper.minX >= plot.midX + 2.5 && upper.maxY <= plot.midY - 2.5)
    let left = try sheet.rect("left")
    #expect(left.maxX <= plot.midX && left.minX > plot.midX - 30)
    #expect(abs(left.midY - plot.midY) < 2)
  }

  @Test func aTrajectoryEndsInAnArrowHeadAtItsLastPoint() throws {
    let path = Trajectory([Point(0, 0), Point(0.5, 0), Point(1, 0)])
    let sheet = try Sheet(
      Chart { TrajectoryMark(path).part("path") }
        .chartXScale(domain: -1...2).chartYScale(domain: -1...1)
        .chartPlotSize(width: 90, height: 90))
    let tips = sheet.picture.drawn(inPart: "path").compactMap { command -> Point? in
      if case .fill(let head, _) = command { head.points.first } else { nil }
    }
    #expect(tips.count == 1)
    #expect(tips[0].distance(to: Point(sheet.frame.minX + 60, sheet.frame.midY)) < 1e-9)
  }

  private func area(_ band: BandMark) throws -> (path: Path, color: Color) {
    let sheet = try Sheet(
      Chart { band }.chartXScale(domain: 0...1).chartYScale(domain: -1...1)
        .chartPlotSize(width: 100, height: 100))
    for case .fill(let path, let color) in sheet.picture.commands { return (path, color) }
    throw DrawingError("no fill")
  }

  @Test func aBandReachesAsFarUpAsDown() throws {
    let (path, color) = try area(BandMark(over: 0...1, halfWidth: 0.5) { _ in 0.25 })
    let bounds = try #require(path.bounds)
    #expect(abs(bounds.height - 50) < 1e-9 && abs(bounds.width - 100) < 1e-9)
    #expect(color == (try Theme.book.color(.band)))
    let narrow = try area(BandMark(x: [0, 1], center: [0, 0], halfWidth: [0.1, 0.2]))
    #expect(abs((narrow.path.bounds?.height ?? 0) - 20) < 1e-9)
  }

  @Test func aBandFillsWhatLiesBetweenTwoCurves() throws {
    let (path, _) = try area(BandMark(over: 0...1, between: { $0 }, and: { -$0 }))
    let corners = path.points
    #expect(corners.count >= 4 && abs((path.bounds?.height ?? 0) - 100) < 1e-9)
  }
}

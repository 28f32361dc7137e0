import Drawing
import Geometry
import Plotting
import Testing

@Suite struct MorphTests {
  private func chart(_ points: [Point], title: String = "Loss") -> some Drawing {
    Chart {
      LineMark(points).part("curve")
      PointMark(points).part("points")
    }
    .chartXScale(domain: 0...2).chartYScale(domain: 0...2)
    .chartXAxisLabel(title).chartPlotSize(width: 100, height: 100)
  }

  private let rising = [Point(0, 0), Point(1, 1), Point(2, 2)]
  private let falling = [Point(0, 2), Point(1, 1), Point(2, 0)]

  @Test func theEndsAreTheDrawings() throws {
    let (a, b) = (chart(rising), chart(falling))
    #expect(try Sheet(Morph(from: a, to: b, progress: 0)).picture == Sheet(a).picture)
    #expect(try Sheet(Morph(from: a, to: b, progress: 1)).picture == Sheet(b).picture)
  }

  @Test func curvesAndPointsOfOneChartMove() throws {
    let half = try Sheet(Morph(from: chart(rising), to: chart(falling), progress: 0.5)).picture
    let flat = try Sheet(chart([Point(0, 1), Point(1, 1), Point(2, 1)])).picture
    #expect(half.drawn(inPart: "curve") == flat.drawn(inPart: "curve"))
    #expect(half.drawn(inPart: "points") == flat.drawn(inPart: "points"))
    // Nothing fades.
    #expect(half.commands.count == flat.commands.count && half.words == flat.words)
  }

  @Test func whatBothHaveStaysAndTheRestFades() throws {
    let morph = Morph(
      from: chart(rising), to: chart(falling, title: "Error"), progress: 0.25)
    let picture = try Sheet(morph).picture
    #expect(picture.isBalanced)
    // The title leaves in the first half; tick labels are there once.
    #expect(picture.words.count { $0 == "Loss" } == 1)
    #expect(picture.words.count { $0 == "Error" } == 0)
    let ticks = try Sheet(chart(rising)).picture.words.count { $0 != "Loss" }
    #expect(picture.words.count { $0 != "Loss" } == ticks)
    // The curve has travelled a quarter of its way, still cut off by the plot area.
    let bounds = try #require(picture.bounds(ofPart: "curve"))
    let from = try Sheet(chart(rising)).rect("curve")
    #expect(abs(bounds.height - from.height / 2) < 2)
    var depth = 0
    var isClipped = false
    for command in picture.commands {
      if case .pushClip = command { depth += 1 }
      if case .pushPart("curve") = command { isClipped = depth > 0 }
    }
    #expect(isClipped)
  }

  @Test func connectorsFindPartsOnTheWay() throws {
    let morph = Morph(
      from: Block("a", width: 20, height: 20),
      to: Block("a", width: 20, height: 20).offset(x: 40), progress: 0.5)
    let picture = try Sheet(
      HStack(spacing: 50) {
        morph
        Block("b", width: 20, height: 20)
      }.connectors([Connector(from: "b", to: "a")])
    ).picture
    #expect(picture.bounds(ofPart: "a") == Rect(x: 20, y: 0, width: 20, height: 20))
  }

  @Test func numbersOfCommandsMayDiffer() throws {
    let morph = Morph(
      from: HStack { Block("a", width: 10, height: 10) },
      to: VStack(spacing: 4) {
        Block("b", width: 20, height: 10)
        Block("a", width: 20, height: 10)
      }, progress: 0.5)
    let sheet = try Sheet(morph)
    #expect(sheet.size == Size(15, 17))
    #expect(sheet.picture.bounds(ofPart: "a") == Rect(x: 0, y: 7, width: 15, height: 10))
    #expect(sheet.picture.drawn(inPart: "b").isEmpty)
  }
}

@Suite struct KeyframeTests {
  private let timeline = KeyframeTimeline(
    initialValue: 1.0,
    [.hold(1), .move(to: 3, over: 2, easing: .linear), .hold(1), .move(to: 0, over: 0), .hold(1)])

  @Test(arguments: [
    (-1.0, 1.0), (0, 1), (1, 1), (2, 2), (2.5, 2.5), (3, 3), (3.9, 3), (4, 0), (9, 0),
  ])
  func theValueAtATime(_ time: Double, _ value: Double) {
    #expect(timeline.value(time: time) == value)
  }

  @Test func itsLengthIsTheSum() { #expect(timeline.duration == 5) }
}

@Suite struct ChartWindowTests {
  private let wide = ChartWindow(x: 0...16, y: -4...4)

  @Test func zoomsStayInside() {
    let corner = wide.zoomed(to: Point(15, 0), by: 4)
    #expect(corner == ChartWindow(x: 12...16, y: -1...1))
    #expect(wide.zoomed(to: Point(3, 3), by: 1) == wide)
    #expect(wide.zoomed(to: Point(3, 3), by: 0.5) == wide)
  }

  @Test func aZoomMagnifiesByTheSameFactorInTheSameTime() {
    let near = wide.zoomed(to: Point(5, 1), by: 16)
    let widths = stride(from: 0.0, through: 1, by: 0.25).map {
      let x = wide.interpolated(to: near, $0).x
      return x.upperBound - x.lowerBound
    }
    for (width, expected) in zip(widths, [16.0, 8, 4, 2, 1]) {
      #expect(abs(width - expected) < 1e-9)
    }
    // The place that is zoomed to moves steadily towards the middle.
    for t in stride(from: 0.0, through: 1, by: 0.1) {
      let window = wide.interpolated(to: near, t)
      #expect(window.x.contains(5) && window.y.contains(1))
      #expect(window.x.lowerBound >= -1e-9 && window.x.upperBound <= 16 + 1e-9)
    }
  }

  @Test func chartsShowTheWindow() throws {
    let chart = Chart { PointMark([Point(5, 1)]).part("point") }
      .chartWindow(ChartWindow(x: 4...6, y: 0...2)).chartPlotSize(width: 100, height: 100)
    let sheet = try Sheet(chart)
    let place = try sheet.rect("point").center
    #expect(place.distance(to: sheet.frame.center) < 1e-9)
  }
}

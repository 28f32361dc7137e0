import Drawing
import Geometry
import Plotting
import Testing

@Suite struct ZoomTests {
  private let chart = Chart {
    PointMark([Point(5, 5)]).part("point")
    LineMark([Point(0, 0), Point(10, 10)])
  }

  private func dotted(_ picture: Picture) -> [Point] {
    picture.commands.flatMap { command -> [Point] in
      if case .stroke(let path, _, let style) = command, !style.dash.isEmpty {
        path.points
      } else {
        []
      }
    }
  }

  private func styled(_ chart: Chart) -> some Drawing {
    chart.chartXScale(domain: 0...10).chartYScale(domain: 0...10)
      .chartPlotSize(width: 200, height: 200)
  }

  @Test func marksAreShownAgainEnlarged() throws {
    let plain = try Sheet(styled(chart))
    let zoomed = try Sheet(styled(chart.zoom(x: 4...6, y: 4...6, width: 80, height: 60)))
    #expect(zoomed.size == plain.size)
    let stamps = zoomed.picture.drawn(inPart: "point").compactMap { command -> Point? in
      if case .stamp(_, let places) = command { places.first } else { nil }
    }
    // In the middle of the plot and of the call-out, 8 pt from the corner
    let frame = zoomed.frame
    #expect(stamps == [frame.center, frame.origin + Point(8 + 40, 8 + 30)])
    #expect(zoomed.picture.isBalanced)
  }

  @Test func dottedLinesTieTheFrames() throws {
    let sheet = try Sheet(styled(chart.zoom(x: 7...9, y: 1...3, width: 80, height: 60)))
    let f = sheet.frame
    let region = Rect(x: f.minX + 140, y: f.minY + 140, width: 40, height: 40)
    let callout = Rect(x: f.minX + 8, y: f.minY + 8, width: 80, height: 60)
    let ends = dotted(sheet.picture)
    // Upper right with upper right, lower left with lower left
    #expect(ends.count == 4)
    for corner in [
      Point(region.maxX, region.minY), Point(callout.maxX, callout.minY),
      Point(region.minX, region.maxY), Point(callout.minX, callout.maxY),
    ] {
      #expect(ends.contains { $0.distance(to: corner) < 1e-6 })
    }
  }

  @Test func callOutsBesideTakeRoom() throws {
    let plain = try Sheet(styled(chart))
    let beside = try Sheet(
      styled(
        chart.zoom(x: 7...9, y: 1...3, at: .beside, width: 80, height: 60) {
          TextMark("here", at: Point(8, 2))
        }))
    #expect(abs(beside.size.width - plain.size.width - 88) < 0.5)
    #expect(beside.picture.words.contains("here"))
    #expect(dotted(beside.picture).allSatisfy { beside.size.width >= $0.x })
  }

  @Test func emptyRegionsAreExplained() {
    let message = message { _ = try Sheet(styled(chart.zoom(x: 4...4, y: 4...6))) }
    #expect(message.contains("zoomed region"))
  }
}

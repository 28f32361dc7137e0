import Drawing
import Geometry
import Plotting
import Testing

@Suite struct PlacedLabelTests {
  private let path = [Point(0.5, 0.95), Point(0.9, 0.6), Point(0.3, 0.3), Point(0.35, 0.2)]

  private func sheet(@ChartContentBuilder _ marks: () -> [any ChartContent]) throws -> Sheet {
    try Sheet(
      Chart { marks() }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartXAxis(.hidden).chartYAxis(.hidden)
        .chartPlotSize(width: 120, height: 120))
  }

  @Test func labelsOfPointsStandBesideThemAndOffTheLines() throws {
    let sheet = try sheet {
      PointLabels(path, labels: ["0", "1", "", "3"], avoiding: [path]).part("labels")
    }
    let area = sheet.frame
    let boxes = sheet.picture.drawn(inPart: "labels").compactMap(\.bounds)
    #expect(sheet.picture.words == ["0", "1", "3"] && boxes.count == 3)
    func place(_ point: Point) -> Point {
      Point(area.minX + 120 * point.x, area.maxY - 120 * point.y)
    }
    for (box, point) in zip(boxes, [path[0], path[1], path[3]]) {
      #expect(area.contains(box) && !box.contains(place(point)))
      #expect(box.center.distance(to: place(point)) < 14)
      for (a, b) in zip(path, path.dropFirst()) {
        for step in 0...100 {
          #expect(!box.contains(place(a.interpolated(to: b, Double(step) / 100))))
        }
      }
    }
  }

  @Test func labelsOfPointsOutsideThePlotAreLeftOut() throws {
    let sheet = try sheet { PointLabels([Point(0.5, 0.5), Point(1.2, 0.5)]) }
    #expect(sheet.picture.words == ["0"])
  }

  @Test func aCornerLabelTakesTheFreeCorner() throws {
    let wave = [Point(0.5, 0.05), Point(0.95, 0.05), Point(0.95, 0.95), Point(0, 0.95)]
    let crowded = try sheet {
      LineMark(wave)
      CornerLabel("free").part("label")
    }
    let (label, area) = (try crowded.rect("label"), crowded.frame)
    #expect(label.maxX < area.midX && label.minY > area.midY && area.contains(label))
    // An empty plot leaves the first corner of the list.
    let empty = try sheet { CornerLabel("free").part("label") }
    #expect(try empty.rect("label").minX > empty.frame.midX)
    let asked = try sheet { CornerLabel("free", in: [.topLeading]).part("label") }
    #expect(try asked.rect("label").maxY < asked.frame.midY)
  }

  @Test func settingsAreWrittenWithAsManyDigitsAsTheyNeed() {
    #expect([0.05, 1, 0.5, 0.999, 12.3456].map { $0.formatted(atMost: 2) } == [
      "0.05", "1.0", "0.5", "1.0", "12.35",
    ])
    #expect((-0.25).formatted(atMost: 4) == "-0.25" && 2.0.formatted(atMost: 0) == "2.0")
  }
}

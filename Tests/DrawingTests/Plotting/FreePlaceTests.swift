import Drawing
import Geometry
import Plotting
import Testing

/// Labels that look for a free place, and axes that keep one for a name.
@Suite struct FreePlaceTests {
  private func sheet(
    @ChartContentBuilder _ content: () -> [any ChartContent]
  ) throws -> Sheet {
    try Sheet(
      Chart { content() }.chartXAxis(spanning: [0, 1]).chartYAxis(spanning: [0, 1])
        .chartPlotSize(width: 100, height: 100))
  }

  @Test func aLabelOnACurveInterruptsItAndKeepsInside() throws {
    let sheet = try sheet {
      LineMark([Point(0.1, 0), Point(0.1, 1)])
      CurveLabel("a long label", beside: [Point(0.1, 0), Point(0.1, 1)], side: .on).part("on")
    }
    let patch = try #require(
      sheet.picture.drawn(inPart: "on").first { if case .fill = $0 { true } else { false } })
    let box = try #require(patch.bounds)
    #expect(sheet.frame.contains(box))
    #expect(box.minX < sheet.frame.minX + 10 && box.maxX > sheet.frame.minX + 10)
  }

  @Test func aLabelWithRoomOnlyOnATextIsLeftOut() throws {
    let sheet = try sheet {
      TextMark("a text that fills the plot", at: Point(0.5, 0.5))
      CurveLabel("name", beside: [Point(0.4, 0.5), Point(0.6, 0.5)], side: .on)
    }
    #expect(!sheet.picture.words.contains("name"))
  }

  @Test(arguments: [0.0, 0.5, 1.0])
  func aLeaderKeepsItsLabelInThePlotAndOffBars(_ height: Double) throws {
    let sheet = try sheet {
      BarMark(x: [0.3, 0.75], height: [height, 0.8], width: 0.4)
      LeaderLabel("h", at: Point(0.5, height)).part("label")
    }
    let text = try #require(
      sheet.picture.drawn(inPart: "label").first { if case .glyphs = $0 { true } else { false } })
    let box = try #require(text.bounds)
    #expect(sheet.frame.contains(box))
    // The second bar begins at 0.55; below its top the label must stand left of it.
    let isAbove = box.maxY <= sheet.frame.maxY - 80
    #expect(isAbove || box.maxX <= sheet.frame.minX + 55)
  }

  @Test func aRemarkShrinksToFitAndTakesTheFreeEdge() throws {
    let sheet = try sheet {
      LineMark([Point(0, 0.06), Point(1, 0.06)])
      CornerLabel("words wider than the plot", in: [.bottom, .top]).part("remark")
    }
    let box = try sheet.rect("remark")
    #expect(box.midY < sheet.frame.midY && box.width <= 96)
    let sizes = sheet.picture.drawn(inPart: "remark").compactMap { command -> Double? in
      if case .glyphs(let run, _, _) = command { run.size } else { nil }
    }
    #expect(!sizes.isEmpty && sizes.allSatisfy { $0 < 10 && $0 >= 6.99 })
  }

  @Test func labelsOfPointsHaveTonesOfTheirOwn() throws {
    let sheet = try sheet {
      PointLabels([Point(0.2, 0.5), Point(0.8, 0.5)], tones: [.orange, .steel]).part("labels")
    }
    let colors = sheet.picture.drawn(inPart: "labels").compactMap { command -> Color? in
      if case .glyphs(_, _, let color) = command { color } else { nil }
    }
    #expect(colors == [try Theme.book.color(.orange), try Theme.book.color(.steel)])
  }

  @Test func aNameOnAnAxisTakesTheNumbersPlace() throws {
    func words(_ place: Double) throws -> [String] {
      try Sheet(
        Chart { PointMark([Point(0.5, 0.5)]) }
          .chartXAxis("x", spanning: [0, 0.5, 1], decimals: 1)
          .chartYAxis(.hidden)
          .chartXAxis(name: "m", at: place)
          .chartPlotSize(width: 100, height: 50)
      ).picture.words
    }
    #expect(Set(try words(0.25)) == ["0.0", "0.5", "1.0", "m", "x"])
    #expect(Set(try words(0.51)) == ["0.0", "1.0", "m", "x"])
    // One outside the axis is not shown.
    #expect(Set(try words(2)) == ["0.0", "0.5", "1.0", "x"])
  }

  @Test func wordsOnAColourMapStandOut() throws {
    for step in 0...20 {
      let share = Double(step) / 20
      let tone = try Theme.lecture.color(ColorMap.brown.labelTone(at: share))
      #expect(tone.contrast(to: ColorMap.brown.color(share)) > 3.8)
    }
  }

  @Test func aPictureGrowsAsAWhole() throws {
    let drawing = Chart { PointMark([Point(0.5, 0.5)]) }.chartXAxisLabel("x")
    let page = try Picture(drawing, width: 100, theme: .book)
    let large = page.scaled(by: 2)
    #expect(large.size == Size(200, 2 * page.size.height))
    #expect(page.scaled(by: 1) == page)
    for (one, other) in zip(page.commands, large.commands) {
      guard let a = one.bounds, let b = other.bounds else { continue }
      for (p, q) in zip(a.corners, b.corners) { #expect(q.distance(to: p * 2) < 1e-9) }
    }
    // A figure's page has the book's proportions in every theme.
    let lecture = try Picture(figure: drawing, width: 100, theme: .lecture)
    #expect(abs(lecture.size.width - 100 * Theme.lecture.pageScale) < 1e-9)
  }
}

import Drawing
import Geometry
import Plotting
import Testing

@Suite struct SpecialAxisTests {
  @Test func aBrokenScaleIsLinearOnBothSides() throws {
    let scale = try Scale(domain: 0...100, type: .broken(omitting: 10...90))
    #expect(scale.position(0) == 0 && abs(scale.position(100) - 1) < 1e-12)
    #expect(abs(scale.position(5) * 2 - scale.position(10)) < 1e-12)
    #expect(abs(scale.position(95) - scale.position(90) - scale.position(5)) < 1e-12)
    #expect(scale.position(90) - scale.position(10) < 0.1)
    for value in [0.0, 3, 10, 50, 90, 97, 100] {
      #expect(abs(scale.value(at: scale.position(value)) - value) < 1e-9)
    }
    for gap in [-5...20.0, 20...100, 20...120] {
      #expect(
        message { _ = try Scale(domain: 0...100, type: .broken(omitting: gap)) }
          .contains("leave out"))
    }
  }

  @Test func ticksAvoidWhatIsLeftOut() {
    let ticks = Ticks(domain: 0...100, type: .broken(omitting: 10...90))
    #expect(ticks.major.contains { $0 <= 10 } && ticks.major.contains { $0 >= 90 })
    #expect((ticks.major + ticks.minor).allSatisfy { $0 <= 10 || $0 >= 90 })
    // The same step on both sides, even where one of them is short.
    #expect(Ticks(domain: 0...10, type: .broken(omitting: 3...7)).major == [0, 2, 8, 10])
    let uneven = Ticks(domain: 0...100, type: .broken(omitting: 50...99.5))
    #expect(uneven.major.filter { $0 > 60 } == [100] && uneven.major.count > 3)
  }

  @Test func brokenAxesOpenTheFrame() throws {
    func grounds(_ type: ScaleType) throws -> Int {
      let ground = try Theme.book.color(.ground)
      return try Sheet(
        Chart { LineMark([Point(0, 0), Point(1, 100)]) }.chartYScale(domain: 0...100, type: type)
      ).picture.commands.count { if case .fill(_, ground) = $0 { true } else { false } }
    }
    #expect(try grounds(.linear) == 0)
    // The strip across the plot, and an opening on each side
    #expect(try grounds(.broken(omitting: 20...80)) == 3)
  }

  @Test func freeAxesRunThroughZero() throws {
    let sheet = try Sheet(
      Chart { LineMark([Point(-2, -1), Point(2, 3)]) }
        .chartXScale(domain: -2...2).chartYScale(domain: -1...3)
        .chartXAxis(values: [-2, 0, 2]).chartYAxis(values: [-1, 0, 3])
        .chartFrame(.origin).chartPlotSize(width: 100, height: 100))
    let f = sheet.frame
    // Zero itself has no label; the others stand along the axes inside the plot.
    #expect(sheet.picture.words.sorted() == ["2", "3", "\u{2212}1", "\u{2212}2"].sorted())
    let two = try #require(
      sheet.picture.commands.lazy.compactMap { command -> Rect? in
        if case .glyphs(let run, _, _) = command, run.text == "2" { command.bounds } else { nil }
      }.first)
    #expect(two.minY > f.minY + 75 && two.maxY < f.minY + 90)
    let elsewhere = try Sheet(
      Chart { LineMark([Point(1, 1), Point(2, 2)]) }.chartFrame(.origin)
        .chartPlotSize(width: 100, height: 100))
    #expect(elsewhere.frame.minX > 5)
  }

  @Test(arguments: [-2.0, -0.1, 0, 1]) func titlesOfFreeAxesStandAtTheirEnds(low: Double) throws {
    let sheet = try Sheet(
      Chart { LineMark([Point(-2, low), Point(2, 3)]) }
        .chartXScale(domain: -2...2).chartYScale(domain: low...3)
        .chartXAxisLabel("along").chartYAxisLabel("upwards")
        .chartFrame(.origin).chartPlotSize(width: 100, height: 80))
    let texts = sheet.picture.commands.compactMap { command -> Rect? in
      if case .glyphs = command { command.bounds } else { nil }
    }
    #expect(texts.count > 4)
    for (index, text) in texts.enumerated() {
      #expect(Rect(.zero, sheet.size).contains(text, tolerance: 0.5))
      for other in texts[..<index] { #expect(!text.intersects(other)) }
    }
  }

  @Test func aPanelLetterKeepsAboveASecondAxis() throws {
    let panel = Panel("a") {
      Chart { LineMark([Point(0, 0), Point(10, 1)]) }
        .chartSecondaryXAxis(domain: 0...5, values: [0, 5]).chartYAxis(.hidden)
        .chartPlotSize(width: 80, height: 60)
    }
    let sheet = try Sheet(panel)
    let texts = sheet.picture.commands.compactMap { command -> (String, Rect)? in
      guard case .glyphs(let run, _, _) = command, let box = command.bounds else { return nil }
      return (run.text, box)
    }
    let letter = try #require(texts.first { $0.0.hasPrefix("a") }?.1)
    for (text, box) in texts where !text.hasPrefix("a") && text != ")" {
      #expect(!box.intersects(letter))
    }
    #expect(letter.minY > -0.5)
  }

  @Test func aSecondHorizontalAxisStandsAbove() throws {
    let chart = Chart { LineMark([Point(0, 0), Point(10, 1)]) }.chartPlotSize(width: 80, height: 60)
    let plain = try Sheet(chart)
    let dual = try Sheet(chart.chartSecondaryXAxis(domain: 0...5, values: [0, 5], label: "Epochs"))
    #expect(dual.frame.minY > plain.frame.minY + 8)
    #expect(dual.picture.words.contains("Epochs"))
  }

  @Test func chartsShareTheirScales() throws {
    let charts = HStack {
      Chart { PointMark([Point(0, 0), Point(1, 1)]).part("first") }
      Chart { PointMark([Point(0, 0), Point(4, 9)]) }
    }.chartPlotSize(width: 80, height: 80)
    func first(_ drawing: some Drawing) throws -> [Point] {
      try Sheet(drawing).picture.drawn(inPart: "first").flatMap { command -> [Point] in
        if case .stamp(_, let places) = command { places } else { [] }
      }
    }
    let (own, shared) = (try first(charts), try first(charts.chartSharedScales()))
    #expect(own[1].x - own[0].x > 70 && shared[1].x - shared[0].x < 22)
    #expect(own[0].y - own[1].y > 70 && shared[0].y - shared[1].y < 12)
    let rows = try first(charts.chartSharedScales(x: false))
    #expect(rows[1].x - rows[0].x > 70 && rows[0].y - rows[1].y < 12)
  }
}

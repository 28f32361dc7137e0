import Drawing
import Geometry
import Plotting
import Testing

@Suite struct AxisTests {
  /// Where the label of that text lies.
  private func label(_ text: String, _ sheet: Sheet) throws -> Rect {
    try #require(
      sheet.picture.commands.compactMap { command -> Rect? in
        if case .glyphs(let run, _, _) = command, run.text == text { command.bounds } else { nil }
      }.first)
  }

  @Test(arguments: [
    ScaleType.linear, .log, .symmetricLog(threshold: 0.5), .symmetricLog(threshold: 100),
  ])
  func positionsAndValuesAreInverse(_ type: ScaleType) throws {
    let low = type == .log ? 0.1 : -40.0
    for isReversed in [false, true] {
      let scale = try Scale(domain: low...1000, type: type, isReversed: isReversed)
      for value in [low, 0.3, 7, 250, 1000] {
        #expect(abs(scale.value(at: scale.position(value)) - value) < 1e-9 * 1000)
      }
      #expect(abs(scale.position(1000) - (isReversed ? 0 : 1)) < 1e-12)
      #expect(abs(scale.position(low) - (isReversed ? 1 : 0)) < 1e-12)
    }
  }

  @Test func aSymmetricLogScaleIsSymmetricAndTakesNegativeNumbers() throws {
    let scale = try Scale(domain: -1000...1000, type: .symmetricLog(threshold: 1))
    #expect(abs(scale.position(0) - 0.5) < 1e-12)
    #expect(abs(scale.position(-30) + scale.position(30) - 1) < 1e-12)
    // Each decade far from zero is nearly as wide as the one before.
    let (a, b) = (
      scale.position(100) - scale.position(10), scale.position(1000) - scale.position(100)
    )
    #expect(abs(a - b) < 0.1 * b)
    let ticks = Ticks(domain: -1000...1000, type: .symmetricLog(threshold: 1))
    #expect(ticks.major.contains(0))
    #expect(ticks.major == ticks.major.map { -$0 }.reversed())
    #expect(
      message { _ = try Scale(domain: -1...1, type: .symmetricLog(threshold: 0)) }
        .contains("threshold"))
  }

  @Test func axesStandOnTheSideAskedFor() throws {
    let chart = Chart { LineMark(x: [0, 1], y: [0, 1]) }
      .chartXAxis(values: [0.25], labels: ["across"]).chartYAxis(values: [0.5], labels: ["along"])
      .chartPlotSize(width: 80, height: 60)
    let usual = try Sheet(chart)
    #expect(try label("across", usual).minY > usual.frame.maxY)
    #expect(try label("along", usual).maxX < usual.frame.minX)
    let other = try Sheet(chart.chartXAxis(side: .end).chartYAxis(side: .end))
    #expect(try label("across", other).maxY < other.frame.minY)
    #expect(try label("along", other).minX > other.frame.maxX)
    #expect(Rect(.zero, other.size).contains(try label("along", other), tolerance: 0.5))
  }

  @Test func aReversedAxisTurnsMarksAndImagesAround() throws {
    let sheet = try Sheet(
      Chart { RectangleMark(x: 0...1, y: 0...1).part("box") }
        .chartXScale(domain: 0...4).chartYScale(domain: 0...4, isReversed: true)
        .chartPlotSize(width: 80, height: 80))
    let (box, area) = (try sheet.rect("box"), sheet.frame)
    #expect(abs(box.minY - area.minY) < 1e-9 && abs(box.height - 20) < 1e-9)
    #expect(abs(box.minX - area.minX) < 1e-9)
  }

  @Test func categoriesStandAtWholeNumbers() throws {
    let sheet = try Sheet(
      Chart { BarMark(x: [0, 1, 2], height: [1, 2, 3]) }
        .chartXScale(categories: ["cat", "dog", "eel"]).chartPlotSize(width: 90, height: 40))
    let area = sheet.frame
    for (index, name) in ["cat", "dog", "eel"].enumerated() {
      #expect(abs(try label(name, sheet).midX - (area.minX + 15 + 30 * Double(index))) < 1)
    }
  }

  @Test func marksOnTheSecondAxisAreMeasuredByIt() throws {
    let sheet = try Sheet(
      Chart {
        RuleMark(y: 5).part("first")
        RuleMark(y: 5).onSecondaryAxis().part("second")
      }
      .chartYScale(domain: 0...10)
      .chartSecondaryYAxis(domain: 0...20, values: [0, 20], label: "other")
      .chartPlotSize(width: 80, height: 80))
    let area = sheet.frame
    #expect(abs(try sheet.rect("first").midY - area.midY) < 1e-6)
    #expect(abs(try sheet.rect("second").midY - (area.maxY - 20)) < 1e-6)
    #expect(try label("20", sheet).minX > area.maxX)
    #expect(
      message {
        _ = try Sheet(Chart { RuleMark(y: 5).onSecondaryAxis() })
      }.contains("chartSecondaryYAxis"))
  }

  @Test func labelsMustBeAsManyAsTicks() {
    let text = message {
      _ = try Sheet(Chart { RuleMark(y: 1) }.chartXAxis(values: [0, 1], labels: ["a"]))
    }
    #expect(text.contains("2 ticks but 1 labels"))
  }

  @Test func labelsThatWouldTouchAreThinnedOutEvenly() throws {
    func words(_ height: Double) throws -> [String] {
      try Sheet(
        Chart { RuleMark(y: 1) }.chartXAxis(.hidden).chartYScale(domain: 0...9)
          .chartYAxis(values: (0...9).map(Double.init), subdivisions: 1)
          .chartPlotSize(width: 50, height: height)
      ).picture.words
    }
    #expect(try words(120) == (0...9).map(String.init))
    #expect(try words(40) == ["0", "2", "4", "6", "8"])
    #expect(try words(22) == ["0", "3", "6", "9"])
  }
}

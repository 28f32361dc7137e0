import Drawing
import Geometry
import Learning
import Plotting
import Testing

@Suite struct ChartTests {
  private func chart(_ label: String, @ChartContentBuilder marks: () -> [any ChartContent])
    -> some Drawing
  {
    Chart(content: marks).chartYAxisLabel(label)
  }

  /// The rectangles that plots are clipped to, in order.
  private func plots(_ sheet: Sheet) -> [Rect] {
    sheet.picture.commands.compactMap {
      if case .pushClip(let path) = $0 { path.bounds } else { nil }
    }
  }

  @Test func plotAreasLineUpAlthoughTickLabelsDifferInWidth() throws {
    let sheet = try Sheet(
      Grid(horizontalSpacing: 8, verticalSpacing: 8) {
        GridRow {
          Chart { LineMark(x: [0, 1], y: [0, 1]) }
          Chart { LineMark(x: [0, 1], y: [0, 100_000]) }
        }
        GridRow {
          Chart { LineMark(x: [0, 1], y: [-0.001, 0.001]) }.chartYAxisLabel("$y$")
          Chart { LineMark(x: [0, 1], y: [0, 1]) }.chartYAxis(.hidden)
        }
      }.chartPlotAspectRatio(1.2), width: 400)
    let areas = plots(sheet)
    #expect(areas.count == 4)
    for (one, other) in [
      (areas[0].minX, areas[2].minX), (areas[0].maxX, areas[2].maxX),
      (areas[1].minX, areas[3].minX),
      (areas[1].maxX, areas[3].maxX), (areas[0].minY, areas[1].minY),
      (areas[2].maxY, areas[3].maxY),
      (areas[0].width, areas[1].width),
    ] { #expect(abs(one - other) < 0.5) }
    #expect(abs(sheet.size.width - 400) < 0.5)
    for area in areas { #expect(abs(area.width / area.height - 1.2) < 0.01) }
  }

  @Test(arguments: Theme.all)
  func everythingOfAChartStaysWithinItsRoom(_ theme: Theme) throws {
    let sheet = try Sheet(
      Chart {
        LineMark(x: [0, 1000], y: [-1000, 1000])
        PointMark([Point(0, -1000), Point(1000, 1000)])
      }
      .chartXAxisLabel("a long horizontal title")
      .chartYAxisLabel("$y$"), width: 180, height: 140, theme: theme)
    let room = Rect(.zero, sheet.size).inset(by: -0.5)
    #expect(abs(sheet.size.width - 180) < 0.5 && abs(sheet.size.height - 140) < 0.5)
    for command in sheet.picture.commands {
      guard let bounds = command.bounds else { continue }
      if case .glyphs(let run, _, _) = command {
        #expect(room.contains(bounds), "\(run.text): \(bounds)")
      }
    }
  }

  @Test func aFixedPlotSizeIsKept() throws {
    let sheet = try Sheet(
      Chart { LineMark(x: [0, 1], y: [0, 1]) }.chartPlotSize(width: 77, height: 33), width: 400)
    #expect(plots(sheet)[0].size == Size(77, 33))
  }

  @Test func marksAreClippedToThePlotAreaButLabelsAreNot() throws {
    let sheet = try Sheet(
      Chart {
        LineMark(x: [0, 10], y: [0, 10]).part("line")
        TextMark("note", at: Point(1, 1)).part("note")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1), width: 100)
    var clips = 0
    for command in sheet.picture.commands {
      switch command {
      case .pushClip: clips += 1
      case .pop: if clips > 0 { clips -= 1 }
      case .pushPart("line"): #expect(clips == 1)
      case .pushPart("note"): #expect(clips == 0)
      default: break
      }
    }
    #expect(sheet.picture.isBalanced)
  }

  @Test func automaticScalesCoverTheDataWithALittleRoom() throws {
    let sheet = try Sheet(
      Chart { PointMark([Point(2, 10), Point(4, 30)]).part("p") }.chartPlotSize(
        width: 100, height: 100))
    let area = plots(sheet)[0]
    guard case .stamp(_, let places) = sheet.picture.drawn(inPart: "p").first else {
      Issue.record("points are stamps")
      return
    }
    #expect(places.count == 2)
    for place in places { #expect(area.inset(by: 2).contains(place)) }
    #expect(places[0].x < places[1].x && places[0].y > places[1].y)
  }

  @Test func heatMapsFillThePlotAreaWithoutRoom() throws {
    let surface = Surface(x: -3...5, y: 1...2, columns: 9, rows: 5) { $0.x }
    let sheet = try Sheet(
      Chart {
        HeatmapMark(surface)
        PlaceMark(Point(-3, 1), part: "corner", diameter: 0)
        RectangleMark(x: -3...5, y: 1...2).part("all")
      }.chartPlotSize(width: 100, height: 50))
    #expect(try sheet.rect("all") == plots(sheet)[0])
  }

  @Test func dataThatIsNoNumberIsLeftOutOfScalesAndSymbols() throws {
    let sheet = try Sheet(
      Chart {
        LineMark(x: [0, 1, 2, 3, 4], y: [0, 1, .nan, 3, 4]).part("line")
        PointMark([Point(.infinity, 1), Point(1, 1)]).part("points")
      }, width: 100)
    let pieces = sheet.picture.drawn(inPart: "line")
    #expect(pieces.count == 2)
    guard case .stamp(_, let places) = sheet.picture.drawn(inPart: "points").first else {
      Issue.record("points are stamps")
      return
    }
    #expect(places.count == 1)
  }

  @Test func aLineOnALogarithmicScaleBreaksAtValuesThatHaveNoPlace() throws {
    let sheet = try Sheet(
      Chart {
        LineMark(x: [0, 1, 2, 3, 4], y: [10, 1, 0, 1, 10]).part("line")
        PointMark(x: [0, 1], y: [0, 1]).part("points")
      }.chartYScale(domain: 0.1...10, type: .log), width: 100)
    #expect(sheet.picture.drawn(inPart: "line").count == 2)
    for command in sheet.picture.commands {
      guard let bounds = command.bounds else { continue }
      #expect(bounds.minX.isFinite && bounds.maxY.isFinite && bounds.minY.isFinite)
    }
  }

  @Test func aChartOfNothingButNaNIsStillAChart() throws {
    let sheet = try Sheet(
      Chart {
        LineMark([Point(.nan, .nan)])
        PointMark([])
        RuleMark(x: .nan)
        RuleMark(y: .nan)
        PlaceMark(Point(.nan, 0), part: "nowhere")
        HeatmapMark(
          Surface(x: 0...1, y: 0...1, columns: 2, rows: 2, values: [.nan, .nan, .nan, .nan]))
        ContourMark(
          Surface(x: 0...1, y: 0...1, columns: 2, rows: 2, values: [.nan, .nan, .nan, .nan]))
      }, width: 100)
    #expect(sheet.picture.isBalanced)
  }

  @Test func aDomainOfNaNIsAnErrorThatNamesTheAxis() {
    let domain = impossibleRange(.nan, 1)
    let x = message { _ = try Sheet(Chart { PointMark([]) }.chartXScale(domain: domain)) }
    #expect(x.contains("horizontal axis") && x.contains("nan"))
    let y = message {
      _ = try Sheet(Chart { PointMark([]) }.chartYScale(domain: 0...1, type: .log))
    }
    #expect(y.contains("vertical axis") && y.contains("positive"))
  }

  @Test func oneValueAloneStandsInTheMiddle() throws {
    for value in [0.0, 5, -1e9, 1e-9] {
      let sheet = try Sheet(
        Chart { PointMark([Point(value, value)]).part("p") }.chartPlotSize(width: 60, height: 60))
      guard case .stamp(_, let places) = sheet.picture.drawn(inPart: "p").first else {
        Issue.record("points are stamps")
        return
      }
      #expect(places[0].distance(to: plots(sheet)[0].center) < 1e-6)
    }
  }

  @Test func labelsOfGivenTicksSayTheirValueOnALogarithmicAxisToo() throws {
    let sheet = try Sheet(
      Chart { PointMark([]) }
        .chartXScale(domain: 1...10, type: .log).chartXAxis(values: [2, 5], subdivisions: 1)
        .chartYAxis(.hidden), width: 100)
    #expect(sheet.picture.words == ["2", "5"])
    let powers = try Sheet(
      Chart { PointMark([]) }
        .chartXScale(domain: 0.1...100, type: .log).chartYAxis(.hidden), width: 100)
    #expect(powers.picture.words.filter { $0 == "10" }.count == 4)
  }

  @Test func tickLabelsOfAxesFarFromOneDiffer() throws {
    for domain in [0...1e-9, 0...3e20, 5000...5000.001, -2e-8...1e-8] {
      let sheet = try Sheet(
        Chart { PointMark([]) }.chartXScale(domain: domain).chartYAxis(.hidden), width: 200)
      // Where each label begins, with all its text: a label may be made of several runs.
      var labels: [String] = []
      var end = -Double.infinity
      for case .glyphs(let run, let at, _) in sheet.picture.commands {
        let start = at.apply(.zero).x
        if start > end + 6 { labels.append("") }
        labels[labels.count - 1] += run.text
        end = Picture.Command.glyphs(run, at, .black).bounds?.maxX ?? end
      }
      #expect(labels.count >= 2, "\(domain): \(labels)")
      #expect(Set(labels).count == labels.count, "\(domain): \(labels)")
    }
  }

  @Test func theInnermostModifierWins() throws {
    let sheet = try Sheet(
      HStack {
        Chart { PointMark([.zero]) }.chartPlotSize(width: 20, height: 20)
        Chart { PointMark([.zero]) }
      }.chartPlotSize(width: 50, height: 50))
    #expect(plots(sheet).map(\.width) == [20, 50])
  }
}

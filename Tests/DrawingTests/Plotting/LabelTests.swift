import Drawing
import Geometry
import Plotting
import Testing

@Suite struct ChartLabelTests {
  /// Whether any of the points of a densely drawn curve lies in the rectangle.
  private func crosses(_ curve: [Point], _ rect: Rect, _ plot: Rect) -> Bool {
    curve.contains { point in
      rect.contains(Point(plot.minX + point.x * plot.width, plot.maxY - point.y * plot.height))
    }
  }

  @Test func aLabelBesideACurveCoversNoCurve() throws {
    let curves = [
      [Point](over: 0...1, samples: 800) { 0.5 + 0.3 * $0 },
      [Point](over: 0...1, samples: 800) { 0.9 - 0.7 * $0 },
      [Point](over: 0...1, samples: 800) { 4 * ($0 - 0.5) * ($0 - 0.5) },
    ]
    let sheet = try Sheet(
      Chart {
        for curve in curves { LineMark(curve) }
        for (index, curve) in curves.enumerated() {
          CurveLabel("label", beside: curve).part("label \(index)")
        }
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 150, height: 150))
    let area = sheet.frame
    let labels = try (0..<3).map { try sheet.rect("label \($0)") }
    for label in labels {
      #expect(area.contains(label))
      for curve in curves { #expect(!crosses(curve, label, area)) }
    }
    for one in 0..<3 {
      for other in 0..<one { #expect(!labels[one].intersects(labels[other])) }
    }
  }

  @Test func aLabelStandsOnTheSideAndInTheRangeAskedFor() throws {
    let curve = [Point](over: 0...1) { _ in 0.5 }
    let sheet = try Sheet(
      Chart {
        LineMark(curve)
        CurveLabel("n", beside: curve, side: .below, x: 0.7...0.9).part("below")
        CurveLabel("n", beside: curve, side: .above, x: 0.1...0.2).part("above")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 100, height: 100))
    let area = sheet.frame
    let (below, above) = (try sheet.rect("below"), try sheet.rect("above"))
    #expect(below.minY > area.midY && above.maxY < area.midY)
    #expect((0.68...0.92).contains((below.midX - area.minX) / 100))
    #expect((0.08...0.22).contains((above.midX - area.minX) / 100))
  }

  @Test func aParallelLabelIsTurnedLikeItsCurve() throws {
    let sheet = try Sheet(
      Chart {
        CurveLabel("wide label", beside: [Point(0, 0), Point(1, 1)], isParallel: true).part(
          "turned")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 200, height: 200))
    let turned = try sheet.rect("turned")
    #expect(abs(turned.height / turned.width - 1) < 0.3)
  }

  @Test func anAnnotationStaysInThePlotAndOffItsTarget() throws {
    let curve = [Point](over: 0...1, samples: 400) { $0 * $0 }
    let sheet = try Sheet(
      Chart {
        LineMark(curve)
        AnnotationMark("minimum", at: Point(0, 0)).part("note")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 120, height: 120))
    let area = sheet.frame
    for command in sheet.picture.drawn(inPart: "note") {
      guard case .glyphs = command, let box = command.bounds else { continue }
      #expect(area.contains(box))
      #expect(!crosses(curve, box, area))
    }
  }

  @Test func aDoubleArrowHasAHeadAtEachEnd() throws {
    let sheet = try Sheet(
      Chart {
        SpanMark(x: 0.2...0.8, y: 0.5).part("span")
        ArrowMark(from: Point(0.2, 0.2), to: Point(0.8, 0.2)).part("arrow")
      }.chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 100, height: 100))
    func heads(_ part: String) -> [Rect] {
      sheet.picture.drawn(inPart: part).compactMap { command in
        if case .fill(let path, _) = command { path.bounds } else { nil }
      }
    }
    let area = sheet.frame
    #expect(heads("arrow").count == 1)
    let ends = heads("span")
    #expect(ends.count == 2)
    #expect(abs((ends.map(\.minX).min() ?? 0) - (area.minX + 20)) < 1e-6)
    #expect(abs((ends.map(\.maxX).max() ?? 0) - (area.minX + 80)) < 1e-6)
  }

  @Test func aBentArrowLeavesTheStraightLineToTheLeft() throws {
    let sheet = try Sheet(
      Chart { ArrowMark(from: Point(0, 0.5), to: Point(1, 0.5), bend: 0.25).part("arrow") }
        .chartXScale(domain: 0...1).chartYScale(domain: 0...1)
        .chartPlotSize(width: 100, height: 100))
    let arrow = try sheet.rect("arrow")
    // Going right, left is up; the middle stands a quarter of the length off.
    #expect(abs(sheet.frame.midY - arrow.minY - 25) < 1.5)
  }

  @Test func bracesReachFromEndToEnd() throws {
    for shape in [BraceMark.Shape.brace, .bracket] {
      let sheet = try Sheet(
        Chart { BraceMark(x: 0.2...0.7, y: 0.5, depth: 8, shape: shape).part("brace") }
          .chartXScale(domain: 0...1).chartYScale(domain: 0...1)
          .chartPlotSize(width: 100, height: 100))
      guard case .stroke(let path, _, _) = sheet.picture.drawn(inPart: "brace").first else {
        Issue.record("a brace is stroked")
        return
      }
      let (box, area) = (try #require(path.bounds), sheet.frame)
      #expect(abs(box.minX - (area.minX + 20)) < 1e-6 && abs(box.width - 50) < 1e-6)
      #expect(abs(box.maxY - area.midY) < 1e-6 && abs(box.height - 8) < 1e-6)
    }
  }

  @Test func aSectionHangsBelowItsPlaceInThePlot() throws {
    let sheet = try Sheet(
      Chart { LineMark(x: [0, 10], y: [0, 1]) }
        .section(x: 3, anchor: 0.5) { Block("section", width: 20, height: 30) }
        .section(x: 9.5, anchor: 0) { Block("other", width: 20, height: 30) }
        .chartXScale(domain: 0...10).chartXAxisLabel("$x$")
        .chartPlotSize(width: 100, height: 50))
    let (area, section) = (sheet.frame, try sheet.rect("section"))
    #expect(abs(section.midX - (area.minX + 30)) < 1e-6)
    #expect(section.minY > area.maxY + 10)
    #expect(Rect(.zero, sheet.size).contains(try sheet.rect("other"), tolerance: 1e-6))
    #expect(sheet.size.height >= section.maxY - 1e-6)
  }
}

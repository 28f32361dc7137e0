import Drawing
import Geometry
import Plotting
import Testing

@Suite struct BarAndStepTests {
  private let histogram = Histogram([0, 0.1, 0.2, 0.9, 1, 2, -3, .nan], bins: 4, in: 0...1)

  @Test func valuesOnTheLastEdgeCountAndThoseOutsideDoNot() {
    #expect(histogram.counts == [3, 0, 0, 2])
    #expect(histogram.total == 8)
    #expect(histogram.edges == [0, 0.25, 0.5, 0.75, 1])
    #expect(histogram.centers == [0.125, 0.375, 0.625, 0.875])
  }

  @Test func densitiesOfAllValuesIntegrateToOne() {
    let values = (0..<100).map { Double($0 * $0) }
    let all = Histogram(values, bins: 7)
    #expect(all.counts.reduce(0, +) == 100)
    #expect(abs(all.densities.reduce(0, +) * all.binWidth - 1) < 1e-12)
    #expect(Histogram([3, 3], bins: 2).counts.reduce(0, +) == 2)
    #expect(Histogram([], bins: 3).densities == [0, 0, 0])
  }

  @Test func barsReachFromTheBaselineToTheirValue() throws {
    let sheet = try Sheet(
      Chart {
        BarMark(x: [1], height: [3], width: 0.5).part("upright")
        BarMark(y: [1], length: [-2], width: 1, baseline: 0).part("lying")
      }.chartXScale(domain: -4...4).chartYScale(domain: 0...4)
        .chartPlotSize(width: 80, height: 80))
    let plot = sheet.frame
    let upright = try sheet.rect("upright")
    #expect(abs(upright.minX - (plot.minX + 47.5)) < 1e-9 && abs(upright.width - 5) < 1e-9)
    #expect(abs(upright.maxY - plot.maxY) < 1e-9 && abs(upright.height - 60) < 1e-9)
    let lying = try sheet.rect("lying")
    #expect(abs(lying.minX - (plot.minX + 20)) < 1e-9 && abs(lying.maxX - plot.midX) < 1e-9)
    #expect(abs(lying.height - 20) < 1e-9)
  }

  @Test func extentsOfBarsStepsAndErrorBars() {
    let bars = BarMark(x: [1, 2], height: [3, -1], width: 1).extent
    #expect(bars.x == 0.5...2.5 && bars.y == -1...3)
    let lying = BarMark(y: [1, 2], length: [3, 4], width: 1).extent
    #expect(lying.y == 0.5...2.5 && lying.x == 0...4)
    #expect(BarMark(histogram).extent.x == 0...1)
    #expect(StepMark(edges: [0, 1, 3], values: [2, 5]).extent == DataExtent(x: 0...3, y: 2...5))
    let cumulative = StepMark(cumulative: [-5, 0.5, 2], in: 0...1).extent
    #expect(cumulative.x == 0...1)
    #expect(abs((cumulative.y?.lowerBound ?? 0) - 1.0 / 3) < 1e-12)
    #expect(abs((cumulative.y?.upperBound ?? 0) - 2.0 / 3) < 1e-12)
    let errors = ErrorBarMark(x: [1, 2], yStart: [0, 1], yEnd: [4, 2]).extent
    #expect(errors.x == 1...2 && errors.y == 0...4)
  }

  @Test func theLongestArrowOfAQuiverFillsItsCell() {
    let extent = VectorMark(x: 0...10, y: 0...10, columns: 5, rows: 5) { Point($0.x, 0) }.extent
    // The last column's points are at 9; their arrows are 2 long and centred on them.
    #expect(abs((extent.x?.upperBound ?? 0) - 10) < 1e-9)
    #expect(extent.y == 1...9)
  }

  @Test func symbolsOfDifferentSizeKeepTheirSizes() throws {
    let sheet = try Sheet(
      Chart { PointMark([Point(0, 0), Point(1, 1)], sizes: [4, 9]).part("points") })
    let widths = sheet.picture.drawn(inPart: "points").compactMap(\.bounds?.width)
    #expect(widths == [4, 9])
  }
}

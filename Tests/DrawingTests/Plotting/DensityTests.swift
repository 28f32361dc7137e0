import Drawing
import Geometry
import Plotting
import Testing

@Suite struct DensityTests {
  private let values = [0.1, 0.4, -0.3, 1.2, 0.8, -1.1, 0.2, 0.6, -0.4, 2.0]

  @Test func densitiesAreOneInTotal() {
    let density = KernelDensity(values)
    let domain = density.domain
    let step = (domain.upperBound - domain.lowerBound) / 4000
    let total = (0..<4000).reduce(0) { sum, index in
      sum + density(domain.lowerBound + (Double(index) + 0.5) * step) * step
    }
    #expect(abs(total - 1) < 3e-3)
    #expect(KernelDensity([])(0) == 0)
  }

  @Test func theBandwidthIsSilvermans() {
    // Standard deviation 0.8746 and quartiles −0.2 and 0.75, as Python's `statistics` finds them
    let expected = 0.9 * min(0.8746, 0.95 / 1.34) * 0.6309573
    #expect(abs(KernelDensity(values).bandwidth - expected) < 1e-3)
    #expect(KernelDensity([2, 2, 2]).bandwidth > 0)
    #expect(KernelDensity([.nan, 5]).values == [5])
  }

  @Test func quantilesLieBetweenNeighbours() {
    let density = KernelDensity([4, 1, 2, 3])
    #expect(density.quantile(0.5) == 2.5 && density.quantile(0) == 1 && density.quantile(1) == 4)
  }

  @Test func violinsAreSymmetricAndAsWideAsAsked() throws {
    let sheet = try Sheet(
      Chart { ViolinMark(x: 1, values: values, width: 0.5).part("violin") }
        .chartXScale(domain: 0...2).chartYScale(domain: -2...3)
        .chartPlotSize(width: 200, height: 100))
    let box = try #require(
      sheet.picture.drawn(inPart: "violin").lazy.compactMap { command -> Rect? in
        if case .fill(let path, _) = command { path.bounds } else { nil }
      }.first)
    #expect(abs(box.midX - sheet.frame.midX) < 1e-6 && abs(box.width - 50) < 0.1)
    // From −1.1 to 2 of five units
    #expect(abs(box.height - 62) < 0.1)
    let empty = try Sheet(Chart { ViolinMark(x: 0, values: []) })
    #expect(empty.picture.isBalanced)
  }
}

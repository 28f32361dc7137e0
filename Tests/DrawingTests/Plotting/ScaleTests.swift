import Drawing
import Plotting
import Testing

@Suite struct ScaleTests {
  @Test func aLinearScaleMapsItsEndsTo0And1() throws {
    let scale = try Scale(domain: -2...6)
    #expect(scale.position(-2) == 0 && scale.position(6) == 1 && scale.position(2) == 0.5)
    #expect(scale.position(14) == 2)
    #expect(scale.value(at: 0.25) == 0)
  }

  @Test func aLogarithmicScaleIsEvenInDecades() throws {
    let scale = try Scale(domain: 0.001...1000, type: .log)
    for (value, place) in [(0.001, 0), (0.1, 1.0 / 3), (1, 0.5), (10, 2.0 / 3), (1000, 1)] {
      #expect(abs(scale.position(value) - place) < 1e-12)
      #expect(abs(scale.value(at: place) / value - 1) < 1e-12)
    }
    #expect(scale.position(0) == -.infinity)
    #expect(scale.position(-3) == -.infinity)
  }

  @Test func logarithmicScalesReachFromTheSmallestToTheLargestNumbers() throws {
    let scale = try Scale(domain: .leastNonzeroMagnitude...1e308, type: .log)
    #expect(scale.position(.leastNonzeroMagnitude) == 0)
    #expect(abs(scale.position(1e308) - 1) < 1e-12)
    #expect((0.4...0.6).contains(scale.position(1)))
  }

  private static let broken: [(ClosedRange<Double>, ScaleType)] = [
    (1...1, .linear), (0...Double.infinity, .linear), (-Double.infinity...0, .linear),
    (impossibleRange(.nan, 1), .linear),
    (impossibleRange(0, .nan), .linear),
    (impossibleRange(2, 1), .linear),
    // Its length is no finite number.
    (-1.7e308...1.7e308, .linear), (0...1, .log), (-1...1, .log),
  ]

  @Test(arguments: broken)
  func aDomainThatCannotBeDrawnIsNamedWithItsAxis(
    _ domain: ClosedRange<Double>, _ type: ScaleType
  ) {
    let text = message { _ = try Scale(domain: domain, type: type, axis: "horizontal axis") }
    #expect(text.contains("horizontal axis"))
    #expect(text.contains("\(domain.lowerBound)"))
  }
}

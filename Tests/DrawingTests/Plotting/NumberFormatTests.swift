import Plotting
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.65, 2, "0.65"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (0, 0, "0"), (-0.0, 2, "0.00"),
    (12.5, 0, "13"), (9.995, 1, "10.0"), (1_234_567, 0, "1234567"), (0.05, 3, "0.050"),
    (-10, 1, "-10.0"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"), (.infinity, 0, "inf"),
  ])
  func numbersRoundToTheirDigits(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(value.formatted(decimals: decimals) == text)
  }

  @Test func numbersTooLargeForDigitsAreStillShown() {
    #expect(1e300.formatted(decimals: 2) == "1e+300")
    #expect(Double.greatestFiniteMagnitude.formatted(decimals: 6).hasPrefix("1.797"))
  }
}

import Lantern
import Testing

@Suite struct ParameterTests {
  @Test func parametersDescribeThemselvesInTheOrderOfDeclaration() {
    let parameters = Sample().parameters
    #expect(parameters.map(\.name) == ["slope", "points", "shade", "seed"])
    #expect(parameters.map(\.type) == ["number", "whole number", "choice", "whole number"])
    #expect(parameters.map(\.defaultValue) == ["1.0", "8", "dark", "3"])
    #expect(parameters[0].lowerBound == "0.5" && parameters[0].upperBound == "4.0")
    #expect(parameters[0].isLogarithmic && !parameters[1].isLogarithmic)
    #expect(parameters[2].choices == ["pale", "dark"] && parameters[2].lowerBound == nil)
  }

  @Test func settingsChangeOneScriptAndNoOther() throws {
    let changed = try Sample.with(["slope": "2.5", "points": "50", "shade": "pale"])
    #expect(changed.slope == 2.5 && changed.points == 50 && changed.shade == .pale)
    #expect(changed.seed == 3)
    #expect(changed.parameters[0].value == "2.5" && changed.parameters[0].defaultValue == "1.0")
    #expect(Sample().slope == 1)
    #expect(try Sample.with([:]).points == 8)
  }

  @Test func bothEndsOfARangeAreInIt() throws {
    #expect(try Sample.with(["slope": "0.5"]).slope == 0.5)
    #expect(try Sample.with(["slope": "4"]).slope == 4)
    #expect(try Sample.with(["slope": "1e0"]).slope == 1)
  }

  private static let broken: [([String: String], String)] = [
    (["slope": "4.01"], "parameter slope=4.01 is out of range; choose a value from 0.5 to 4.0"),
    (["points": "1"], "parameter points=1 is out of range; choose a value from 2 to 50"),
    (["slope": "steep"], #"parameter slope needs a number, not "steep""#),
    (["slope": "nan"], #"parameter slope needs a number, not "nan""#),
    (["slope": "inf"], #"parameter slope needs a number, not "inf""#),
    (["slope": ""], #"parameter slope needs a number, not """#),
    (["points": "2.5"], #"parameter points needs a whole number, not "2.5""#),
    (
      ["points": "99999999999999999999"],
      #"parameter points needs a whole number, not "99999999999999999999""#
    ),
    (["shade": "grey"], #"parameter shade needs one of pale, dark, not "grey""#),
    (["Slope": "1"], #"1.2 has no parameter "Slope"; it has slope, points, shade, seed"#),
    (["": "1"], #"1.2 has no parameter ""; it has slope, points, shade, seed"#),
  ]

  @Test(arguments: broken)
  func aBadSettingNamesTheParameterAndTheRemedy(_ settings: [String: String], _ text: String) {
    #expect(message { _ = try Sample.with(settings) } == text)
  }

  @Test func theGallerysValuesAreRoundAndHoldTheDefault() {
    let values = Ranged().parameters.map(\.galleryValues)
    #expect(values[0] == ["-1.0", "-0.5", "-0.23", "0.5", "1.0"])
    #expect(values[1] == ["0.001", "0.01", "0.1", "1.0"])
    #expect(values[2] == ["1", "2", "3"])
    #expect(values[3] == ["0.0", "0.3", "1.0"])
    #expect(values[4] == [])
    #expect(values[5] == ["0.003", "0.0173", "0.1"])
  }

  @Test func aScriptWithoutParametersSaysSo() {
    #expect(
      message { _ = try Misspelt.with(["seed": "1"]) }
        == #"1.4 has no parameter "seed"; it has none"#)
  }
}

private struct Ranged: Figure {
  static let entry = Entry("1.8", "Ranges", alt: "Nothing.")
  @Parameter("Linear", in: -1...1, gallery: 5) var linear = -0.23
  @Parameter("Logarithmic", in: 0.001...1, scale: .logarithmic, gallery: 4) var logarithmic = 0.1
  @Parameter("Fewer than asked for", in: 1...3, gallery: 7) var few = 2
  @Parameter("Only the ends", in: 0...1, gallery: 2) var ends = 0.3
  @Parameter("No slider", in: 0...1) var none = 0.3
  @Parameter("Digits", in: 0.003...0.1, scale: .logarithmic, gallery: 3) var digits = 0.003
  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { Text("a") }
}

import Lantern

/// A linear model describes a family of lines; its two parameters say which of them it is.
struct LinesOfTheFamily: Figure {
  static let entry = Entry(
    "2.1", "Three members of the family of straight lines",
    alt: """
      A square plot with three straight lines and the parameters of each written along it. One \
      falls gently from an output of 1.2, one falls more steeply from 1.0, and one rises from zero \
      with a slope of one.
      """, width: .half)

  @Parameter("Intercept of the first line, φ₀", in: 0...2) var firstIntercept = 1.2
  @Parameter("Slope of the first line, φ₁", in: -1...1) var firstSlope = -0.1
  @Parameter("Intercept of the second line, φ₀", in: 0...2) var secondIntercept = 1.0
  @Parameter("Slope of the second line, φ₁", in: -1...1) var secondSlope = -0.4
  @Parameter("Intercept of the third line, φ₀", in: 0...2) var thirdIntercept = 0.0
  @Parameter("Slope of the third line, φ₁", in: -1...1) var thirdSlope = 1.0

  func compute(in lab: Lab) throws -> [LineModel] {
    [
      LineModel(intercept: firstIntercept, slope: firstSlope),
      LineModel(intercept: secondIntercept, slope: secondSlope),
      LineModel(intercept: thirdIntercept, slope: thirdSlope),
    ]
  }

  func page(_ lines: [LineModel]) -> some Drawing {
    let tones: [(line: Tone, text: Tone)] = [
      (.teal, .deepTeal), (.slate, .slate), (.orange, .brown),
    ]
    return Chart {
      for (line, tone) in zip(lines, tones) {
        LineMark(over: 0...2, of: line.callAsFunction)
          .foregroundStyle(tone.line)
      }
      for (line, tone) in zip(lines, tones) {
        CurveLabel(
          line.formula, beside: [Point](over: 0...2, of: line.callAsFunction), isParallel: true
        )
        .foregroundStyle(tone.text)
      }
    }
    .chartXAxis("Input, $x$", spanning: [0, 1, 2], decimals: 1)
    .chartYAxis("Output, $y$", spanning: [0, 1, 2], decimals: 1)
    .chartPlotSize(width: 150, height: 150)
  }
}

extension LineModel {
  /// Its parameters as a formula.
  func formula(decimals: Int) -> String {
    #"$\phi_0\!=\!\#(intercept.formatted(decimals: decimals)), "#
      + #"\phi_1\!=\!\#(slope.formatted(decimals: decimals))$"#
  }

  var formula: String { formula(decimals: 1) }
}

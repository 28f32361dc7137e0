import Lantern

/// The thirty pairs to which the Gabor model is fitted.
struct GaborTrainingData: Figure {
  static let entry = Entry(
    "6.3", "Training data for the Gabor model",
    alt: """
      Scatter plot of thirty points. The outputs swing up and down around an input of zero and die \
      away on both sides.
      """, width: .half)

  func compute(in lab: Lab) throws -> RegressionData { GaborModel.trainingData }

  func page(_ data: RegressionData) -> some Drawing {
    Chart {
      PointMark(x: data.inputs, y: data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
    }
    .chartXScale(domain: -15...15)
    .chartYScale(domain: -1...1)
    .chartXAxis(values: [-15, 0, 15], subdivisions: 3)
    .chartYAxis(values: [-1, 0, 1], subdivisions: 5)
    .chartXAxisLabel("Input, $x$")
    .chartYAxisLabel("Output, $y$")
    .chartPlotSize(width: 125, height: 111)
  }
}

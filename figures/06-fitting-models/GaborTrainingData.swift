import Lantern

/// The thirty pairs to which the Gabor model is fitted.
struct GaborTrainingData: Figure {
  static let entry = Entry(
    "6.3", "Training data for the Gabor model",
    alt: """
      Scatter plot of thirty points. The outputs swing up and down around an input of zero and die \
      away on both sides.
      """, width: .half)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Fresh pairs", in: 10...100) var count = 30
  @Parameter("Standard deviation of their noise", in: 0...0.4) var noise = 0.15
  @Parameter("Seed", in: 0...99) var seed = 0

  func compute(in lab: Lab) throws -> RegressionData {
    data == .book
      ? GaborModel.trainingData : GaborModel.examples(count, noise: noise, key: lab.key("data"))
  }

  func page(_ data: RegressionData) -> some Drawing {
    Chart {
      PointMark(x: data.inputs, y: data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
    }
    .chartXAxis("Input, $x$", spanning: [-15, 0, 15], subdivisions: 3)
    .chartYAxis("Output, $y$", spanning: [-1, 0, 1], subdivisions: 5)
    .chartPlotSize(width: 125, height: 111)
  }
}

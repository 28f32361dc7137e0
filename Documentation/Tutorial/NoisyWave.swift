import Lantern

/// Thirty points from a wave, with noise.
struct NoisyWave: Figure {
  static let entry = Entry(
    "1", "A noisy wave", alt: "Thirty points scattered about one period of a wave.", width: .half)

  func compute(in lab: Lab) throws -> RegressionData {
    let inputs = lab.key("inputs").uniform(count: 30, in: -0.95..<0.95)
    let noise = lab.key("noise").normal(count: 30, standardDeviation: 0.15)
    return RegressionData(zip(inputs, noise).map { x, e in (x, sin(.pi * x) + e) })
  }

  func page(_ data: RegressionData) -> some Drawing {
    Chart {
      PointMark(x: data.inputs, y: data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
    }
    .chartXAxisLabel("Input, $x$")
    .chartYAxisLabel("Output, $y$")
  }
}

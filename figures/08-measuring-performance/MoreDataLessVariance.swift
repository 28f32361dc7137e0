import Lantern

/// With more data, fits to different training sets agree better.
struct MoreDataLessVariance: Figure {
  static let entry = Entry(
    "8.6", "More training data, less variance",
    alt: """
      Twelve plots in three columns for 6, 10 and 100 training samples. In the first three rows \
      each plot shows a black wave, another random training set in orange, and the line of three \
      straight pieces fitted to it: with 6 samples the lines differ wildly, with 100 they are \
      nearly the same. The last row shows the mean of a thousand such lines in a grey band of two \
      standard deviations, which is broad for 6 samples, narrower for 10 and thin for 100.
      """)

  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Linear regions of the model", in: 1...5) var regions = 3
  @Parameter("Samples of the last column", in: 20...300) var mostSamples = 100
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    /// What is shown in one column.
    struct Column: Codable, Sendable {
      var count: Int
      var samples: [RegressionData]
      var fits: [FixedJointNetwork]
      /// Fits to 1000 training sets.
      var parts: BiasVariance
    }

    var problem: ToyRegression
    var columns: [Column]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression.shown(noise: noise)
    func fit(_ data: RegressionData) -> FixedJointNetwork {
      .leastSquares(data, hiddenCount: regions)
    }
    return Evidence(
      problem: problem,
      columns: [6, 10, mostSamples].map { count in
        let samples = lab.key("samples").fold(count).split(3).map {
          problem.examples(count, key: $0)
        }
        return Evidence.Column(
          count: count, samples: samples, fits: samples.map(fit),
          parts: BiasVariance(
            of: problem, trainingOn: count, trials: 1000, key: lab.key("trials").fold(count)
          ) { fit($0).callAsFunction })
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 4, verticalSpacing: 4) {
      for row in 0..<4 {
        GridRow {
          for (index, column) in evidence.columns.enumerated() {
            let letter = "abcdefghijkl".map(String.init)[4 * index + row]
            Panel(letter, title: row == 0 ? "\(column.count) samples" : nil) {
              chart(column, row, evidence.problem)
                .chartYAxis(index == 0 ? .automatic : .ticks)
                .chartYAxisLabel(index == 0 ? "Output, $y$" : nil)
                .chartXAxisLabel(row == 3 ? "Input, $x$" : nil)
            }
          }
        }
      }
    }
    .chartXAxis(spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotAspectRatio(1.237)
  }

  private func chart(
    _ column: Evidence.Column, _ row: Int, _ problem: ToyRegression
  ) -> some Drawing {
    Chart {
      if row == 3 {
        BandMark(
          x: column.parts.places, center: column.parts.mean,
          halfWidth: column.parts.deviation.map { 2 * $0 })
      }
      LineMark(over: 0...1) { problem($0) }
        .foregroundStyle(.ink)
      if row == 3 {
        LineMark(x: column.parts.places, y: column.parts.mean)
      } else {
        PointMark(x: column.samples[row].inputs, y: column.samples[row].outputs)
          .symbolSize(column.count > 50 ? 3.8 : 4.8)
        LineMark(column.fits[row].curve.vertices)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("10 samples divide the variance of 6 by 1.5 to 5", in: 1.5...5) {
      $0.columns[0].parts.variance / $0.columns[1].parts.variance
    }
    Claim("100 samples divide that of 10 by 8 to 16", in: 8...16) {
      $0.columns[1].parts.variance / $0.columns[2].parts.variance
    }
  }
}

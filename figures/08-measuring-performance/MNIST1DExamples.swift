import Lantern

/// How the examples of MNIST-1D are made: one of each class, from its template to forty numbers.
struct MNIST1DExamples: Figure {
  static let entry = Entry(
    "8.1", "The MNIST-1D data set",
    alt: """
      Four rows of ten small boxes, one column for each class from y = 0 to y = 9. Each box holds \
      a signal that runs from top to bottom. First row: templates that resemble the digits as \
      written. Second row: the same templates shortened and moved to random places on a longer \
      straight line. Third row: with a slant and wavy noise, which makes them hard to recognise. \
      Last row: forty dots sampled from each of these lines.
      """)

  @Parameter("Deviation of the smooth noise", in: 0...0.5) var smoothNoise = 0.25
  @Parameter("Greatest slant", in: 0...1.5) var shear = 0.75
  @Parameter("Greatest change of size", in: 0...0.8) var scaling = 0.4
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    /// One example of each class.
    var examples: [MNIST1D.Stages]
    /// Of all numbers of the data set.
    var mean: Double
    var standardDeviation: Double
    var classCounts: [Int]
    /// Whether the same key gave the same data a second time.
    var isRepeatable: Bool
  }

  func compute(in lab: Lab) throws -> Evidence {
    var recipe = MNIST1D.Recipe()
    recipe.smoothNoise = smoothNoise
    recipe.shear = shear
    recipe.scaling = scaling
    let data = MNIST1D.examples(recipe: recipe, key: lab.key("data"))
    let numbers = data.inputs.doubles
    return Evidence(
      examples: (0..<10).map { digit in
        MNIST1D.stages(of: digit, recipe: recipe, key: lab.key("shown").fold(digit))
      },
      mean: numbers.reduce(0, +) / Double(numbers.count),
      standardDeviation: (numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)).squareRoot(),
      classCounts: (0..<10).map { digit in
        data.targets.elements.count { $0 == Float(digit) }
      },
      isRepeatable: MNIST1D.examples(recipe: recipe, key: lab.key("data")) == data)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(alignment: .top, horizontalSpacing: 6, verticalSpacing: 5) {
      row("a", evidence, \.template)
        .chartXScale(domain: -0.75...0.75)
        .chartPlotSize(width: 31, height: 31)
      GridRow {
        Text("")
        for digit in 0..<10 { Text("$y={\(digit)}$").font(.callout) }
      }
      row("b", evidence, \.placed)
      row("c", evidence, \.noisy)
      row("d", evidence, \.sampled)
    }
    .chartXScale(domain: -0.95...0.95)
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
    .chartPlotSize(width: 31, height: 60)
  }

  private func row(
    _ letter: String, _ evidence: Evidence,
    _ stage: KeyPath<MNIST1D.Stages, [Double]> & Sendable
  ) -> GridRow {
    GridRow {
      Text("\(letter))").font(.title)
      for example in evidence.examples {
        signal(example[keyPath: stage], isSampled: letter == "d")
      }
    }
  }

  /// A signal that runs from top to bottom.
  private func signal(_ values: [Double], isSampled: Bool) -> some Drawing {
    let points = values.enumerated().map { place, value in
      Point(value, Double(place) / Double(values.count - 1))
    }
    return Chart {
      if isSampled {
        PointMark(points)
          .symbolSize(1.5)
          .foregroundStyle(.ink)
      } else {
        LineMark(points)
          .foregroundStyle(.ink)
          .lineStyle(width: 0.75)
      }
    }
    .chartYScale(domain: -0.1...1.1, isReversed: true)
  }

  var claims: [Claim<Evidence>] {
    Claim("the mean of all 5000 × 40 numbers is 0", in: -1e-4...1e-4) { $0.mean }
    Claim("their standard deviation is 1", in: 0.9999...1.0001) { $0.standardDeviation }
    Claim("no class has more or fewer than 500 examples", in: 0...0) { evidence in
      Double(evidence.classCounts.map { abs($0 - 500) }.max() ?? 500)
    }
    Claim("the same seed gives the same data again", in: 1...1) { $0.isRepeatable ? 1 : 0 }
  }
}

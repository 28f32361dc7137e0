import Lantern

/// Networks that memorise the same data generalise better after large steps and small batches.
struct StepSizeAndBatchSize: Figure {
  static let entry = Entry(
    "9.5", "Large steps and small batches generalize better on MNIST-1D",
    alt: """
      Two plots of error in percent against the size of the hidden layers, each with three \
      training curves, which fall to zero, and three test curves, which level off. In the first \
      plot the learning rate differs, with all data in each step; the largest rate has the lowest \
      test error. In the second the batch size differs; batches of ten have by far the lowest test \
      error, all data at once the highest. Networks, data and training are smaller and shorter \
      than the book's unless size is set to book.
      """)

  enum Size: String, CaseIterable, ParameterValue { case small, book }

  @Parameter("Size of the experiment; book: one or two days") var size = Size.small
  @Parameter("Training examples", in: 400...2000) var examples = 1000
  @Parameter("Length of training: steps times learning rate", in: 60...600, scale: .logarithmic)
  var length = 250.0
  @Parameter("Seed", in: 0...99) var seed = 0

  /// The errors in percent of a network for each size of its hidden layers.
  struct Curve: Codable, Sendable {
    var train: [Point] = []
    var test: [Point] = []
  }

  struct Evidence: Codable, Sendable {
    var curves: [Curve]
  }

  static let settings = [
    StepSetting(rate: 0.5), StepSetting(rate: 0.1), StepSetting(rate: 0.05),
    StepSetting(rate: 0.1, batch: 10), StepSetting(rate: 0.1, batch: 100),
  ]

  private var widths: [Int] {
    size == .book
      ? [1, 2, 3] + Array(stride(from: 5, through: 400, by: 5)) : [4, 8, 16, 32, 56, 80]
  }

  /// How many training examples, and the number of steps times the learning rate.
  private var scope: (examples: Int, length: Double) {
    size == .book ? (4000, 6000) : (examples, length)
  }

  func compute(in lab: Lab) throws -> Evidence {
    let (count, length) = scope
    let data = MNIST1D.examples(count: count + 4000, key: lab.key("data"))
    let (train, test) = data.split(at: count)
    let curves = try Self.settings.enumerated().map { number, setting in
      var curve = Curve()
      for (index, width) in widths.enumerated() {
        // A run of the book's size takes hours; one that was stopped goes on where it was.
        let errors = try lab.remember("\(setting.name), width \(width)") {
          let fitted = try setting.classifier(
            width: width, trainedOn: train, length: length, key: lab.key("training"))
          return [train, test].map { 100 * fitted.errorRate(on: $0) }
        }
        curve.train.append(Point(Double(width), errors[0]))
        curve.test.append(Point(Double(width), errors[1]))
        lab.progress(
          (Double(number) + Double(index + 1) / Double(widths.count))
            / Double(Self.settings.count))
      }
      return curve
    }
    return Evidence(curves: curves)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 5) {
      HStack(spacing: 14) {
        panel("a", evidence, [0, 1, 2], tones: [.gray, .orange, .teal])
        panel("b", evidence, [3, 4, 1], tones: [.gray, .orange, .teal])
      }
      Text(
        "\(scope.examples) training examples, \(Int(scope.length)) / LR steps; twice as many for "
          + "batches of 10")
        .font(.caption)
        .foregroundStyle(.gray)
    }
    .chartXScale(domain: 0...1.04 * end)
    .chartYAxis(spanning: [0, 20, 40, 60, 80, 100], subdivisions: 2)
    .chartYAxisLabel("Error (%)")
    .chartXAxisLabel("Hidden layer size")
    .chartPlotAspectRatio(1.2)
  }

  private func panel(
    _ letter: String, _ evidence: Evidence, _ numbers: [Int], tones: [Tone]
  ) -> some Drawing {
    let lowest = numbers.compactMap { evidence.curves[$0].test.last?.y }.min() ?? 50
    let highest = numbers.flatMap { evidence.curves[$0].train.suffix(2).map(\.y) }.max() ?? 0
    return Panel(letter, title: "MNIST1D no label noise") {
      Chart {
        // Curves that coincide are all seen: the lower ones are wider.
        for (index, (number, tone)) in zip(numbers, tones).enumerated().reversed() {
          for points in [evidence.curves[number].train, evidence.curves[number].test] {
            LineMark(points)
              .lineStyle(width: 0.9 + 1.4 * Double(index))
              .foregroundStyle(tone)
          }
        }
        TextMark("Test", at: Point(end, lowest), anchor: .topTrailing, spacing: 3)
        TextMark("Train", at: Point(end, highest), anchor: .bottomTrailing, spacing: 3)
      }
      .overlay(alignment: .topTrailing) {
        VStack(alignment: .trailing, spacing: 0) {
          zip(numbers, [Tone.gray, .brown, .deepTeal]).map { number, tone in
            Text(Self.settings[number].name).foregroundStyle(tone)
          }
        }
        .font(.callout.scaled(by: 0.9))
        .padding(EdgeInsets(top: 3, trailing: 4))
      }
    }
  }

  private var end: Double { Double(widths.last ?? 1) }

  var claims: [Claim<Evidence>] {
    Claim("the largest networks memorise the data in every way; training error in percent",
      atMost: 1) { $0.curves.compactMap { $0.train.last?.y }.max() ?? 100 }
    Claim("test error of learning rate 0.05 over that of 0.5, in points", atLeast: 0.2,
      over: .median) { Self.difference($0, 2, 0) }
    Claim("full batch over batch 100, in points", atLeast: 0.1, over: .median) {
      Self.difference($0, 1, 4)
    }
    Claim("full batch over batch 10, in points", atLeast: 2, over: .median) {
      Self.difference($0, 1, 3)
    }
  }

  /// How much more test error one setting has than another at the two largest sizes.
  private static func difference(_ evidence: Evidence, _ a: Int, _ b: Int) -> Double {
    let pairs = zip(evidence.curves[a].test, evidence.curves[b].test).suffix(2)
    return pairs.reduce(0) { $0 + $1.0.y - $1.1.y } / 2
  }
}

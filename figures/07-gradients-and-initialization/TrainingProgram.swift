import Lantern

/// A training program, set from the very source that ran, with what it printed.
struct TrainingProgram: Figure {
  static let entry = Entry(
    "7.8", "A training program and its output",
    alt: """
      A listing in Swift that makes random data, a network with two hidden layers of forty units \
      and an optimiser, and trains for a hundred epochs. Beside it a curve of the loss, which falls \
      steeply at first and then levels off, and the losses that the program printed.
      """, treatment: .analog)

  @Parameter("First learning rate", in: 0.01...0.5, scale: .logarithmic) var rate = 0.2
  @Parameter("Units in each hidden layer", in: 2...100) var units = 40
  @Parameter("Epochs", in: 10...200) var epochs = 100
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    /// The mean squared error over the batches of each epoch, for one output.
    var epochLosses: [Double]
    /// The mean squared error on all data after training, and that of predicting the mean.
    var finalError: Double
    var errorOfMean: Double
    var parameterCount: Int
  }

  func train(_ key: Key) throws -> Recording<MLP> {
    // Ten inputs, two hidden layers with ReLUs, five
    // outputs; He's weights, biases at zero
    let model = MLP([10, units, units, 5])
    // A hundred random examples
    let data = Examples(
      inputs: key.fold("inputs").normal([100, 10]),
      targets: key.fold("targets").normal([100, 5]))
    // The rate is halved every ten epochs of ten batches.
    // The loss adds up five outputs, momentum weighs
    // gradients with 1 - beta: a rate of 0.2 does what
    // 0.1 does for a mean loss in PyTorch
    let schedule = LearningRate.stepwise(
      from: rate, factor: 0.5, every: 10 * 10)
    let training = Training(
      model, loss: .leastSquares, on: data,
      // Ten examples a step, each once an epoch
      batch: .random(10),
      optimizer: .momentum(schedule, beta: 0.9))
    return try training.run(
      steps: epochs * 10, key: key.fold("training"))
  }

  func compute(in lab: Lab) throws -> Evidence {
    let key = lab.key("program")
    let run = try train(key)
    let targets = key.fold("targets").normal([100, 5])
    let outputs = run.fitted(key.fold("inputs").normal([100, 10]))
    let means = targets.mean([0], keepingAxes: true)
    return Evidence(
      epochLosses: (0..<epochs).map { epoch in
        run.losses[(10 * epoch)..<(10 * epoch + 10)].reduce(0, +) / 50
      },
      finalError: Double((outputs - targets).squared().mean().scalar),
      errorOfMean: Double((targets - means).squared().mean().scalar),
      parameterCount: run.model.parameterCount)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(alignment: .top, spacing: 10) {
      Listing(Self.ownSource.excerpt(from: "func train("))
        .font(.caption)
      VStack(alignment: .leading, spacing: 12) {
        Chart {
          RuleMark(y: evidence.errorOfMean)
            .foregroundStyle(.gray)
            .lineStyle(width: 0.75, dash: [2, 1.5])
          TextMark(
            "Error of the mean", at: Point(Double(epochs), evidence.errorOfMean),
            anchor: .bottomTrailing, spacing: 2, font: .caption
          )
          .foregroundStyle(.gray)
          LineMark(
            x: evidence.epochLosses.indices.map { Double($0 + 1) }, y: evidence.epochLosses
          )
          .foregroundStyle(.teal)
        }
        .chartXScale(domain: 0...Double(epochs))
        .chartXAxis(values: [0, Double(epochs) / 2, Double(epochs)])
        .chartYAxis("Loss", spanning: [0, 0.5, 1, 1.5], decimals: 1)
        .chartXAxisLabel("Epoch")
        .chartPlotSize(width: 95, height: 80)
        Listing(printed(evidence), language: SourceLanguage(keywords: [], lineComment: nil))
          .font(.caption)
      }
    }
  }

  /// The losses of some epochs, as the program prints them.
  private func printed(_ evidence: Evidence) -> String {
    stride(from: 0, to: epochs, by: max(epochs / 10, 1)).map { $0 + max(epochs / 10, 1) }
      .map { epoch in
        let number = "\(epoch)"
        let space = String(repeating: " ", count: 4 - number.count)
        return "Epoch\(space)\(number), loss "
          + evidence.epochLosses[min(epoch, epochs) - 1].formatted(decimals: 3)
      }.joined(separator: "\n")
  }

  var claims: [Claim<Evidence>] {
    // A few seeds end just above it.
    Claim(
      "the error falls below half of that of predicting the mean", atMost: 0.5, over: .share(0.8)
    ) {
      $0.finalError / $0.errorOfMean
    }
    Claim("the model has 2285 parameters", equals: 2285) { Double($0.parameterCount) }
  }
}

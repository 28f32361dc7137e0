import Lantern

/// Gradient descent is trapped in a local minimum; the noise of small batches lets SGD escape it.
struct SGDLeavesTheValley: Scene {
  static let entry = Entry(
    scene: "sgd-leaves-the-valley", "SGD leaves the valley",
    alt: """
      A heat map of a loss with many valleys. Gradient descent runs downhill into the nearest \
      valley and stays. Twenty runs of stochastic gradient descent from the same start wander; \
      some cross the ridge into the deepest valley, while a plot beside shows the model of one of \
      them fit the data better and better.
      """)

  @Parameter("First learning rate of SGD", in: 0.01...1.5, scale: .logarithmic)
  var learningRate = 1.0
  @Parameter("Batch size", in: 1...30) var batchSize = 1
  @Parameter("Runs", in: 1...40) var runs = 20
  @Parameter("Seed", in: 0...99) var seed = 4

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var surface: LossSurface
    var descent: Trajectory
    /// The stochastic run that is followed: the first that escapes, if any does.
    var followed: Trajectory
    var others: [Trajectory]
  }

  private let start = Point(3, 10)
  private let steps = 400

  func compute(in lab: Lab) throws -> Evidence {
    let loss = GaborModel.loss()
    let data = GaborModel.trainingData.examples
    func path(_ training: Training<FunctionModel>, _ key: Key) throws -> Trajectory {
      try training.run(steps: steps, key: key, from: [start.x, start.y]).trajectory(over: loss)
    }
    let descent = Training(GaborModel.model, loss: .sumOfSquares, on: data, optimizer: .sgd(0.1))
    let stochastic = Training(
      GaborModel.model, loss: .sumOfSquares, on: data, batch: .random(batchSize),
      optimizer: .sgd(.geometric(from: learningRate, to: 0.05 * learningRate, over: steps)))
    let paths = try (0..<runs).map { try path(stochastic, lab.key("run").fold($0)) }
    let chosen = paths.firstIndex { hasEscaped($0.lastValue) } ?? 0
    return Evidence(
      data: GaborModel.trainingData,
      surface: LossSurface(x: -10...10, y: 2.5...22.5, of: loss.value),
      descent: try path(descent, lab.key("descent")), followed: paths[chosen],
      others: paths.enumerated().filter { $0.offset != chosen }.map(\.element))
  }

  private func hasEscaped(_ loss: Double?) -> Bool { (loss ?? .infinity) < 2 }

  func shots(_ evidence: Evidence) -> [Shot] {
    let page = Page(data: evidence.data, landscape: LandscapeMark(evidence.surface))
    let all = [evidence.followed] + evidence.others
    Shot(
      "The loss", lasting: .seconds(3),
      caption: "The loss of a model with two parameters: dark valleys, bright ridges",
      narration: "Every place on this map is a model; dark ones fit."
    ) { time in
      page.slide("Start", evidence.descent, at: 0, .teal) {
        PointMark([start])
          .foregroundStyle(.teal)
          .outline(.ground)
          .symbolSize(8 * time.progress(from: 0.8, to: 1.4))
      }
    }
    Shot(
      "Gradient descent", lasting: .seconds(6),
      caption: "Gradient descent goes downhill, into the nearest valley, and stays there",
      narration: "All thirty examples point the same way: down, and then there is no way out."
    ) { time in
      let step = Int(Double(steps) * time.progress(from: 0.3, to: 4.8, easing: .easeOut))
      page.slide("Gradient descent, step \(step)", evidence.descent, at: step, .teal) {
        page.trajectory(evidence.descent, to: step, .teal)
      }
    }
    Shot(
      "Stochastic gradient descent", lasting: .seconds(13),
      caption:
        "SGD looks at \(batchSize) of 30 examples in each step: noise carries runs over the ridge",
      narration: """
        Now \(runs) runs set out from the same place. What little data each sees pushes it about, \
        sometimes uphill. Some cross into the deepest valley; as the rate falls, they settle.
        """
    ) { time in
      // Early steps are long and noisy: they get more time than the many small ones at the end.
      let step = Int(Double(steps) * time.progress(from: 0.3, to: 11.5, easing: .power(1.6)))
      let escaped = all.count { hasEscaped($0.values[step]) }
      page.slide(
        "SGD, step \(step)", evidence.followed, at: step, .orange,
        note: "\(escaped) of \(runs) runs below a loss of 2"
      ) {
        for path in evidence.others {
          LineMark(path.prefix(steps: step).points)
            .foregroundStyle(.paper)
            .lineStyle(width: 0.8)
            .opacity(0.35)
          PointMark([path[step]]).foregroundStyle(.paper).symbolSize(3.5).opacity(0.8)
        }
        page.trajectory(evidence.followed, to: step, .orange)
      }
    }
    let escaped = all.count { hasEscaped($0.lastValue) }
    let loss = evidence.descent.values[steps].formatted(decimals: 2)
    Shot(
      "What became of them", lasting: .seconds(4),
      caption:
        "The same start: \(escaped) of \(runs) stochastic runs left, gradient descent never does",
      narration: "Noise is no flaw here: it is what found the better fit."
    ) { _ in
      page.slide(
        "SGD, at the end", evidence.followed, at: steps, .orange,
        note: "Gradient descent: \(loss)", noteTone: .teal
      ) {
        PointMark(all.compactMap(\.last)).foregroundStyle(.orange).outline(.ground).symbolSize(6)
        PointMark([evidence.descent[steps]]).foregroundStyle(.teal).outline(.ground).symbolSize(8)
      }
    }
  }

  /// The map of the loss, and beside it the model at a step of a path.
  private struct Page: Sendable {
    var data: RegressionData
    var landscape: LandscapeMark

    func slide(
      _ name: String, _ path: Trajectory, at step: Int, _ tone: Tone, note: String = " ",
      noteTone: Tone = .orange, @ChartContentBuilder marks: () -> [any ChartContent]
    ) -> some Drawing {
      Slide(share: 0.5) {
        Chart {
          landscape
          marks()
        }
        .chartXAxis(#"$\phi_0$"#, over: -10...10)
        .chartYAxis(#"$\phi_1$"#, over: 2.5...22.5)
      } beside: {
        Chart {
          LineMark(over: -15...15, of: { GaborModel.value($0, path[step]) })
            .foregroundStyle(tone)
            .lineStyle(width: 2.2)
          PointMark(data).foregroundStyle(.slate)
        }
        .chartXAxis("Input, $x$", over: -15...15)
        .chartYAxis("Output, $y$", over: -1.15...1.15)
        Text(name)
        Text("Loss: \(path.values[step].formatted(decimals: 2))").font(.title)
        Text(note).foregroundStyle(noteTone)
      }
    }

    func trajectory(_ path: Trajectory, to step: Int, _ tone: Tone) -> some ChartContent {
      TrajectoryMark(path.prefix(steps: step), hasHead: false)
        .foregroundStyle(tone)
        .outline(.ground)
        .lineStyle(width: 2)
    }
  }
}

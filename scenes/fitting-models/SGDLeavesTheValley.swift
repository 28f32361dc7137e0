import Lantern

/// Gradient descent is trapped in a local minimum; the noise of small batches lets SGD escape it.
struct SGDLeavesTheValley: Scene {
  static let entry = Entry(
    scene: "sgd-leaves-the-valley", "SGD leaves the valley",
    alt: """
      A heat map of a loss with many valleys. Gradient descent runs downhill into the nearest valley \
      and stays. Twenty runs of stochastic gradient descent from the same start wander; some cross \
      the ridge into the deepest valley, while a plot beside shows the model of one of them fit \
      the data better and better.
      """)

  @Parameter("First learning rate of SGD", in: 0.01...1.5, scale: .logarithmic)
  var learningRate = 1.0
  @Parameter("Batch size", in: 1...30) var batchSize = 1
  @Parameter("Runs", in: 1...40) var runs = 20
  @Parameter("Seed", in: 0...99) var seed = 4

  /// A path with the model's curve at each of its points.
  struct Run: Codable, Sendable {
    var path: Trajectory
    var curves: [[Point]]
  }

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var surface: LossSurface
    var descent: Run
    /// The stochastic run that is followed: the first that escapes, if any does.
    var followed: Run
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
    func withCurves(_ path: Trajectory) -> Run {
      Run(
        path: path,
        curves: path.points.map { phi in
          stride(from: -15.0, through: 15, by: 0.25).map { Point($0, GaborModel.value($0, phi)) }
        })
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
      descent: withCurves(try path(descent, lab.key("descent"))),
      followed: withCurves(paths[chosen]),
      others: paths.enumerated().filter { $0.offset != chosen }.map(\.element))
  }

  private func hasEscaped(_ loss: Double?) -> Bool { (loss ?? .infinity) < 2 }

  func shots(_ evidence: Evidence) -> [Shot] {
    let landscape: [any ChartContent] = [
      HeatmapMark(evidence.surface),
      ContourMark(evidence.surface, count: 12).lineStyle(width: 0.6),
    ]
    Shot(
      "The loss", lasting: .seconds(3),
      narration: "The loss of a model with two parameters: dark valleys, bright ridges"
    ) { time in
      Slide(share: 0.5) {
        valley(landscape) {
          PointMark([start])
            .foregroundStyle(.teal)
            .outline(.ground)
            .symbolSize(8 * time.progress(from: 0.8, to: 1.4))
        }
      } beside: {
        fit(evidence.data, evidence.descent.curves[0], tone: .teal)
        status("Start", loss: evidence.descent.path.values[0])
      }
    }
    Shot(
      "Gradient descent", lasting: .seconds(6),
      narration: "Gradient descent goes downhill, into the nearest valley, and stays there"
    ) { time in
      let progress = time.progress(from: 0.3, to: 4.8, easing: .easeOut)
      let step = Int(progress * Double(steps))
      Slide(share: 0.5) {
        valley(landscape) {
          TrajectoryMark(evidence.descent.path.prefix(steps: step), hasHead: false)
            .foregroundStyle(.teal)
            .outline(.ground)
            .lineStyle(width: 2)
        }
      } beside: {
        fit(evidence.data, evidence.descent.curves[step], tone: .teal)
        status("Gradient descent, step \(step)", loss: evidence.descent.path.values[step])
      }
    }
    Shot(
      "Stochastic gradient descent", lasting: .seconds(13),
      narration:
        "SGD looks at \(batchSize) of 30 examples in each step: noise carries runs over the ridge"
    ) { time in
      // Early steps are long and noisy: they get more time than the many small ones at the end.
      let progress = time.progress(from: 0.3, to: 11.5, easing: .power(1.6))
      let step = Int(progress * Double(steps))
      let escaped = ([evidence.followed.path] + evidence.others).count { hasEscaped($0.values[step]) }
      Slide(share: 0.5) {
        valley(landscape) {
          for path in evidence.others {
            LineMark(path.prefix(steps: step).points)
              .foregroundStyle(.paper)
              .lineStyle(width: 0.8)
              .opacity(0.35)
            PointMark([path[step]]).foregroundStyle(.paper).symbolSize(3.5).opacity(0.8)
          }
          TrajectoryMark(evidence.followed.path.prefix(steps: step), hasHead: false)
            .foregroundStyle(.orange)
            .outline(.ground)
            .lineStyle(width: 2)
        }
      } beside: {
        fit(evidence.data, evidence.followed.curves[step], tone: .orange)
        status("SGD, step \(step)", loss: evidence.followed.path.values[step])
        Text("\(escaped) of \(runs) runs below a loss of 2").foregroundStyle(.orange)
      }
    }
    let all = [evidence.followed.path] + evidence.others
    let escaped = all.count { hasEscaped($0.lastValue) }
    Shot(
      "What became of them", lasting: .seconds(4),
      narration:
        "The same start: \(escaped) of \(runs) stochastic runs left, gradient descent never does"
    ) { time in
      Slide(share: 0.5) {
        valley(landscape) {
          PointMark(all.compactMap(\.last)).foregroundStyle(.orange).outline(.ground).symbolSize(6)
          PointMark(evidence.descent.path.points.suffix(1))
            .foregroundStyle(.teal)
            .outline(.ground)
            .symbolSize(8)
        }
      } beside: {
        fit(evidence.data, evidence.followed.curves[steps], tone: .orange)
        status("SGD, at the end", loss: evidence.followed.path.values[steps])
        Text("Gradient descent: \(evidence.descent.path.values[steps].formatted(decimals: 2))")
          .foregroundStyle(.teal)
      }
    }
  }

  private func valley(
    _ landscape: [any ChartContent], @ChartContentBuilder marks: () -> [any ChartContent]
  ) -> some Drawing {
    Chart {
      landscape
      marks()
    }
    .chartXAxis(#"$\phi_0$"#, over: -10...10)
    .chartYAxis(#"$\phi_1$"#, over: 2.5...22.5)
  }

  private func fit(_ data: RegressionData, _ curve: [Point], tone: Tone) -> some Drawing {
    Chart {
      LineMark(curve).foregroundStyle(tone).lineStyle(width: 2.2)
      PointMark(x: data.inputs, y: data.outputs).foregroundStyle(.slate)
    }
    .chartXAxis("Input, $x$", over: -15...15)
    .chartYAxis("Output, $y$", over: -1.15...1.15)
    .frame(height: 160)
  }

  private func status(_ name: String, loss: Double) -> some Drawing {
    VStack(alignment: .leading, spacing: 4) {
      Text(name)
      Text("Loss: \(loss.formatted(decimals: 2))").font(.title)
    }
  }
}

import Lantern

/// Gradient descent walks down the loss; each place on the way is a line through the data.
struct TrainingAsAWalk: Figure {
  static let entry = Entry(
    "2.4", "Training as a walk down the loss",
    alt: """
      Left: a heat map of the loss over intercept and slope with five numbered dots on a path that \
      leads from the upper left down into the dark valley and along it to its lowest place. Right: \
      the data and the five lines that belong to the dots; the first lies far below the points, \
      each is nearer to them than the one before, and the last runs through them.
      """)

  static let exemptions = [
    Exemption(
      from: .distinctColors,
      because: "The five steps are one hue from weak to strong, and numbered.")
  ]

  @Parameter("Learning rate", in: 0.001...0.03, scale: .logarithmic) var learningRate = 0.01
  @Parameter("Intercept at the start", in: 0...2) var startIntercept = 0.12
  @Parameter("Slope at the start", in: -1...1) var startSlope = 0.10

  struct Evidence: Sendable {
    var data: RegressionData
    var surface: LossSurface
    /// The drawn iterates with their losses.
    var walk: Trajectory
    var lowestLoss: Double
    /// Losses of a run whose learning rate is too high.
    var divergent: [Double]
  }

  /// The steps that are drawn. The descent is quick at first and then creeps along the valley.
  private let shown = [0, 1, 2, 5, 300]

  func compute(in lab: Lab) throws -> Evidence {
    let data = LineModel.trainingData
    let loss = LineModel.loss(on: data)
    func descent(rate: Double, steps: Int) -> [Point] {
      var path = [Point(startIntercept, startSlope)]
      for step in 0..<steps { path.append(path[step] - loss.gradient(path[step]) * rate) }
      return path
    }
    let path = descent(rate: learningRate, steps: shown[shown.count - 1])
    let points = shown.map { path[$0] }
    return Evidence(
      data: data,
      surface: LossSurface(x: 0...2, y: -1...1, of: loss.value),
      walk: Trajectory(points, values: points.map(loss.value)),
      lowestLoss: LineModel.leastSquares(data).loss(on: data),
      divergent: descent(rate: 0.045, steps: 50).map(loss.value))
  }

  /// From weak to strong on any ground.
  private let tones: [Tone] = [
    .teal.mixed(with: .ground, 0.7), .teal.mixed(with: .ground, 0.35), .teal,
    .teal.mixed(with: .darkTeal, 0.5), .darkTeal,
  ]

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 14) {
      Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) { landscape(evidence) }
      Panel("b") { lines(evidence) }
    }
    .chartXAxis(values: [0, 1, 2], decimals: 1)
    .chartPlotAspectRatio(1)
  }

  private func landscape(_ evidence: Evidence) -> some Drawing {
    Chart {
      HeatmapMark(evidence.surface)
      ContourMark(evidence.surface, count: 40)
      LineMark(evidence.walk.points)
        .foregroundStyle(.gray)
        .lineStyle(width: 1.2)
        .arrowHeads()
      for (number, point) in evidence.walk.points.enumerated() {
        PointMark([point])
          .symbolSize(5.8)
          .foregroundStyle(tones[number])
      }
      PointLabels(
        evidence.walk.points, avoiding: [evidence.walk.points],
        tones: evidence.walk.values.map { loss in
          ColorMap.brown.labelTone(at: evidence.surface.share(of: loss))
        })
    }
    .chartYScale(domain: -1...1, isReversed: true)
    .chartYAxis(values: [-1, 0, 1], decimals: 1)
    .chartXAxisLabel(#"Intercept, $\phi_0$"#)
    .chartYAxisLabel(#"Slope, $\phi_1$"#)
  }

  private func lines(_ evidence: Evidence) -> some Drawing {
    let lines = evidence.walk.points.map(LineModel.init)
    // Between the first two points there is room for the arrow.
    let x = (evidence.data[0].x + evidence.data[1].x) / 2
    return Chart {
      for (line, tone) in zip(lines, tones) {
        LineMark(over: 0...2, of: line.callAsFunction)
          .foregroundStyle(tone)
      }
      ArrowMark(
        from: Point(x, lines[0](x)), to: Point(x, lines[4](x)), bend: 0.12, gap: 2)
        .lineStyle(width: 1.2)
        .foregroundStyle(.lightGray)
      PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
      for (number, line) in lines.enumerated() {
        CurveLabel(
          "\(number)", beside: [Point](over: 0...2, of: line.callAsFunction), x: x...(5 * x),
          spacing: 1
        )
        .foregroundStyle(tones[number].mixed(with: .darkTeal, 0.85))
      }
    }
    .chartXScale(domain: 0...2)
    .chartYAxis("Output, $y$", spanning: [0, 1, 2], decimals: 1)
    .chartXAxisLabel("Input, $x$")
  }

  var claims: [Claim<Evidence>] {
    Claim("the loss falls from dot to dot", atMost: -1e-9) { evidence in
      let losses = evidence.walk.values
      return zip(losses, losses.dropFirst()).map { $1 - $0 }.max() ?? 0
    }
    Claim("the last dot is within 1 % of the lowest loss", in: 1...1.01) {
      ($0.walk.lastValue ?? .infinity) / $0.lowestLoss
    }
    Claim("with a learning rate of 0.045 the loss grows", atLeast: 1) {
      ($0.divergent.last ?? 0) / $0.divergent[0]
    }
  }
}

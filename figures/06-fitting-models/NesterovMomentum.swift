import Lantern

/// Nesterov momentum measures the gradient where the momentum has led, not where it set out.
struct NesterovMomentum: Figure {
  static let entry = Entry(
    "6.8", "Nesterov accelerated momentum",
    alt: """
      A heat map of a dark valley that runs upwards. A dashed arrow arrives at point 1. From there \
      momentum takes a short gradient step to point 2 and then a longer one in the direction of the \
      dashed arrow to point 3. Nesterov momentum goes in that direction first, to point 4 beyond \
      the middle of the valley, and there measures a gradient that leads back to the middle, to \
      point 5.
      """, width: .half)

  @Parameter("Learning rate", in: 0.2...0.9, scale: .logarithmic) var learningRate = 0.6
  @Parameter("Momentum β", in: 0.5...0.95) var beta = 0.8
  @Parameter("Step of the descent", in: 4...39) var step = 9

  struct Evidence: Codable, Sendable {
    /// The loss in a window around the step.
    var surface: LossSurface
    var step: MomentumStep
    /// The largest loss along the arrows.
    var brightest: Double
    /// The losses at the ends of both recipes, from each state of the descent.
    var ends: [Ends]
  }

  struct Ends: Codable, Sendable {
    var momentum: Double
    var nesterov: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let loss = GaborModel.loss()
    let path = try GaborModel.path(
      from: Point(-1.5, 6.5), steps: 40, optimizer: .momentum(learningRate, beta: Float(beta)),
      key: lab.key("descent"))
    let steps = (1..<40).map {
      loss.momentumStep(at: $0, of: path, learningRate: learningRate, beta: beta)
    }
    let shown = steps[step - 1]
    // A square with room for the words on both sides.
    let points = [shown.previous] + shown.gradientFirst + shown.momentumFirst
    let (x, y) = (points.map(\.x), points.map(\.y))
    let center = Point(
      (x.reduce(.infinity, min) + x.reduce(-.infinity, max)) / 2,
      (y.reduce(.infinity, min) + y.reduce(-.infinity, max)) / 2)
    let reach = points.map { max(1.8 * abs($0.x - center.x), 1.25 * abs($0.y - center.y)) }
      .reduce(0.05, max)
    return Evidence(
      surface: LossSurface(
        x: center.x - reach...center.x + reach, y: center.y - reach...center.y + reach,
        of: loss.value),
      step: shown, brightest: points.map(loss.value).max() ?? 0,
      ends: steps.map {
        Ends(momentum: loss.value($0.gradientFirst[2]), nesterov: loss.value($0.momentumFirst[2]))
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let step = evidence.step
    let (first, second) = (step.gradientFirst, step.momentumFirst)
    // Colours that are dark where the arrows and their names are.
    let losses = evidence.surface.range
    let top = losses.lowerBound + 2.5 * (evidence.brightest - losses.lowerBound)
    return Panel(title: #"Loss, $L[\boldsymbol\phi]$"#) {
      Chart {
        HeatmapMark(
          evidence.surface, range: losses.lowerBound...max(losses.upperBound, top))
        ContourMark(evidence.surface, count: 14)
        LineMark([step.previous, first[0]])
          .foregroundStyle(.teal)
          .lineStyle(width: 1.4, dash: [2.4, 2])
        for (start, end) in [(first[1], first[2]), (second[0], second[1])] {
          ArrowMark(from: start, to: end, gap: 2.5)
            .foregroundStyle(.teal)
            .lineStyle(width: 1.4)
        }
        for (start, end) in [(first[0], first[1]), (second[1], second[2])] {
          ArrowMark(from: start, to: end, gap: 2.5)
            .foregroundStyle(.paper)
            .lineStyle(width: 1.4)
        }
        PointMark([first[0], first[1], second[1]])
          .foregroundStyle(.teal)
          .symbolSize(5)
        PointLabels(
          [first[0], first[1], first[2], second[1], second[2]], labels: ["1", "2", "3", "4", "5"],
          avoiding: [[step.previous] + first, second])
          .foregroundStyle(.teal)
        CurveLabel("Momentum", beside: half(first[1], first[2]), side: .above, spacing: 12)
          .foregroundStyle(.paper)
        CurveLabel(
          "Nesterov\nmomentum", beside: half(second[1], second[0]), side: .below, spacing: 10
        )
        .foregroundStyle(.paper)
      }
      .chartXAxisLabel(#"$\phi_0$"#)
      .chartYAxisLabel(#"$\phi_1$"#)
      .chartPlotAspectRatio(1)
    }
  }

  /// The first half of an arrow, beside which its name stands.
  private func half(_ start: Point, _ end: Point) -> [Point] {
    [start, start.interpolated(to: end, 0.5)]
  }

  var claims: [Claim<Evidence>] {
    Claim("the loss at 5 is lower than at 3", atMost: 0) { evidence in
      evidence.ends[step - 1].nesterov - evidence.ends[step - 1].momentum
    }
    Claim("that holds in most of the first 39 states of the descent", atLeast: 0.5) { evidence in
      Double(evidence.ends.count { $0.nesterov < $0.momentum }) / Double(evidence.ends.count)
    }
  }
}

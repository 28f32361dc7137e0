import Lantern

/// No learning rate of gradient descent suits both directions of a long bowl; Adam adapts it to
/// each.
struct FromDescentToAdam: Figure {
  static let entry = Entry(
    "6.9", "Adaptive moment estimation (Adam)",
    alt: """
      Four heat maps of a long horizontal bowl, each with a path of dots from the lower left. \
      Gradient descent with a small learning rate falls to the middle line at once and then crawls \
      along it. With a large rate it leaps up and down across the bowl. With normalized gradients \
      it runs along a diagonal to the middle line and then zigzags without settling. Adam runs \
      along the same diagonal in a smooth arc, overshoots, and curves back to the lowest place.
      """)

  @Parameter("Small learning rate of a", in: 0.01...0.3, scale: .logarithmic) var smallRate = 0.08
  @Parameter("Large learning rate of b", in: 0.3...1.2, scale: .logarithmic) var largeRate = 1.0
  @Parameter("Learning rate of c and d", in: 0.01...0.1, scale: .logarithmic) var rate = 0.05
  @Parameter("Momentum β of Adam", in: 0...0.95) var beta = 0.9
  @Parameter("Memory γ of squared gradients", in: 0.8...0.999) var gamma = 0.99

  struct Evidence: Codable, Sendable {
    var surface: LossSurface
    /// The paths of panels a to d.
    var paths: [Trajectory]
    /// The loss of Adam after 200 steps.
    var laterLossOfAdam: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let start = Point(-0.7, -0.9)
    let adam = Optimizer.adam(rate, beta: Float(beta), gamma: Float(gamma))
    return Evidence(
      surface: LossSurface(x: -1...1, y: -1...1, of: LongBowl.loss.value),
      paths: [
        try LongBowl.path(from: start, steps: 200, optimizer: .sgd(smallRate)),
        try LongBowl.path(from: start, steps: 40, optimizer: .sgd(largeRate)),
        // Steps of 0.05 from the same start would come to lie on the lowest place itself.
        try LongBowl.path(from: Point(-0.707, -0.907), steps: 40, optimizer: .normalized(rate)),
        try LongBowl.path(from: start, steps: 60, optimizer: adam),
      ],
      laterLossOfAdam: try LongBowl.path(from: start, steps: 200, optimizer: adam).lastValue
        ?? .nan)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let landscape: [any ChartContent] = [
      HeatmapMark(evidence.surface), ContourMark(evidence.surface, count: 18),
    ]
    let notes = [
      "Gradient descent\n$\\alpha = \(smallRate.formatted(atMost: 2))$",
      "Gradient descent\n$\\alpha = \(largeRate.formatted(atMost: 2))$",
      "Normalized gradients\n$\\alpha = \(rate.formatted(atMost: 2))$",
      "Adam\n$\\alpha = \(rate.formatted(atMost: 2)), \\beta = \(beta.formatted(atMost: 2)), "
        + "\\gamma = \(gamma.formatted(atMost: 3))$",
    ]
    return Grid(horizontalSpacing: 12, verticalSpacing: 10) {
      for row in [0, 2] {
        GridRow {
          for index in [row, row + 1] {
            Panel(["a", "b", "c", "d"][index], title: #"Loss, $L[\boldsymbol\phi]$"#) {
              bowl(landscape, evidence.paths[index], note: notes[index], isFirst: index == 0)
                .chartYAxis(index == row ? .automatic : .ticks)
                .chartYAxisLabel(index == row ? #"$\phi_1$"# : nil)
            }
          }
        }
      }
    }
    .chartXAxis(values: [-1, 0, 1], decimals: 1)
    .chartYAxis(values: [-1, 0, 1], decimals: 1)
    .chartXAxisLabel(#"$\phi_0$"#)
    .chartPlotAspectRatio(182 / 177)
  }

  private func bowl(
    _ landscape: [any ChartContent], _ path: Trajectory, note: String, isFirst: Bool
  ) -> some Drawing {
    Chart {
      landscape
      LineMark(path.points)
        .lineStyle(width: 0.85)
      PointMark(path.points)
        .foregroundStyle(.teal)
        .symbolSize(3.5)
      PointMark([path[0]])
        .foregroundStyle(Tone(Color(hex: 0x2f7870)))
        .symbolSize(3.5)
      if isFirst {
        TextMark("$t=0$", at: path[0], anchor: .leading, spacing: 4)
          .foregroundStyle(Tone(Color(hex: 0x2f7870)))
      }
      CornerLabel(note, in: [.bottomTrailing], font: .callout)
        .foregroundStyle(Tone(Color(hex: 0x030000)))
    }
    .chartXScale(domain: -1...1)
    .chartYScale(domain: -1...1)
  }

  var claims: [Claim<Evidence>] {
    Claim("the loss of Adam is below 0.005 after 60 steps", atMost: 0.005) {
      $0.paths[3].lastValue ?? .nan
    }
    Claim("the loss of Adam is below 1e-8 after 200 steps", atMost: 1e-8) { $0.laterLossOfAdam }
    Claim("b is off the middle line after 40 steps", atLeast: 0.1) {
      abs($0.paths[1].last?.y ?? 0)
    }
    Claim("c ends where it was two steps before", atMost: 1e-5) {
      let end = $0.paths[2].points.suffix(3).map { $0 }
      return end[0].distance(to: end[2])
    }
    Claim("but not where it was one step before", atLeast: 0.01) {
      let end = $0.paths[2].points.suffix(2).map { $0 }
      return end[0].distance(to: end[1])
    }
  }
}

import Lantern

/// Steps of a finite size end elsewhere than infinitely small ones, as if the loss had another
/// term.
struct ImplicitRegularizationOfDescent: Figure {
  static let entry = Entry(
    "9.3", "Finite steps act like an extra term of the loss",
    alt: """
      Three heat maps with a dashed horizontal line of equally good minima near the top. In the \
      first, the loss, gradient descent with arrows and dots and the dashed path of continuous \
      descent start at the same place at the lower left, and gradient descent arrives on the line \
      further to the right. The second shows the implicit term, which is bright at the left edge. \
      In the third, their sum, continuous descent arrives where gradient descent did.
      """)

  @Parameter("Learning rate, α", in: 0.01...0.15) var learningRate = 0.1
  @Parameter("Start, φ₀", in: -0.95...(-0.3)) var startX = -0.81
  @Parameter("Start, φ₁", in: -0.95...0) var startY = -0.88

  struct Evidence: Codable, Sendable {
    var loss: LossSurface
    var term: Surface
    var sum: LossSurface
    var discrete: Trajectory
    var continuous: Trajectory
    /// Continuous descent on the loss with the implicit term.
    var modified: Trajectory
    /// How many times closer to the discrete end the modified path ends than the plain one, for
    /// three learning rates.
    var gains: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let loss = ScalarField.narrowingValley
    let descents = FiniteStepDescents(on: loss, from: Point(startX, startY))
    let (discrete, modified) = descents.paths(learningRate: learningRate)
    func surface(of field: ScalarField) -> Surface {
      Surface(x: -1...1, y: -1...1, of: field.value)
    }
    return Evidence(
      loss: surface(of: loss), term: surface(of: learningRate / 4 * loss.squaredGradient),
      sum: surface(of: loss.withFiniteSteps(learningRate)),
      discrete: discrete, continuous: descents.continuous, modified: modified,
      gains: [0.02, 0.05, 0.1].map(descents.gain))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      Panel("a", title: "Loss") {
        Chart {
          landscape(evidence.loss)
          path(evidence.continuous)
          steps(evidence.discrete)
        }
      }
      .chartYAxis(.automatic)
      .chartYAxisLabel(#"$\phi_1$"#)
      Panel("b", title: "Regularization") { Chart { landscape(evidence.term) } }
      Panel("c", title: "Loss + regularization") {
        Chart {
          landscape(evidence.sum)
          path(evidence.modified)
          end(evidence.continuous, .steel)
          end(evidence.discrete, .teal)
        }
      }
    }
    .chartXAxis(values: [-1, 0, 1], subdivisions: 5, decimals: 1)
    .chartYAxis(values: [-1, 0, 1], subdivisions: 5, decimals: 1)
    .chartXAxisLabel(#"$\phi_0$"#)
    .chartPlotAspectRatio(1)
    .chartYAxis(.ticks)
  }

  @ChartContentBuilder private func landscape(_ surface: Surface) -> [any ChartContent] {
    HeatmapMark(surface)
    ContourMark(surface, count: 20)
    RuleMark(y: ScalarField.lowestLineOfNarrowingValley)
      .foregroundStyle(.paper)
      .lineStyle(width: 0.75, dash: [3, 2])
  }

  @ChartContentBuilder private func path(_ trajectory: Trajectory) -> [any ChartContent] {
    LineMark(trajectory.points)
      .foregroundStyle(.steel)
      .lineStyle(width: 1.2, dash: [3, 1.6])
    end(trajectory, .steel)
  }

  @ChartContentBuilder private func steps(_ trajectory: Trajectory) -> [any ChartContent] {
    let seen = arrival(of: trajectory)
    LineMark(seen.points)
      .lineStyle(width: 1)
    PointMark(Array(seen.points.dropFirst()))
      .symbolSize(3.4)
      .foregroundStyle(.teal)
    for (a, b) in zip(seen.points, seen.points.dropFirst()).prefix(3)
    where a.distance(to: b) > 0.12 {
      ArrowMark(from: a, to: b, gap: 1.5)
        .foregroundStyle(.teal)
        .lineStyle(width: 1.2)
    }
    end(trajectory, .teal)
  }

  private func end(_ trajectory: Trajectory, _ tone: Tone) -> some ChartContent {
    PointMark(Array(trajectory.points.suffix(1)))
      .symbolSize(4.7)
      .foregroundStyle(tone)
      .outline(.slate)
  }

  /// The steps until what remains can't be seen.
  private func arrival(of trajectory: Trajectory) -> Trajectory {
    let end = trajectory.last ?? .zero
    let step = trajectory.points.firstIndex { $0.distance(to: end) < 0.004 } ?? trajectory.count
    return trajectory.prefix(steps: step)
  }

  var claims: [Claim<Evidence>] {
    Claim("with the term, continuous descent ends closer to where steps of 0.02 do, by a factor of",
      atLeast: 3) { $0.gains[0] }
    Claim("the same for steps of 0.05", atLeast: 3) { $0.gains[1] }
    Claim("the same for steps of 0.1", atLeast: 3) { $0.gains[2] }
    Claim("gradient descent ends to the right of continuous descent, by", atLeast: 0.005) {
      ($0.discrete.last ?? .zero).x - ($0.continuous.last ?? .zero).x
    }
  }
}

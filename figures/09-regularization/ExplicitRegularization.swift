import Lantern

/// An L2 term added to the loss fills up its local minima and moves the lowest one.
struct ExplicitRegularization: Figure {
  static let entry = Entry(
    "9.1", "A regularization term reshapes the Gabor loss",
    alt: """
      Three heat maps over the parameters phi zero and phi one. The first is the loss of the Gabor \
      model, with bright ridges, a deep central valley, and dots at eight minima, the grey one in \
      the valley lowest. The second is a bowl around the middle. The third is their sum: only five \
      minima are left, and an arrow shows how the lowest has moved down the valley towards the \
      middle of the bowl.
      """)

  @Parameter("Weight of the term, λ", in: 0...2) var strength = 0.2
  @Parameter("Centre of the bowl, φ₁", in: 2.5...22.5) var center = 12.5

  struct Evidence: Codable, Sendable {
    var loss: LossSurface
    var penalty: Surface
    var sum: LossSurface
    var minimaBefore: [CriticalPoint]
    var minimaAfter: [CriticalPoint]
    /// Where gradient descent ends without and with the term.
    var descents: [Trajectory]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let loss = GaborModel.loss()
    let penalty = strength * ScalarField.bowl(around: Point(0, center))
    let sum = loss + penalty
    let window = Rect(x: -10, y: 2.5, width: 20, height: 20)
    func surface(of field: ScalarField) -> Surface {
      Surface(x: -10...10, y: 2.5...22.5, of: field.value)
    }
    func minima(of field: ScalarField) -> [CriticalPoint] {
      field.criticalPoints(in: window).filter { $0.kind == .minimum }
    }
    return Evidence(
      loss: surface(of: loss), penalty: surface(of: penalty), sum: surface(of: sum),
      minimaBefore: minima(of: loss), minimaAfter: minima(of: sum),
      descents: [loss, sum].map {
        $0.descent(from: Point(2.6, 8.5), steps: 41, learningRate: 0.1)
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      Panel("a", title: "Loss") { landscape(evidence.loss, evidence.minimaBefore) }
        .chartYAxis(.automatic)
        .chartYAxisLabel(#"$\phi_1$"#)
      Panel("b", title: "Regularization") { landscape(evidence.penalty, [], contours: 9) }
      Panel("c", title: "Loss + regularization") {
        landscape(evidence.sum, evidence.minimaAfter, from: evidence.minimaBefore[0].location)
      }
    }
    .chartXAxis(values: [-10, 0, 10], subdivisions: 5, decimals: 1)
    .chartYAxis(values: [2.5, 12.5, 22.5], subdivisions: 5, decimals: 1)
    .chartXAxisLabel(#"$\phi_0$"#)
    .chartPlotAspectRatio(1)
    .chartYAxis(.ticks)
  }

  private func landscape(
    _ surface: Surface, _ minima: [CriticalPoint], from old: Point? = nil, contours: Int = 12
  ) -> some Drawing {
    Chart {
      HeatmapMark(surface)
      ContourMark(surface, count: contours)
      PointMark(minima.dropFirst().map(\.location))
        .symbolSize(4.7)
        .foregroundStyle(.teal)
        .outline(.deepTeal)
      if let old, let lowest = minima.first {
        if old.distance(to: lowest.location) > 0.9 {
          ArrowMark(from: old, to: lowest.location, gap: 2.8)
            .foregroundStyle(.paper)
            .lineStyle(width: 1.1)
        }
        PointMark([old])
          .symbolSize(4.7)
          .foregroundStyle(Tone.paper.opacity(0))
          .outline(.paper)
      }
      PointMark(minima.prefix(1).map(\.location))
        .symbolSize(4.7)
        .foregroundStyle(.lightGray)
        .outline(.gray)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the term leaves fewer minima: their number falls by", atLeast: 1) {
      Double($0.minimaBefore.count - $0.minimaAfter.count)
    }
    Claim("the lowest minimum comes closer to the middle of the bowl, in φ₁ by", atLeast: 1) {
      $0.minimaBefore[0].location.y - $0.minimaAfter[0].location.y
    }
    Claim("gradient descent ends in the local minimum on the right without the term", atMost: 1) {
      ($0.descents[0].last ?? .zero).distance(to: Point(6.3, 13.5))
    }
    Claim("and in the lowest minimum with it", atMost: 1) {
      ($0.descents[1].last ?? .zero).distance(to: $0.minimaAfter[0].location)
    }
  }
}

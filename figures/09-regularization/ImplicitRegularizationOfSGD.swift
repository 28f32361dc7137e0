import Lantern

/// Stochastic gradient descent avoids places where the loss is steep and where batches disagree.
struct ImplicitRegularizationOfSGD: Figure {
  static let entry = Entry(
    "9.4", "The two implicit terms of stochastic gradient descent",
    alt: """
      Four heat maps over the parameters of the Gabor model. The loss has a deep central valley \
      between two ridges, with a dot at its lowest point. The term of gradient descent is dark but \
      for thin bright slivers on the flanks of the ridges. The term of the batches has streaks \
      there too, strongest along the right ridge, and is dark in the valley. The modified loss, \
      their sum, keeps its lowest point where it was.
      """)

  @Parameter("Learning rate, α", in: 0.1...8, scale: .logarithmic) var learningRate = 2.0
  @Parameter("Number of batches", in: 2...30) var batches = 6
  @Parameter("Seed", in: 0...99) var seed = 3

  struct Evidence: Codable, Sendable {
    var loss: LossSurface
    var descentTerm: Surface
    var batchTerm: Surface
    var modified: LossSurface
    /// The batch term at the lowest point of the loss, as a share of its maximum.
    var share: Double
    /// How far the lowest point moves, for twenty ways to make batches.
    var shifts: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = GaborModel.trainingData
    // The mean of squared errors over all pairs, or those of a batch.
    func meanLoss(_ pairs: [Int]) -> ScalarField {
      1 / Double(pairs.count) * GaborModel.loss(on: data.subset(pairs))
    }
    let loss = meanLoss(Array(data.indices))
    let descentTerm = learningRate / 4 * loss.squaredGradient
    func batchTerm(_ key: Key) -> ScalarField {
      let parts = key.partition(data.count, into: batches).map(meanLoss)
      return learningRate / 4 * ScalarField.gradientVariance(of: parts, around: loss)
    }
    func surface(_ size: Int, of field: ScalarField) -> Surface {
      Surface(x: -10...10, y: 2.5...22.5, columns: size, rows: size, of: field.value)
    }
    let size = 201
    let (a, b) = (surface(size, of: loss), surface(size, of: descentTerm))
    let c = surface(size, of: batchTerm(lab.key("batches")))
    let lowest = a.minimum.location
    let small = 81
    let known = surface(small, of: loss + descentTerm)
    return Evidence(
      loss: a, descentTerm: b, batchTerm: c, modified: a.adding(b).adding(c),
      share: c.value(at: lowest) / max(c.maximum.value, 1e-12),
      shifts: lab.key("other batches").split(20).map { key in
        known.adding(surface(small, of: batchTerm(key))).minimum.location.distance(to: lowest)
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 12) {
      HStack(spacing: 12) {
        Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) {
          landscape(evidence.loss, marked: true)
        }
        .chartYAxis(.automatic)
        .chartYAxisLabel(#"$\phi_1$"#)
        Panel("b", title: "GD modification") { landscape(evidence.descentTerm) }
      }
      HStack(spacing: 12) {
        Panel("c", title: "SGD modification") { landscape(evidence.batchTerm) }
          .chartYAxis(.automatic)
          .chartYAxisLabel(#"$\phi_1$"#)
        Panel("d", title: #"Modified loss, $\tilde{L}_{SGD}[\boldsymbol\phi]$"#) {
          landscape(evidence.modified, marked: true)
        }
      }
    }
    .chartXAxis(values: [-10, 0, 10], subdivisions: 5, decimals: 1)
    .chartYAxis(values: [2.5, 12.5, 22.5], subdivisions: 5, decimals: 1)
    .chartXAxisLabel(#"$\phi_0$"#)
    .chartPlotAspectRatio(1)
    .chartYAxis(.ticks)
  }

  private func landscape(_ surface: Surface, marked: Bool = false) -> some Drawing {
    Chart {
      HeatmapMark(surface)
      ContourMark(surface, count: 6)
      if marked {
        PointMark([surface.minimum.location])
          .symbolSize(5.8)
          .foregroundStyle(.steel)
          .outline(.teal)
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("where the loss is lowest batches agree: their term, as a share of its maximum, is",
      atMost: 0.02) { $0.share }
    Claim("the lowest point of the modified loss stays, over twenty ways to make batches within",
      atMost: 0.3) { $0.shifts.reduce(0, +) / Double($0.shifts.count) }
    Claim("the terms are no trifle: the largest of the batch term, by the range of the loss, is",
      atLeast: 0.1) { evidence in
        let range = evidence.loss.range
        return evidence.batchTerm.maximum.value / (range.upperBound - range.lowerBound)
      }
  }
}

import Lantern

/// Each batch has a loss surface of its own; stochastic descent goes downhill on that, which may be
/// uphill on the surface of all data.
struct DescentOnChangingSurfaces: Figure {
  static let entry = Entry(
    "6.6", "Stochastic gradient descent on changing surfaces",
    alt: """
      Four heat maps over the same two parameters, each with a dot at the same place. The first is \
      the loss of all data; an enlarged part shows ten arrows from the dot, one for each of ten \
      random batches, some of which point right and others left. The other three are the losses of \
      three data points each, and differ: in two of them the arrow downhill goes right, in the last \
      it goes left. An inset in each shows the three points, the model before the step as a dashed \
      line, and the model after it, which passes closer to them.
      """)

  @Parameter("Learning rate", in: 0.2...2) var learningRate = 1.2
  @Parameter("Size of the batches in a", in: 1...10) var batchSize = 3
  @Parameter("Number of batches in a", in: 1...30) var batchCount = 10
  @Parameter("Seed", in: 0...99) var seed = 1

  struct Evidence: Codable, Sendable {
    var surface: LossSurface
    /// The steps of random batches.
    var steps: [Point]
    /// The batches of panels b to d.
    var batches: [GaborBatch]
    /// The share of all batches of three whose step leads uphill on the loss of all data.
    var uphillShare: Double
  }

  private let place = Point(3, 10)
  private let shown = [[22, 5, 15], [7, 20, 5], [28, 19, 11]]

  func compute(in lab: Lab) throws -> Evidence {
    let data = GaborModel.trainingData
    return Evidence(
      surface: GaborModel.surface(),
      steps: (0..<batchCount).map { number in
        let order = lab.key("batches").fold(number).permutation(data.count)
        let batch = data.subset(order.prefix(batchSize))
        return GaborModel.step(on: batch, at: place, learningRate: learningRate)
      },
      batches: shown.map {
        GaborBatch(data.subset($0), at: place, learningRate: learningRate)
      },
      uphillShare: GaborModel.uphillShare(ofBatchesOf: 3, at: place))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Grid(horizontalSpacing: 8, verticalSpacing: 10) {
      GridRow {
        Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) {
          all(evidence).chartYAxisLabel(#"$\phi_1$"#)
        }
        Panel("b", title: #"Loss, $L[\boldsymbol\phi]$"#) {
          single(evidence.batches[0]).chartYAxis(.ticks)
        }
      }
      GridRow {
        Panel("c", title: #"Loss, $L[\boldsymbol\phi]$"#) {
          single(evidence.batches[1]).chartYAxisLabel(#"$\phi_1$"#)
        }
        Panel("d", title: #"Loss, $L[\boldsymbol\phi]$"#) {
          single(evidence.batches[2]).chartYAxis(.ticks)
        }
      }
    }
    .chartXAxis(#"$\phi_0$"#, spanning: [-10, 0, 10], decimals: 1)
    .chartYAxis(spanning: [2.5, 12.5, 22.5], decimals: 1)
    .chartPlotAspectRatio(193 / 188)
  }

  private func all(_ evidence: Evidence) -> some Drawing {
    Chart { possibleSteps(evidence, width: 0.6, diameter: 2.6) }
      .zoom(x: 0.6...5.4, y: 7.65...12.35, width: 78, height: 77) {
        possibleSteps(evidence, width: 1.4, diameter: 5.8)
      }
  }

  @ChartContentBuilder
  private func possibleSteps(
    _ evidence: Evidence, width: Double, diameter: Double
  ) -> [any ChartContent] {
    HeatmapMark(evidence.surface)
    ContourMark(evidence.surface, count: 12)
    VectorMark(at: evidence.steps.map { _ in place }, evidence.steps)
      .foregroundStyle(.paper)
      .lineStyle(width: width)
    PointMark([place])
      .foregroundStyle(.teal)
      .outline(.deepTeal)
      .symbolSize(diameter)
  }

  private func single(_ batch: GaborBatch) -> some Drawing {
    Chart {
      HeatmapMark(batch.surface)
      ContourMark(batch.surface, count: 12)
      VectorMark(at: [place], [batch.step])
        .foregroundStyle(.paper)
        .lineStyle(width: 1.4)
      PointMark([place])
        .foregroundStyle(.teal)
        .outline(.deepTeal)
        .symbolSize(5.8)
    }
    .overlay(alignment: .topLeading) {
      Chart {
        LineMark(batch.before)
          .lineStyle(width: 1.1, dash: [2.4, 1.6])
        LineMark(batch.after)
          .foregroundStyle(.steel)
          .lineStyle(width: 1.3)
        PointMark(x: batch.data.inputs, y: batch.data.outputs)
          .foregroundStyle(.orange)
          .outline(.brown)
      }
      .chartXScale(domain: -15...15)
      .chartYScale(domain: -1.1...1.1)
      .chartXAxis(.hidden)
      .chartYAxis(.hidden)
      .chartXAxisLabel(nil)
      .chartYAxisLabel(nil)
      .chartPlotSize(width: 63, height: 62)
      .background { Rectangle().fill(.ground) }
      .padding(6)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("of all batches of three 39.6 % step uphill", equals: 0.396, within: 0.0005) {
      $0.uphillShare
    }
    Claim("the steps of b and c lead downhill on the loss of all data", atMost: 89.9) {
      max($0.batches[0].deviation, $0.batches[1].deviation)
    }
    Claim("that of d leads uphill", atLeast: 90.1) { $0.batches[2].deviation }
  }
}

import Lantern

/// The loss of the Gabor model has many minima; the model at each of them fits differently.
struct GaborLossAndMinima: Figure {
  static let entry = Entry(
    "6.4", "The loss of the Gabor model, and the models at its minima",
    alt: """
      A large heat map of the loss with long valleys and ridges that fan out upwards. Dots mark its \
      minima, a cross marks a saddle point. Arrows lead from five dots to five plots of the data \
      with the model there; only the model at the lowest minimum fits well.
      """)

  enum Source: String, CaseIterable, ParameterValue { case book, fresh }

  @Parameter("Data, the book's or freshly drawn") var data = Source.book
  @Parameter("Standard deviation of the noise of fresh data", in: 0...0.25) var noise = 0.15
  @Parameter("Contours", in: 4...24) var contours = 12
  @Parameter("Seed", in: 0...99) var seed = 0

  /// A minimum with the model that it stands for.
  struct Fit: Codable, Sendable {
    var point: CriticalPoint
    var curve: [Point]
  }

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var surface: LossSurface
    var minima: [CriticalPoint]
    var saddle: CriticalPoint
    /// The five minima whose models are shown, in the order of the panels b to f.
    var fits: [Fit]
  }

  /// The minima that the book looks at; the solver says where exactly they are.
  private let shown = [
    Point(6.6, 18.4), Point(0, 16), Point(-5.8, 13.8), Point(-0.2, 4.9), Point(6.2, 8.1),
  ]

  func compute(in lab: Lab) throws -> Evidence {
    let data =
      data == .book
      ? GaborModel.trainingData : GaborModel.examples(noise: noise, key: lab.key("data"))
    let loss = GaborModel.loss(on: data)
    let found = loss.criticalPoints(in: Rect(x: -10, y: 2.5, width: 20, height: 20))
    let minima = found.filter { $0.kind == .minimum }
    let saddles = found.filter { $0.kind == .saddle }
    guard let saddle = saddles.nearest(to: Point(-2.9, 9)), !minima.isEmpty else {
      throw ScriptError("the loss lacks a minimum or a saddle; choose another seed or less noise")
    }
    return Evidence(
      data: data, surface: GaborModel.surface(on: data), minima: minima, saddle: saddle,
      fits: shown.compactMap(minima.nearest).map {
        Fit(point: $0, curve: GaborModel.curve($0.location))
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(alignment: .leading, spacing: 12) {
      HStack(alignment: .top, spacing: 22) {
        Panel("a", title: #"Loss, $L[\boldsymbol\phi]$"#) { landscape(evidence) }
        VStack(spacing: 8) {
          model("b", evidence.fits[0], evidence.data)
          model("c", evidence.fits[1], evidence.data)
        }
      }
      HStack(spacing: 10) {
        model("d", evidence.fits[2], evidence.data)
        model("e", evidence.fits[3], evidence.data)
        model("f", evidence.fits[4], evidence.data)
      }
    }
    // The arrows keep clear of the letters and labels of the small plots.
    .connectors(
      [("b", 0, 0.88), ("c", 0, 0.15), ("d", 0.45, 0), ("e", 0.25, 0), ("f", 0.2, 0)].map {
        Connector(
          from: "minimum \($0.0)", to: "model \($0.0)", at: UnitPoint(x: $0.1, y: $0.2),
          tone: $0.0 == "c" ? .gray : .deepTeal)
      })
  }

  private func landscape(_ evidence: Evidence) -> some Drawing {
    Chart {
      HeatmapMark(evidence.surface)
      ContourMark(evidence.surface, count: contours)
      PointMark([evidence.saddle.location])
        .symbol(.plus)
        .symbolSize(7)
        .foregroundStyle(.steel)
      PointMark(evidence.minima.dropFirst().map(\.location))
        .symbolSize(5.8)
        .foregroundStyle(.teal)
        .outline(.deepTeal)
      PointMark(evidence.minima.prefix(1).map(\.location))
        .symbolSize(5.8)
        .foregroundStyle(.gray)
        .outline(.lightGray)
      for (letter, fit) in zip(["b", "c", "d", "e", "f"], evidence.fits) {
        PlaceMark(fit.point.location, part: "minimum \(letter)")
      }
    }
    .chartXAxis(#"$\phi_0$"#, spanning: [-10, 0, 10], decimals: 1)
    .chartYAxis(#"$\phi_1$"#, spanning: [2.5, 12.5, 22.5], decimals: 1)
    .chartPlotSize(width: 214, height: 210)
  }

  private func model(_ letter: String, _ fit: Fit, _ data: RegressionData) -> some Drawing {
    let isBest = letter == "c"
    return Panel(letter) {
      Chart {
        PointMark(x: data.inputs, y: data.outputs)
          .symbolSize(4.7)
          .foregroundStyle(.orange)
          .outline(.brown)
        LineMark(fit.curve)
          .foregroundStyle(isBest ? .gray : .teal)
        CornerLabel(
          "Loss = \(fit.point.value.formatted(decimals: 2))", font: .callout.scaled(by: 0.85))
      }
      .chartXAxis(spanning: [-15, 0, 15], subdivisions: 3)
      .chartXAxisLabel("def".contains(letter) ? "Input, $x$" : nil)
      .chartYAxis(spanning: [-1, 0, 1], subdivisions: 5)
      .chartYAxisLabel("bcd".contains(letter) ? "Output, $y$" : nil)
      .chartPlotSize(width: 100, height: 92)
      .part("model \(letter)")
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the gradient vanishes at every dot", in: 0...1e-6) {
      $0.minima.map(\.gradientNorm).max() ?? .infinity
    }
    Claim("both curvatures are positive at every dot", atLeast: 1e-9) {
      $0.minima.map { $0.eigenvalues[0] }.min() ?? -1
    }
    Claim("one curvature is negative at the cross", atMost: -1e-9) {
      $0.saddle.eigenvalues[0]
    }
    Claim("no place in the window is lower than the grey dot", atLeast: 0) {
      $0.surface.minimum.value - $0.minima[0].value
    }
  }
}

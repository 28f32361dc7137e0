import Lantern

/// Maximum likelihood makes a model's distribution as close as it can be to that of the data.
struct EmpiricalAndModelDistribution: Figure {
  static let entry = Entry(
    "5.12", "Cross-entropy as closeness of two distributions",
    alt: """
      Left: ten upward arrows of equal height at the data points, most of them between minus eight \
      and minus two. Right: a bell-shaped model density with its mean at 1.8 and its standard \
      deviation marked. An arrow from the right plot to the left says: minimize KL divergence.
      """)

  @Parameter("Mean of the model, μ", in: -8...8) var mean = 1.8
  @Parameter("Standard deviation of the model, σ", in: 2...5) var deviation = 2.35

  struct Evidence: Sendable {
    var data: [Double]
    var model: NormalDistribution
    /// The model with the lowest mean negative log likelihood, found by gradient descent.
    var best: NormalDistribution
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = [-7.8, -6.0, -5.4, -4.7, -4.3, -3.0, -2.5, -2.3, 0.1, 4.7]
    let model = NormalDistribution(mean: mean, standardDeviation: deviation)
    let outputs = FunctionModel(["mean", "log deviation"]) { x, phi in
      x * 0 + Value.stacked([phi[0], phi[1]])
    }
    let run = try Training(
      outputs, loss: .heteroscedastic, on: Examples(x: data, y: data), optimizer: .adam(0.03)
    ).run(steps: 3000, key: lab.key("fit"), from: [mean, log(deviation)], recordEvery: 3000)
    return Evidence(
      data: data, model: model, best: NormalDistribution(outputs: run.fitted.parameters.doubles))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    ZStack(alignment: .bottom) {
      HStack(spacing: 18) {
        Panel("a", title: "Empirical data distribution") {
          Chart {
            SegmentMark(evidence.data.map { (Point($0, 0), Point($0, 0.07)) })
              .foregroundStyle(.orange)
              .lineStyle(width: 1.2)
              .arrowHeads()
          }
          .chartYAxis("$Pr(z)$", spanning: [0, 0.1, 0.2]).chartYAxis(.ticks)
        }
        Panel("b", title: "Model distribution") { model(evidence.model) }
      }
      .chartXAxis("$z$", spanning: [-10, 0, 10], decimals: 1)
      .chartPlotAspectRatio(1.7)
      .padding(EdgeInsets(bottom: 9))
      FlowArrow(.leading, label: "Minimize KL divergence")
    }
  }

  private func model(_ model: NormalDistribution) -> some Drawing {
    let inflection = model.mean + model.standardDeviation
    return Chart {
      LineMark(over: -10...10, of: model.probability)
      RuleMark(x: model.mean, y: 0...model.probability(of: model.mean))
        .lineStyle(width: 0.75, dash: [0.75, 1.1])
      SpanMark(
        x: model.mean...inflection, y: model.probability(of: inflection), label: #"$\sigma$"#
      )
      .foregroundStyle(.gray)
    }
    .chartXAxis(name: #"$\mu$"#, at: model.mean)
    .chartYAxis(#"$Pr(z|\mu, \sigma^2)$"#, spanning: [0, 0.1, 0.2], decimals: 1)
  }

  var claims: [Claim<Evidence>] {
    Claim("minimising the loss finds the mean of the data, -3.12", in: -3.125...(-3.115)) {
      $0.best.mean
    }
    Claim("and their standard deviation, 3.345", in: 3.34...3.35) { $0.best.standardDeviation }
  }
}

import Lantern

/// Noise on the inputs during training makes the fitted function smoother.
struct NoiseOnInputs: Figure {
  static let entry = Entry(
    "9.10", "Noise on the inputs smooths the function",
    alt: """
      Three plots of fifteen points, the true curve and a smooth fit, for growing noise on the \
      inputs, which small pale dots to the left and right of each point show. Without noise the \
      fit swings through outlying points. With some noise the swings are smaller, and with more \
      the fit is a single hump and a shallow sag.
      """)

  @Parameter("Largest standard deviation of the noise", in: 0.02...0.2) var largestNoise = 0.1
  @Parameter("Hidden units in each of two layers", in: 10...100) var hiddenUnits = 50
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Fit: Codable, Sendable {
    var noise: Double
    /// Ten noisy copies of each point, as the model's first layer draws them.
    var copies: [Point]
    var curve: [Point]
    /// The mean squared second derivative.
    var curvature: Double
    /// The mean squared error to the true function.
    var error: Double
  }

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var truth: ToyRegression
    var fits: [Fit]
    /// For the line of least squares, the loss on noisy inputs as measured, by what equation and
    /// problem 9.3 say it is.
    var ratioForLine: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = ToyRegression.pointsToJitter
    let fits = try [0, 0.6 * largestNoise, largestNoise].map { noise in
      defer { lab.progress(noise / largestNoise) }
      return try fit(noise, to: data, lab)
    }
    return Evidence(
      data: data, truth: ToyRegression(noise: 0.5), fits: fits,
      ratioForLine: ratioForLine(data, lab.key("line")))
  }

  private func fit(_ noise: Double, to data: RegressionData, _ lab: Lab) throws -> Fit {
    // The model sees inputs from -2 to 2.
    func scaled(_ x: [Double]) -> Tensor { Tensor(x.map { 4 * $0 - 2 }, shape: [x.count, 1]) }
    let jitter = GaussianNoise(4 * noise)
    let model = Sequential(
      jitter, Dense(1, hiddenUnits), Activation.tanh, Dense(hiddenUnits, hiddenUnits),
      Activation.tanh, Dense(hiddenUnits, 1))
    let run = try Training(
      model, loss: .leastSquares,
      on: Examples(inputs: scaled(data.inputs), targets: Tensor(data.outputs, shape: [15, 1])),
      batch: .random(5), optimizer: .adam(.stepwise(from: 0.003, factor: 0.1, every: 3500))
    ).run(steps: 5000, key: lab.key("training"), recordEvery: 5000)

    let step = 0.0025
    let places = (0...400).map { Double($0) * step }
    let outputs = run.fitted(scaled(places)).doubles
    let bends = (1..<400).map { index in
      (outputs[index - 1] - 2 * outputs[index] + outputs[index + 1]) / (step * step)
    }
    let truth = ToyRegression.unscaled
    let noisy = try jitter.draws(of: scaled(data.inputs), steps: 10, key: lab.key("copies"))
    return Fit(
      noise: noise,
      copies: noise == 0
        ? [] : noisy.flatMap { zip($0.doubles, data.outputs).map { Point(($0 + 2) / 4, $1) } },
      curve: zip(places, outputs).map { Point($0, $1) },
      curvature: bends.reduce(0) { $0 + $1 * $1 } / Double(bends.count),
      error: zip(places, outputs).reduce(0) { $0 + ($1.1 - truth($1.0)) * ($1.1 - truth($1.0)) }
        / Double(places.count))
  }

  /// With noise of variance σ² on the inputs, a line's expected loss grows by I σ² times its
  /// squared slope.
  private func ratioForLine(_ data: RegressionData, _ key: Key) -> Double {
    let line = LineModel.leastSquares(data)
    let variance = largestNoise * largestNoise
    let measured = (0..<4000).reduce(0) { sum, draw in
      let noise = key.fold(draw).normal(count: data.count, standardDeviation: largestNoise)
      let pairs = zip(data, noise).map { ($0.x + $1, $0.y) }
      return sum + line.loss(on: RegressionData(pairs))
    } / 4000
    return measured / (line.loss(on: data) + 15 * variance * line.slope * line.slope)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      panel("a", evidence, 0).chartYAxis(.automatic).chartYAxisLabel("Output, $y$")
      panel("b", evidence, 1)
      panel("c", evidence, 2)
    }
    .chartXAxis("Input, $x$", spanning: [0, 0.5, 1], decimals: 1)
    .chartYAxis(spanning: [-1, 1.5, 4], subdivisions: 5, decimals: 1)
    .chartPlotAspectRatio(1.24)
    .chartYAxis(.ticks)
  }

  private func panel(_ letter: String, _ evidence: Evidence, _ number: Int) -> some Drawing {
    let fit = evidence.fits[number]
    return Panel(letter) {
      Chart {
        PointMark(fit.copies)
          .symbolSize(1.9)
          .foregroundStyle(Tone.orange.opacity(0.45))
        LineMark(over: 0...1, of: evidence.truth.callAsFunction)
          .foregroundStyle(.ink)
        LineMark(fit.curve)
          .foregroundStyle(.teal)
        PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
          .symbolSize(5.4)
      }
      .overlay(alignment: .topTrailing) {
        Text(#"$\sigma_x = \#(fit.noise.formatted(decimals: 2))$"#)
          .font(.callout)
          .padding(EdgeInsets(top: 3, trailing: 4))
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("the mean squared second derivative falls from a to b by the factor", atLeast: 2) {
      $0.fits[0].curvature / $0.fits[1].curvature
    }
    Claim("and from b to c by the factor", atLeast: 1.2) {
      $0.fits[1].curvature / $0.fits[2].curvature
    }
    Claim("the error to the truth, by that without noise, is in b", atMost: 0.9, over: .median) {
      $0.fits[1].error / $0.fits[0].error
    }
    Claim("and in c", atMost: 0.9, over: .median) { $0.fits[2].error / $0.fits[0].error }
    Claim("for a line the loss grows by I σ² times the squared slope: measured by predicted",
      equals: 1, within: 0.03) { $0.ratioForLine }
  }
}

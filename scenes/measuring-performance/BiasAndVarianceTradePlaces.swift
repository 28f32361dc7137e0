import Lantern

/// More capacity brings the mean of all fits to the truth, and scatters the single fit around it.
struct BiasAndVarianceTradePlaces: Scene {
  static let entry = Entry(
    scene: "bias-and-variance", "Bias and variance trade places",
    alt: """
      A wave seen through noisy points. A model of three straight pieces is fitted to one data set \
      after another; the fits pile up. Their mean misses the wave: that is bias. Their spread is \
      variance. Then the model gets more and more pieces: the gap between mean and wave closes \
      while the band of fits widens. A plot beside draws squared bias, variance and their sum, \
      which is smallest in between.
      """)

  @Parameter("Points in a data set", in: 14...40) var count = 15
  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.3
  @Parameter("Data sets", in: 100...2000) var trials = 500
  @Parameter("Seed", in: 0...99) var seed = 0

  /// What fits of one capacity are like.
  struct Capacity: Sendable {
    var errors: BiasVariance
    var total: Double { errors.squaredBias + errors.variance }
    /// The data of the first trials, and what was fitted to them.
    var samples: [(data: RegressionData, fit: PiecewiseLinearCurve)]
  }

  private let capacities = 1...12
  private let first = 3

  func compute(in lab: Lab) throws -> [Capacity] {
    let problem = ToyRegression(noise: noise)
    let key = lab.key("data")
    return capacities.map { capacity in
      lab.progress(Double(capacity) / Double(capacities.upperBound))
      func fitted(_ data: RegressionData) -> FixedJointNetwork {
        .leastSquares(data, hiddenCount: capacity)
      }
      return Capacity(
        errors: BiasVariance(of: problem, trainingOn: count, trials: trials, key: key) { data in
          let network = fitted(data)
          return { network($0) }
        },
        samples: (0..<40).map { trial in
          let data = problem.examples(count, key: key.fold(trial).fold("training"))
          return (data, fitted(data).curve)
        })
    }
  }

  func shots(_ evidence: [Capacity]) -> [Shot] {
    let start = evidence[first - 1]
    Shot(
      "One data set after another", lasting: .seconds(8),
      caption: "Each data set gives another fit of a model with \(first) regions",
      narration: "Measure again and again: the wave stays, the noise is new, and so is the fit."
    ) { time in
      let shown = 1 + Int(39 * time.progress(from: 1.2, to: 7.5, easing: .power(1.6)))
      Slide {
        fits(start, shown: shown)
      } beside: {
        Text("Data set \(shown)").font(.title)
        Text("True function")
        Text("Data").foregroundStyle(.orange)
        Text("Fitted model").foregroundStyle(.teal)
      }
    }
    Shot(
      "Bias and variance", lasting: .seconds(6),
      caption: "The mean of all fits misses the truth; single fits scatter around it",
      narration: "Even the mean of all fits is off: that is bias. The spread around it is variance."
    ) { time in
      let (bias, spread) = (time.progress(from: 0.4, to: 1.6), time.progress(from: 3, to: 4.2))
      Slide {
        band(start, bias: bias, spread: spread)
      } beside: {
        Text("\(trials) data sets").font(.title)
        Text("Squared bias: \(start.errors.squaredBias.formatted(decimals: 3))")
          .foregroundStyle(.orange)
          .opacity(bias)
        Text("Variance: \(start.errors.variance.formatted(decimals: 3))")
          .foregroundStyle(.teal)
          .opacity(spread)
      }
    }
    Shot(
      "More and more regions", lasting: .seconds(12),
      caption: "With more capacity bias falls and variance grows: the best is in between",
      narration: """
        With more pieces the orange gap closes, for the model can follow the wave. But it can \
        follow the noise as well, and the band grows wide.
        """
    ) { time in
      let passed = Int(12 * time.progress(from: 0.2, to: 11.2, easing: .linear))
      let capacity = min(passed + 1, capacities.upperBound)
      tradeOff(evidence, at: capacity, upTo: capacity)
    }
    let best = capacities.min { evidence[$0 - 1].total < evidence[$1 - 1].total } ?? first
    Shot(
      "The best capacity", lasting: .seconds(4),
      caption: "The sum is smallest with \(best) regions",
      narration: "Neither error is smallest here, but together they are."
    ) { _ in
      tradeOff(evidence, at: best, upTo: capacities.upperBound)
    }
  }

  /// The true function, what lies below it, and what lies above.
  private func regression(
    _ capacity: Capacity, @ChartContentBuilder below: () -> [any ChartContent],
    @ChartContentBuilder above: () -> [any ChartContent]
  ) -> some Drawing {
    Chart {
      below()
      LineMark(x: capacity.errors.places, y: capacity.errors.truth)
        .foregroundStyle(.ink)
        .lineStyle(width: 2)
      above()
    }
    .chartXAxis("Input, $x$", over: 0...1)
    .chartYAxis("Output, $y$", over: -0.6...3.6)
  }

  private func fits(_ capacity: Capacity, shown: Int) -> some Drawing {
    let newest = capacity.samples[shown - 1]
    return regression(capacity) {
      for sample in capacity.samples.prefix(shown - 1) {
        LineMark(sample.fit.vertices).foregroundStyle(.teal).lineStyle(width: 0.8).opacity(0.3)
      }
    } above: {
      LineMark(newest.fit.vertices).foregroundStyle(.teal).lineStyle(width: 2.4)
      PointMark(newest.data).foregroundStyle(.orange).outline(.ground).symbolSize(6.5)
    }
  }

  /// The mean fit, the gap between it and the truth, and two standard deviations around it.
  private func band(_ capacity: Capacity, bias: Double, spread: Double) -> some Drawing {
    let errors = capacity.errors
    return regression(capacity) {
      BandMark(x: errors.places, center: errors.mean, halfWidth: errors.deviation.map { 2 * $0 })
        .foregroundStyle(.teal)
        .opacity(0.3 * spread)
      AreaMark(x: errors.places, yStart: errors.truth, yEnd: errors.mean)
        .foregroundStyle(.orange)
        .opacity(0.7 * bias)
    } above: {
      LineMark(x: errors.places, y: errors.mean).foregroundStyle(.teal).lineStyle(width: 2.4)
    }
  }

  /// The fits of one capacity, and the errors of all up to another.
  private func tradeOff(_ evidence: [Capacity], at capacity: Int, upTo last: Int) -> some Drawing {
    func curve(_ value: (Capacity) -> Double) -> LineMark {
      LineMark((1...last).map { Point(Double($0), value(evidence[$0 - 1])) })
    }
    return Slide {
      band(evidence[capacity - 1], bias: 1, spread: 1)
    } beside: {
      Chart {
        RuleMark(x: Double(capacity))
        curve(\.total).foregroundStyle(.ink).lineStyle(width: 1.6, dash: [4, 3])
        curve(\.errors.squaredBias).foregroundStyle(.orange).lineStyle(width: 2.4)
        curve(\.errors.variance).foregroundStyle(.teal).lineStyle(width: 2.4)
      }
      .chartXAxis("Regions", spanning: [1, 4, 8, 12], subdivisions: 1)
      .chartYAxis("Squared error", spanning: [0, 0.25, 0.5])
      Text("\(capacity) region\(capacity == 1 ? "" : "s")").font(.title)
      Text("Squared bias").foregroundStyle(.orange)
      Text("Variance").foregroundStyle(.teal)
      Text("Sum")
    }
  }
}

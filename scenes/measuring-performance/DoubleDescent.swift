import Lantern

/// Capacity grows past the number of data: the fit goes wild, and then grows calm again.
struct DoubleDescent: Scene {
  static let entry = Entry(
    scene: "double-descent", "Double descent",
    alt: """
      Networks with more and more hidden units are fitted to the same noisy points. With few units \
      the curve is stiff. Where there are as many parameters as points it runs through all of them \
      and swings out of the frame in between. With still more it passes all points and becomes \
      smooth. Beside it the test error falls, rises to a sharp peak, and falls a second time, \
      while the training error stays at zero from the peak on.
      """)

  @Parameter("Points in a data set", in: 8...24) var count = 14
  @Parameter("Standard deviation of the noise", in: 0.05...0.6) var noise = 0.2
  @Parameter("Data sets", in: 20...400) var trials = 120
  @Parameter("Seed", in: 0...99) var seed = 4

  /// A network of one size.
  struct Size: Sendable {
    /// The outputs of the fit that is shown, at the places of the evidence.
    var outputs: [Double]
    /// The medians over all data sets of the mean squared errors.
    var trainingError: Double
    var testError: Double
  }

  struct Evidence: Sendable {
    var data: RegressionData
    var places: [Double]
    var truth: [Double]
    /// Networks with 1, 2, … hidden units.
    var sizes: [Size]
    /// The size with the largest test error.
    var peak: Int
  }

  private let largest = 60

  func compute(in lab: Lab) throws -> Evidence {
    let problem = ToyRegression(noise: noise)
    let sets = (0..<trials).map { problem.examples(count, key: lab.key("data").fold($0)) }
    let places = (0...240).map { Double($0) / 240 }
    let sizes = (1...largest).map { units in
      lab.progress(Double(units) / Double(largest))
      // Of the networks with the smallest loss, the one with the smallest weights
      let fits = sets.map { FixedJointNetwork.leastSquares($0, hiddenCount: units) }
      return Size(
        outputs: places.map(fits[0].callAsFunction),
        trainingError: median(zip(fits, sets).map { $0.loss(on: $1) / Double(count) }),
        testError: median(
          fits.map { problem.squaredError(of: $0.callAsFunction) + noise * noise }))
    }
    return Evidence(
      data: sets[0], places: places, truth: places.map(problem.callAsFunction), sizes: sizes,
      peak: (sizes.indices.max { sizes[$0].testError < sizes[$1].testError } ?? 0) + 1)
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  func shots(_ evidence: Evidence) -> [Shot] {
    let peak = Double(max(evidence.peak, 6))
    Shot(
      "Few parameters", lasting: .seconds(7),
      caption: "A stiff model: more hidden units lower the training error and the test error",
      narration: "With few units the curve cannot follow. Each one more helps, on old and new data."
    ) { time in
      slide(evidence, at: 1 + 4 * time.progress(from: 0.8, to: 6.7, easing: .linear))
    }
    Shot(
      "As many parameters as data", lasting: .seconds(9),
      caption: "Near as many parameters as points, the curve that passes them all is wild",
      narration: """
        Now there is exactly one curve through all points, noise and all. It has no choice but to \
        swing, and the test error shoots up.
        """
    ) { time in
      slide(evidence, at: 5 + (peak - 5) * time.progress(from: 0.4, to: 8.2, easing: .linear))
    }
    Shot(
      "More parameters than data", lasting: .seconds(10),
      caption: "With more, many curves pass them all; the one with the smallest weights is calm",
      narration: """
        Go on past the peak. There are now many curves through the points, and the fit may choose \
        the one with the smallest weights.
        """
    ) { time in
      let progress = time.progress(from: 0.5, to: 9.2, easing: .power(1.4))
      slide(evidence, at: peak + (Double(largest) - peak) * progress)
    }
    Shot(
      "Double descent", lasting: .seconds(4),
      caption: "The test error descends twice; the training error once",
      narration: "Larger was worse, and then it was better again."
    ) { _ in
      slide(evidence, at: Double(largest))
    }
  }

  /// - Parameter position: how many hidden units; after each whole number the curve stands still and
  ///   then moves on to the next network's.
  private func slide(_ evidence: Evidence, at position: Double) -> some Drawing {
    let units = min(Int(position), largest)
    let move = Easing.easeInOut(min(max((position - Double(units) - 0.4) / 0.6, 0), 1))
    let outputs = evidence.sizes[units - 1].outputs
      .interpolated(to: evidence.sizes[min(units, largest - 1)].outputs, move)
    let shown = move > 0.5 ? min(units + 1, largest) : units
    return Slide {
      Chart {
        LineMark(x: evidence.places, y: evidence.truth).foregroundStyle(.ink).lineStyle(width: 1.6)
        LineMark(x: evidence.places, y: outputs).foregroundStyle(.teal).lineStyle(width: 2.6)
        PointMark(evidence.data)
          .foregroundStyle(.orange)
          .outline(.ground)
          .symbolSize(6.5)
      }
      .chartXAxis("Input, $x$", over: 0...1)
      .chartYAxis("Output, $y$", over: -0.8...3.8)
    } beside: {
      errors(evidence.sizes.prefix(shown))
      Text("\(shown) hidden unit\(shown == 1 ? "" : "s")").font(.title)
      Text("Training error: \(evidence.sizes[shown - 1].trainingError.formatted(decimals: 3))")
        .foregroundStyle(.teal)
      Text("Test error: \(evidence.sizes[shown - 1].testError.formatted(decimals: 3))")
        .foregroundStyle(.orange)
    }
  }

  private func errors(_ sizes: ArraySlice<Size>) -> some Drawing {
    let units = sizes.indices.map { Double($0 + 1) }
    return Chart {
      // One parameter is the offset.
      RuleMark(x: Double(count - 1))
      LineMark(x: units, y: sizes.map(\.trainingError)).foregroundStyle(.teal).lineStyle(width: 2.2)
      LineMark(x: units, y: sizes.map(\.testError)).foregroundStyle(.orange).lineStyle(width: 2.2)
    }
    .chartXAxis("Hidden units", spanning: [1, 20, 40, Double(largest)])
    .chartYAxis("Squared error", over: 0.02...4, type: .log, values: [0.1, 1])
  }
}

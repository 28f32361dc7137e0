import Lantern

/// A bracket closes around a low point of the loss along a line; gradient descent takes that step,
/// and the next one starts at a right angle to it.
struct LineSearchFindsAStep: Scene {
  static let entry = Entry(
    scene: "line-search-finds-a-step", "Line search finds a step",
    alt: """
      A curve of the loss along a line, with a shaded bracket of four points a, b, c and d. Again \
      and again the outer third next to the worse of the two inner points is dropped, until the \
      bracket has closed around a dip. Then a ball runs down a heat map of the loss of a line. \
      Each of its steps ends where the loss is lowest in its direction, and the next turns by a \
      right angle; a plot beside shows the line swing into the data.
      """)

  @Parameter("Left end of the bracket", in: 0...0.3) var start = 0.078
  @Parameter("Right end of the bracket", in: 0.7...1) var end = 0.948
  @Parameter("Intercept at the start", in: 0...2) var startIntercept = 1.5
  @Parameter("Slope at the start", in: -1...1) var startSlope = -0.9

  struct Evidence: Sendable {
    var curve: [Point]
    var brackets: [LineSearch.Bracket]
    var data: RegressionData
    var surface: LossSurface
    var path: Trajectory
  }

  private let iterations = 8
  private let steps = 6
  private let profile = LossProfile.ledgeAndDips

  func compute(in lab: Lab) throws -> Evidence {
    let loss = LineModel.loss(on: LineModel.trainingData)
    return Evidence(
      curve: [Point](over: profile.domain, of: profile.value),
      brackets: LineSearch(tolerance: 1e-9, maximumIterations: iterations)
        .brackets(over: start...end, of: profile.value),
      data: LineModel.trainingData,
      surface: LossSurface(x: 0...2, y: -1...1, of: loss.value),
      path: loss.descent(
        from: Point(startIntercept, startSlope), steps: steps,
        lineSearch: LineSearch(bracket: 0.5, tolerance: 1e-12, maximumIterations: 100)))
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let landscape = LandscapeMark(evidence.surface, contours: 30)
    Shot(
      "The bracket closes", lasting: .seconds(14),
      caption: "Compare the two inner points; drop the outer third next to the worse one",
      narration: """
        We may only ask for single values of the loss. Four points are enough: of the inner two \
        the lower one stays inside, and the bracket loses a third. Again and again, until nothing \
        is left but a dip.
        """
    ) { time in
      let stage = stage(time.progress(from: 1.5, to: 13, easing: .linear), of: iterations)
      let bracket = evidence.brackets[min(stage.index, iterations)]
      let next = evidence.brackets[min(stage.index + 1, iterations)]
      let points = zip(bracket.points, next.points).map { $0 + ($1 - $0) * stage.moved }
      Slide(share: 0.62) {
        bracketChart(evidence, points)
      } beside: {
        Text("Iteration \(min(stage.index, iterations))").font(.title)
        Text("Width of the bracket: \((points[3] - points[0]).formatted(decimals: 3))")
      }
    }
    Shot(
      "Step by step", lasting: .seconds(16),
      caption: "Each step ends at the lowest loss in its direction; the next turns by a right angle",
      narration: """
        Each step of the descent goes on just as long as that pays. Where it ends the path runs \
        along a line of equal loss, so the next step leaves it squarely. On the right the line \
        swings into the data.
        """
    ) { time in
      let stage = stage(time.progress(from: 1, to: 15, easing: .linear), of: steps)
      let fraction = (Double(stage.index) + stage.moved) / Double(steps)
      Slide {
        HStack(spacing: 26) {
          descentChart(landscape, evidence.path.prefix(fraction))
          lineChart(evidence, at: fraction, step: stage.index)
        }
      }
    }
  }

  /// Which of `count` movements is going on, and how far it has come: each moves in the second half
  /// of its time and rests in the first.
  private func stage(_ progress: Double, of count: Int) -> (index: Int, moved: Double) {
    let place = progress * Double(count)
    let index = min(Int(place), count)
    return (index, Easing.easeInOut(min(max((place - Double(index) - 0.45) / 0.55, 0), 1)))
  }

  private func bracketChart(_ evidence: Evidence, _ points: [Double]) -> some Drawing {
    let places = points.map { Point($0, profile.value($0)) }
    // Letters have no room any more when the bracket has become narrow.
    let opacity = min(max((points[3] - points[0] - 0.2) / 0.1, 0), 1)
    return Chart {
      RectangleMark(x: points[0]...points[3]).foregroundStyle(.band)
      for (place, letter) in zip(places, ["a", "b", "c", "d"]) {
        RuleMark(x: place.x, y: 0.22...place.y)
          .foregroundStyle(.ink)
          .lineStyle(width: 0.75, dash: [0.75, 1.2])
        TextMark("$\(letter)$", at: Point(place.x, 0.2), anchor: .top).opacity(opacity)
      }
      LineMark(evidence.curve).foregroundStyle(.ink)
      PointMark(places).foregroundStyle(.orange).outline(.ground).symbolSize(7)
    }
    .chartXAxis(#"$\boldsymbol\phi$"#, over: 0...1)
    .chartYAxis(#"Loss, $L[\boldsymbol\phi]$"#, over: 0.05...0.85)
  }

  private func descentChart(_ landscape: LandscapeMark, _ path: Trajectory) -> some Drawing {
    Chart {
      landscape
      LineMark(path.points).foregroundStyle(.teal).lineStyle(width: 1.8)
      PointMark(path.points.dropLast().map { $0 }).foregroundStyle(.teal).symbolSize(4)
      PointMark(path.points.suffix(1).map { $0 })
        .foregroundStyle(.teal)
        .outline(.ground)
        .symbolSize(9)
    }
    .chartXAxis(#"Intercept, $\phi_0$"#, over: 0...2)
    .chartYAxis(#"Slope, $\phi_1$"#, over: -1...1, isReversed: true)
  }

  private func lineChart(
    _ evidence: Evidence, at fraction: Double, step: Int
  ) -> some Drawing {
    let current = LineModel(evidence.path.point(at: fraction) ?? .zero)
    return Chart {
      for point in evidence.path.points.prefix(step) {
        LineMark(over: 0...2, of: LineModel(point).callAsFunction)
          .foregroundStyle(.paleTeal)
          .lineStyle(width: 1.2)
      }
      LineMark(over: 0...2, of: current.callAsFunction).lineStyle(width: 2.6)
      PointMark(evidence.data).foregroundStyle(.orange).outline(.ground)
      CornerLabel(
        "Loss: \(current.loss(on: evidence.data).formatted(decimals: 2))", in: [.bottomLeading])
    }
    .chartXAxis("Input, $x$", over: 0...2)
    .chartYAxis("Output, $y$", over: 0...2)
  }
}

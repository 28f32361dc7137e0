import Lantern

/// A bracket of four points shrinks around a minimum: each time one of its outer thirds is dropped.
struct LineSearchByBracketing: Figure {
  static let entry = Entry(
    "6.10", "Line search using the bracketing approach",
    alt: """
      Three plots of the same loss along a line: it falls to a ledge, drops into a deep dip, then \
      into a shallow one, and rises. A dot on the left marks the current solution. A shaded area \
      with four equally spaced places a, b, c, d is the bracket. At first it reaches from the dot \
      far to the right; then its left third is dropped, then its right third, so that it closes in \
      on the deep dip.
      """)

  @Parameter("Left end of the first bracket", in: 0.03...0.3) var start = 0.078
  @Parameter("Right end of the first bracket", in: 0.7...0.97) var end = 0.948
  @Parameter("Iterations from panel to panel", in: 1...2) var stride = 1

  struct Evidence: Codable, Sendable {
    var curve: [Point]
    var solution: Point
    var brackets: [LineSearch.Bracket]
    /// Distance from the middle of the bracket after 20 iterations to the nearest local minimum.
    var miss: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let loss = LossProfile.ledgeAndDips
    let brackets = LineSearch(tolerance: 1e-9, maximumIterations: 20)
      .brackets(over: start...end, of: loss.value)
    let minima = loss.stationaryPoints().filter { $0.kind == .minimum }
    return Evidence(
      curve: [Point](over: loss.domain, of: loss.value),
      solution: Point(start, loss.value(start)), brackets: brackets,
      miss: minima.map { abs($0.location.x - brackets[20].middle) }.min() ?? .nan)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 12) {
      for (index, letter) in ["a", "b", "c"].enumerated() {
        Panel(letter) {
          chart(evidence, evidence.brackets[index * stride])
            .chartYAxisLabel(index == 0 ? #"Loss, $L[\boldsymbol\phi]$"# : nil)
        }
      }
    }
    .chartXScale(domain: 0...1)
    .chartYScale(domain: 0...1)
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
    .chartXAxisLabel(#"$\boldsymbol\phi$"#)
    .chartPlotAspectRatio(138 / 140)
  }

  private func chart(_ evidence: Evidence, _ bracket: LineSearch.Bracket) -> some Drawing {
    let loss = LossProfile.ledgeAndDips
    return Chart {
      RectangleMark(x: bracket.a...bracket.d)
        .foregroundStyle(.band)
      for (place, letter) in zip(bracket.points, ["a", "b", "c", "d"]) {
        RuleMark(x: place, y: 0.24...loss.value(place))
          .foregroundStyle(.ink)
          .lineStyle(width: 0.75, dash: [0.75, 1.2])
        TextMark("$\(letter)$", at: Point(place, 0.22), anchor: .top)
      }
      LineMark(evidence.curve)
        .foregroundStyle(.ink)
      PointMark([evidence.solution])
        .foregroundStyle(.orange)
        .outline(.brown)
        .symbolSize(5.8)
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("each iteration leaves two thirds of the bracket", atMost: 1e-12) { evidence in
      zip(evidence.brackets, evidence.brackets.dropFirst())
        .map { abs($1.width / $0.width - 2 / 3) }.max() ?? .nan
    }
    Claim("after 20 iterations the bracket is within 0.001 of a local minimum", atMost: 1e-3) {
      $0.miss
    }
  }
}

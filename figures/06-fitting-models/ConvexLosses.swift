import Lantern

/// Only a convex loss has no flat place but its lowest: a chord of it never dips below the curve.
struct ConvexLosses: Figure {
  static let entry = Entry(
    "6.11", "Three losses: which is convex?",
    alt: """
      Three plots of a loss over one parameter, with numbered points. The first has three dips: \
      point 1 lies in a local minimum, 2 in the deepest, 3 in a shallow local minimum. The second \
      is a single bowl: 4 lies on its left slope, 5 at its lowest place. The third has one dip, \
      with 6 at its bottom, and a flat shelf halfway up its right side, where 7 lies.
      """)

  enum Chord: String, CaseIterable, ParameterValue { case hidden, shown }

  @Parameter("A chord under which a convex loss stays") var chord = Chord.hidden
  @Parameter("Left end of the chord", in: 0...0.45) var left = 0.2
  @Parameter("Right end of the chord", in: 0.5...1) var right = 0.7
  @Parameter("Place of point 4", in: 0.05...0.5) var slopePlace = 0.15

  struct Example: Codable, Sendable {
    var curve: [Point]
    /// The numbered points, and the slope at each as a share of the steepest.
    var points: [Point]
    var slopes: [Double]
    var chord: [Point]
    /// The part of the chord that lies below the curve; interrupted elsewhere.
    var dip: [Point]
    var lowestCurvature: Double
  }

  func compute(in lab: Lab) throws -> [Example] {
    [LossProfile.threeDips, .bowl, .dipAndShelf].enumerated().map { index, loss in
      let flat = loss.stationaryPoints().filter { $0.kind != .maximum }.map(\.location)
      let points = index == 1 ? [Point(slopePlace, loss.value(slopePlace))] + flat : flat
      let chord = [left, right].map { Point($0, loss.value($0)) }
      let dip = (0...300).map { index in
        let point = chord[0].interpolated(to: chord[1], Double(index) / 300)
        return point.y < loss.value(point.x) - 1e-9 ? point : Point(point.x, .nan)
      }
      return Example(
        curve: [Point](over: loss.domain, of: loss.value), points: points,
        slopes: points.map { abs(loss.slope(at: $0.x)) / loss.steepness },
        chord: chord, dip: dip, lowestCurvature: loss.lowestCurvature)
    }
  }

  func page(_ examples: [Example]) -> some Drawing {
    HStack(spacing: 12) {
      for (index, example) in examples.enumerated() {
        Panel(["a", "b", "c"][index]) {
          chart(example, first: 1 + examples[..<index].reduce(0) { $0 + $1.points.count })
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

  private func chart(_ example: Example, first: Int) -> some Drawing {
    Chart {
      LineMark(example.curve)
      if chord == .shown {
        LineMark(example.chord)
          .foregroundStyle(.slate)
          .lineStyle(width: 1.2)
        LineMark(example.dip)
          .foregroundStyle(.orange)
        PointMark(example.chord)
          .foregroundStyle(.slate)
          .symbolSize(3.5)
      }
      PointMark(example.points)
        .foregroundStyle(.orange)
        .outline(.brown)
        .symbolSize(5.8)
      PointLabels(
        example.points, labels: example.points.indices.map { "\(first + $0)" },
        avoiding: [example.curve] + (chord == .shown ? [example.chord] : []))
    }
  }

  var claims: [Claim<[Example]>] {
    Claim("the lowest curvature of b is positive", atLeast: 1e-6) { $0[1].lowestCurvature }
    Claim("the lowest curvatures of a and c are negative", atMost: -1e-6) {
      max($0[0].lowestCurvature, $0[2].lowestCurvature)
    }
    Claim("there are seven points", equals: 7) { Double($0.reduce(0) { $0 + $1.points.count }) }
    Claim("slope at every point but 4, as a share of the steepest", atMost: 0.02) { panels in
      (panels[0].slopes + panels[1].slopes.dropFirst() + panels[2].slopes).max() ?? .nan
    }
    Claim("slope at 4, as a share of the steepest", atLeast: 0.02) { $0[1].slopes[0] }
  }
}

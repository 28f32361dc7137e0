import Lantern

/// Gradient descent with line search on the loss of a line: each step is at a right angle to the
/// one before.
struct LineSearchDescent: Figure {
  static let entry = Entry(
    "6.1", "Gradient descent for the linear regression model",
    alt: """
      Four panels. The first has twelve points that rise from lower left to upper right. The second \
      shows their loss as a surface over intercept and slope, with a path of five dots that leads \
      down into its valley. The third shows the same path from above on a heat map: a long step \
      down to the valley, then steps that turn by a right angle each time. The fourth has the five \
      lines that belong to the dots; the first falls steeply, and the last runs through the points.
      """)

  @Parameter("Intercept at the start", in: 1...1.6) var startIntercept = 1.5
  @Parameter("Slope at the start", in: -0.95...0.5) var startSlope = -0.9
  @Parameter("Steps", in: 1...4) var steps = 4
  @Parameter("Azimuth of the view in degrees", in: -70...(-20)) var azimuth = -33.0
  @Parameter("Inclination of the view in degrees", in: 15...50) var inclination = 25.0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var surface: LossSurface
    /// The iterates and their losses.
    var path: Trajectory
  }

  func compute(in lab: Lab) throws -> Evidence {
    let loss = LineModel.loss(on: LineModel.trainingData)
    return Evidence(
      data: LineModel.trainingData,
      surface: LossSurface(x: 0...2, y: -1...1, of: loss.value),
      path: loss.descent(
        from: Point(startIntercept, startSlope), steps: steps,
        lineSearch: LineSearch(bracket: 0.5, tolerance: 1e-12, maximumIterations: 100)))
  }

  private let tones = [
    0xdaf0ee, 0xa5d7d1, 0x73bcb4, 0x3d9e92, 0x1c6a62,
  ].map { Tone(Color(hex: $0)) }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(alignment: .leading, spacing: 14) {
      HStack(alignment: .bottom, spacing: 10) {
        Panel("a") { scatter(evidence) }
        Panel("b") {
          surface(evidence)
            .frame(width: 205)
        }
      }
      HStack(alignment: .bottom, spacing: 14) {
        Panel("c", title: #"Loss, $L[\boldsymbol\phi]$"#) { landscape(evidence) }
        Panel("d") {
          scatter(evidence, lines: evidence.path.points.map(LineModel.init))
        }
      }
    }
    .chartXAxis(values: [0, 1, 2], decimals: 1)
    .chartPlotSize(width: 152, height: 152)
  }

  private func scatter(_ evidence: Evidence, lines: [LineModel] = []) -> some Drawing {
    Chart {
      for (line, tone) in zip(lines, tones) {
        LineMark(over: 0...2, of: line.callAsFunction)
          .foregroundStyle(tone)
      }
      PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
        .foregroundStyle(.orange)
        .outline(.brown)
      for (number, line) in lines.enumerated() {
        let seen = [Point](over: 0...2, of: line.callAsFunction).filter { (0...2).contains($0.y) }
        // The path goes to and fro across the valley, and so do the lines' ends.
        CurveLabel(
          "\(number)", beside: seen, side: number.isMultiple(of: 2) ? .above : .below,
          x: ((seen.last?.x ?? 2) - 0.25)...2
        )
        .foregroundStyle(.darkTeal)
      }
    }
    .chartXScale(domain: 0...2)
    .chartYAxis("Output, $y$", spanning: [0, 1, 2], decimals: 1)
    .chartXAxisLabel("Input, $x$")
  }

  private func surface(_ evidence: Evidence) -> some Drawing {
    let dots = zip(evidence.path.points, evidence.path.values).map { Point3D($0.x, $0.y, $1) }
    let labels = evidence.path.stepLabels(apart: 0.15)
    return SurfaceChart(reversed: [.y]) {
      SurfaceMark(evidence.surface)
      LineMark3D(dots)
        .foregroundStyle(.gray)
        .lineStyle(width: 1.2)
      for (number, dot) in dots.enumerated() {
        PointMark3D([dot])
          .symbolSize(5.8)
          .foregroundStyle(tones[number])
        TextMark3D(
          labels[number], at: dot,
          anchor: evidence.path.isRightmost(number) ? .topLeading : .trailing, spacing: 4)
          .foregroundStyle(.paper)
      }
    }
    .chart3DPose(azimuth: azimuth, inclination: inclination)
    .chartYAxis(values: [-1, 0, 1], decimals: 1)
    .chartZScale(domain: 0...72)
    .chartZAxis(values: [10, 20, 30, 40, 50, 60, 70])
    .chartXAxisLabel(#"Intercept, $\phi_0$"#)
    .chartYAxisLabel(#"Slope, $\phi_1$"#)
    .chartZAxisLabel(#"Loss, $L[\boldsymbol\phi]$"#)
  }

  private func landscape(_ evidence: Evidence) -> some Drawing {
    Chart {
      HeatmapMark(evidence.surface)
      ContourMark(evidence.surface, count: 40)
      LineMark(evidence.path.points)
        .foregroundStyle(.gray)
        .lineStyle(width: 1.2)
        .arrowHeads()
      for (point, tone) in zip(evidence.path.points, tones) {
        PointMark([point])
          .symbolSize(5.8)
          .foregroundStyle(tone)
      }
      PointLabels(
        evidence.path.points, labels: evidence.path.stepLabels(apart: 0.15),
        avoiding: [evidence.path.points])
        .foregroundStyle(.paper)
    }
    .chartYScale(domain: -1...1, isReversed: true)
    .chartYAxis(values: [-1, 0, 1], decimals: 1)
    .chartXAxisLabel(#"Intercept, $\phi_0$"#)
    .chartYAxisLabel(#"Slope, $\phi_1$"#)
  }

  var claims: [Claim<Evidence>] {
    Claim("each step is at a right angle to the one before", atMost: 1e-6) { evidence in
      evidence.path.turningAngles.map { abs(cos($0 * .pi / 180)) }.max() ?? .nan
    }
    Claim("the loss falls in each step", atMost: -1e-9) { evidence in
      let losses = evidence.path.values
      return zip(losses, losses.dropFirst()).map { $1 - $0 }.max() ?? .nan
    }
    Claim("the last loss is below 2 % of the first", atMost: 0.02) { evidence in
      (evidence.path.lastValue ?? .nan) / evidence.path.values[0]
    }
  }
}

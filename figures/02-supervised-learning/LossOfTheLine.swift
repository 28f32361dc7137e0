import Lantern

/// The loss of a line is a bowl over its two parameters; training looks for the lowest place.
struct LossOfTheLine: Figure {
  static let entry = Entry(
    "2.3", "Loss surface of linear regression, as surface and as heatmap",
    alt: """
      Left: the loss as a surface over intercept and slope, high at the corner where both are low, \
      with a long curved valley. Right: the same surface from above as a heat map with contours. \
      Three dots mark the lines of figure 2.2; one of them lies at the lowest place of the valley.
      """)

  @Parameter("Azimuth of the view in degrees", in: -80...(-10)) var azimuth = -28.0
  @Parameter("Inclination of the view in degrees", in: 5...60) var inclination = 22.0

  struct Evidence: Codable, Sendable {
    var surface: LossSurface
    /// The lines of figure 2.2 with their losses; the last is that of least squares.
    var lines: [LineModel]
    var losses: [Double]
    /// The smaller eigenvalue of the Hessian, which is the same everywhere.
    var curvature: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = LineModel.trainingData
    let loss = LineModel.loss(on: data)
    let lines = [
      LineModel(intercept: 0.4, slope: 0.2), LineModel(intercept: 1.6, slope: -0.8),
      LineModel.leastSquares(data),
    ]
    return Evidence(
      surface: LossSurface(x: 0...2, y: -1...1, of: loss.value), lines: lines,
      losses: lines.map { $0.loss(on: data) },
      curvature: loss.hessian(lines[2].parameters).eigenvalues.0)
  }

  private let tones: [Tone] = [.teal, .lightGray, .darkTeal]

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(alignment: .bottom, spacing: 10) {
      Panel("a") {
        SurfaceChart(reversed: [.y]) {
          SurfaceMark(evidence.surface)
          SurfaceContourMark(evidence.surface, count: 40).lineStyle(width: 0.4)
          for (index, line) in evidence.lines.enumerated() {
            PointMark3D([Point3D(line.intercept, line.slope, evidence.losses[index])])
              .symbolSize(5.8).foregroundStyle(tones[index])
          }
        }
        .chart3DPose(azimuth: azimuth, inclination: inclination)
        .chart3DBox(z: 0.98)
        .chart3DCameraProjection(.perspective(distance: 6))
        .chartZScale(domain: 0...72).chartZAxis(values: [0, 10, 20, 30, 40, 50, 60, 70])
        .chartZAxisLabel(#"Loss, $L[\boldsymbol\phi]$"#).frame(width: 196)
      }
      Panel("b", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        Chart {
          HeatmapMark(evidence.surface)
          ContourMark(evidence.surface, count: 40)
          for (line, tone) in zip(evidence.lines, tones) {
            PointMark([line.parameters]).symbolSize(5.8).foregroundStyle(tone)
          }
        }
        .chartYScale(domain: -1...1, isReversed: true)
        .chartPlotSize(width: 162, height: 162)
      }
    }
    .chartXAxis(#"Intercept, $\phi_0$"#, spanning: [0, 1, 2], decimals: 1)
    .chartYAxis(#"Slope, $\phi_1$"#, spanning: [-1, 0, 1], decimals: 1)
  }

  var claims: [Claim<Evidence>] {
    Claim("both curvatures of the loss are positive", atLeast: 1e-9) { $0.curvature }
    Claim("no place on the grid is lower than the dark dot", atLeast: 0) {
      $0.surface.minimum.value - $0.losses[2]
    }
  }
}

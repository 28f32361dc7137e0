import Lantern

/// Three hidden units fold three planes; their weighted sum is a surface of seven linear regions.
struct ShallowNetworkWithTwoInputs: Figure {
  static let entry = Entry(
    "3.8", "A shallow network with two inputs",
    alt: """
      Ten heat maps over two inputs. First row: three planes. Second row: each plane is cut off at \
      zero along a straight line. Third row: the cut planes are weighted. Last: their sum, seven \
      polygons divided by the three lines.
      """)

  @Parameter("Offset, φ₀", in: -1...1) var phi0 = 0.4
  @Parameter("Weight of unit 1, φ₁", in: -3...3) var phi1 = -1.0
  @Parameter("Weight of unit 2, φ₂", in: -3...3) var phi2 = 1.8
  @Parameter("Weight of unit 3, φ₃", in: -3...3) var phi3 = -0.5

  struct Evidence: Sendable {
    var planes: [Surface]
    var units: [Surface]
    var weighted: [Surface]
    var output: Surface
    var regions: PlanarRegions
  }

  func compute(in lab: Lab) throws -> Evidence {
    let phi = [phi1, phi2, phi3]
    let network = try ReLUNetwork(
      weights: [[[0.5, 0.5], [0.9, -0.1], [0.2, -0.7]], [phi]],
      biases: [[0.2, -0.3, 0.2], [phi0]])
    let planes = try network.surfaces(ofLayer: 0, x: -1...1, y: -1...1)
    return Evidence(
      planes: planes,
      units: planes.map(\.rectified),
      weighted: zip(phi, planes).map { $0 * $1.rectified },
      output: try network.surface(x: -1...1, y: -1...1),
      regions: try network.regions(in: Rect(x: -1, y: -1, width: 2, height: 2)))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 5) {
      Grid(horizontalSpacing: 7, verticalSpacing: 5) {
        GridRow {
          for (d, letter) in ["a", "b", "c"].enumerated() {
            panel(letter, "\(plane(d))", evidence.planes[d], row: 0, column: d)
          }
        }
        GridRow {
          for (d, letter) in ["d", "e", "f"].enumerated() {
            panel(
              letter, "h_\(d + 1) = \\text{a}[\(plane(d))]", evidence.units[d],
              borders: [evidence.regions.borders[d]], row: 1, column: d)
          }
        }
        GridRow {
          for (d, letter) in ["g", "h", "i"].enumerated() {
            panel(
              letter, "\\phi_\(d + 1)h_\(d + 1)", evidence.weighted[d],
              borders: [evidence.regions.borders[d]], row: 2, column: d)
          }
        }
      }
      panel(
        "j", #"y = \phi_0 + \phi_1h_1 + \phi_2h_2 + \phi_3h_3"#, evidence.output,
        borders: evidence.regions.borders, row: 3, column: 0)
    }
    .chartPlotSize(width: 105.5, height: 103)
    .chartXAxis(values: [-1, 0, 1], decimals: 1)
    .chartYAxis(values: [-1, 0, 1], decimals: 1)
  }

  private func plane(_ d: Int) -> String {
    #"\theta_{\#(d + 1)0} + \theta_{\#(d + 1)1}x_1 + \theta_{\#(d + 1)2}x_2"#
  }

  private func panel(
    _ letter: String, _ formula: String, _ surface: Surface,
    borders: [PlanarRegions.Border] = [], row: Int, column: Int
  ) -> some Drawing {
    Panel(letter, title: "$\(formula)$") {
      Chart {
        HeatmapMark(surface, range: -1.2...1.2)
        ContourMark(surface, step: 0.0757)
          .foregroundStyle(.contour)
          .lineStyle(width: 0.6)
        BorderMark(borders)
      }
      .chartXAxis(row < 2 ? .ticks : .automatic)
      .chartXAxisLabel(row < 2 ? nil : "Input, $x_1$")
      .chartYAxis(column > 0 ? .ticks : .automatic)
      .chartYAxisLabel(column > 0 ? nil : "Input, $x_2$")
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("three hidden units divide the square into seven linear regions", equals: 7) {
      Double($0.regions.cells.count)
    }
  }
}

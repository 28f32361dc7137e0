import Lantern

/// A second network folds the surface of the first: what was one level of it becomes a crease.
struct ComposedNetworksWithTwoInputs: Figure {
  static let entry = Entry(
    "4.2", "Composing two networks with two inputs",
    alt: """
      The graph of a network with two inputs, three hidden units and one output, which feeds a \
      second network with two hidden units. Heat maps of the first output, with seven regions \
      divided by three straight lines, and of the second, where two bent lines divide them \
      further. Between them the second network's tent-shaped function.
      """)

  @Parameter("Joint of the second network", in: -0.9...0.9) var joint = -0.4
  @Parameter("Slope left of the joint", in: -2...2) var leftSlope = 0.6
  @Parameter("Slope right of the joint", in: -2...2) var rightSlope = -1.0

  struct Evidence: Sendable {
    var first: ReLUNetwork
    var second: ReLUNetwork
    var output: Surface
    var regions: PlanarRegions
    var curve: [Point]
    var composedOutput: Surface
    var composedRegions: PlanarRegions
  }

  func compute(in lab: Lab) throws -> Evidence {
    let first = try ReLUNetwork(
      weights: [[[0.5, 0.5], [0.9, -0.1], [0.2, -0.7]], [[-1.0, 1.8, -0.5]]],
      biases: [[0.2, -0.3, 0.2], [-0.2]])
    // Unit 1 is active for all outputs that occur, unit 2 to the right of the joint.
    let start = -2.0
    let second = try ReLUNetwork(
      weights: [[[1], [1]], [[leftSlope, rightSlope - leftSlope]]],
      biases: [[-start, -joint], [0.47 - leftSlope * (joint - start)]])
    let composed = try first.followed(by: second)
    let box = Rect(x: -1, y: -1, width: 2, height: 2)
    return Evidence(
      first: first, second: second,
      output: try first.surface(x: -1...1, y: -1...1),
      regions: try first.regions(in: box),
      curve: try second.pieces(on: -1...1).flatMap { piece in
        [piece.interval.lowerBound, piece.interval.upperBound].map { Point($0, piece($0)[0]) }
      },
      composedOutput: try composed.surface(x: -1...1, y: -1...1),
      composedRegions: try composed.regions(in: box))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 8) {
      Panel("a") {
        NetworkDiagram(evidence.first, evidence.second)
      }
      HStack(spacing: 4) {
        Panel("b", title: "Output, $y$") {
          heatmap(evidence.output, evidence.regions, range: -1.8...0.6)
            .chartYAxisLabel("Input, $x_2$")
        }
        Panel("c") {
          Chart {
            RuleMark(x: joint)
            LineMark(evidence.curve)
              .foregroundStyle(.steel)
          }
          .chartXScale(domain: -1...1)
          .chartYScale(domain: -1...1)
          .chartXAxisLabel("Input, $y$")
          .chartYAxisLabel("Output, $y'$")
          .chartPlotSize(width: 76, height: 76)
        }
        Panel("d", title: "Output, $y'$") {
          heatmap(evidence.composedOutput, evidence.composedRegions, range: -1.2...1.2)
            .chartYAxisLabel("Input, $x_2$")
        }
      }
      .chartXAxis(values: [-1, 0, 1], decimals: 1)
      .chartYAxis(values: [-1, 0, 1], decimals: 1)
    }
  }

  /// - Parameter range: as wide as in figure 3.8; there the first network has a larger offset.
  private func heatmap(
    _ surface: Surface, _ regions: PlanarRegions, range: ClosedRange<Double>
  ) -> some Drawing {
    Chart {
      HeatmapMark(surface, range: range)
      ContourMark(surface, step: 0.0757)
        .foregroundStyle(.contour)
        .lineStyle(width: 0.6)
      BorderMark(regions.borders)
    }
    .chartXAxisLabel("Input, $x_1$")
    .chartPlotSize(width: 105, height: 102)
  }

  var claims: [Claim<Evidence>] {
    Claim("the first network has seven regions in the square", equals: 7) {
      Double($0.regions.cells.count)
    }
    Claim("the second network divides them into thirteen", equals: 13) {
      Double($0.composedRegions.cells.count)
    }
  }
}

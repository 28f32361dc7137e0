import Lantern

/// As many hidden units as inputs, each with its border across one axis, make 2, 4, 8, … regions.
struct AlignedHyperplanes: Figure {
  static let entry = Entry(
    "3.10", "Hyperplanes aligned with the axes",
    alt: """
      Three sketches. One axis with a mark across its middle: two regions. Two axes with a line \
      along each: four regions. Three axes with a plane through each two of them: eight regions.
      """, treatment: .diagram)

  @Parameter("Half the width of the planes", in: 0.3...0.9) var reach = 0.85

  struct Evidence: Sendable {
    /// For 1, 2 and 3 inputs: the weights of the units, and how many regions they make.
    var weights: [[[Double]]]
    var regionCounts: [Int]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let weights = (1...3).map { inputs in
      (0..<inputs).map { unit in (0..<inputs).map { $0 == unit ? 1.0 : 0 } }
    }
    let counts = try weights.enumerated().map { index, rows in
      let inputs = index + 1
      let network = try ReLUNetwork(
        weights: [rows, [rows[0]]], biases: [rows.map { _ in 0 }, [0]])
      let points = lab.key("points \(inputs)").uniform(count: 2000 * inputs, in: -1..<1)
      let patterns = stride(from: 0, to: points.count, by: inputs).map {
        network.evaluate(Array(points[$0..<$0 + inputs])).pattern
      }
      return Set(patterns).count
    }
    return Evidence(weights: weights, regionCounts: counts)
  }

  private let tones: [Tone] = [.teal, .orange, .lightGray]

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 8) {
      for (letter, weights) in zip(["a", "b", "c"], evidence.weights) {
        let isDeep = weights.count > 2
        Panel(letter) {
          sketch(weights)
            .chart3DPose(.oblique(depth: isDeep ? 0.75 : 0))
            .chartPlotSize(width: isDeep ? 156 : 86, height: 140)
        }
      }
    }
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
    .chartZAxis(.hidden)
    .chartFrame(.hidden)
    .chartXScale(domain: -1.02...1.02)
    .chartYScale(domain: -1.02...1.02)
    .chartZScale(domain: -1.02...1.02)
    .chart3DBox(z: 1)
  }

  /// Space as the sketch lays it out: `x₁` to the right, `x₂` upwards, `x₃` towards the reader.
  private func place(_ x: [Double]) -> Point3D {
    Point3D(x[0], x.count > 2 ? x[2] : 0, x.count > 1 ? x[1] : 0)
  }

  private func sketch(_ weights: [[Double]]) -> some Drawing {
    SurfaceChart(reversed: [.y]) {
      for (number, axis) in weights.enumerated() {
        for sign in [-1.0, 1] {
          LineMark3D([.zero, place(axis) * sign], showsHidden: true)
            .foregroundStyle(.ink)
            .lineStyle(width: 0.85)
            .arrowHeads()
        }
        TextMark3D("$x_\(number + 1)$", at: place(axis) * 1.02, anchor: anchors[number], spacing: 3)
      }
      for (normal, tone) in zip(weights, tones) {
        // The directions in which the unit's border extends; with one input it is a point.
        let directions = weights.filter { $0 != normal }.map { place($0) * reach }
        if directions.count == 2 {
          PlaneMark(center: .zero, directions[0], directions[1])
            .foregroundStyle(tone)
        } else {
          let along = directions.first ?? Point3D(0, 0, 0.16)
          LineMark3D([along * -1, along])
            .foregroundStyle(tone)
            .lineStyle(StrokeStyle(width: 2.2))
        }
      }
      PointMark3D([.zero])
        .foregroundStyle(.ink)
        .symbolSize(3)
    }
  }

  private let anchors: [Alignment] = [.top, .trailing, .trailing]

  var claims: [Claim<Evidence>] {
    Claim("one unit makes two regions", equals: 2) { Double($0.regionCounts[0]) }
    Claim("two units make four regions", equals: 4) { Double($0.regionCounts[1]) }
    Claim("three units make eight regions", equals: 8) { Double($0.regionCounts[2]) }
  }
}

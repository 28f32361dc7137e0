import Lantern

/// The second network's function is repeated for every piece of the first: composition multiplies.
struct ComposedNetworks: Figure {
  static let entry = Entry(
    "4.1", "Feeding one shallow network into another",
    alt: """
      The graph of two networks in series. Below, the first network's output over its input: a \
      zigzag that rises, falls and rises. The second network's output over its input, coloured \
      from orange to blue, falls, rises and falls. Last, the output of both in series: nine \
      straight pieces, the second function three times, once mirrored. Dots show three inputs that \
      lead to one output.
      """)

  @Parameter("Intermediate value that is traced, y", in: -0.9...0.9) var probe = -0.4

  struct Evidence: Sendable {
    var first: ReLUNetwork
    var second: ReLUNetwork
    var firstCurve: PiecewiseLinearCurve
    var secondCurve: PiecewiseLinearCurve
    var composedCurve: PiecewiseLinearCurve
    /// Joints of the composition as found from its values alone.
    var scannedJoints: [Double]
    var preimages: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let first = try ReLUNetwork(
      through: [Point(-1, -1), Point(0, 1), Point(0.6, -1), Point(1, 1)])
    let second = try ReLUNetwork(
      through: [Point(-1, 0.6), Point(-0.2, -0.82), Point(0.315, 0.28), Point(1, -0.14)])
    let composed = try first.followed(by: second)
    let firstCurve = try first.curves(on: -1...1)[0]
    return Evidence(
      first: first, second: second, firstCurve: firstCurve,
      secondCurve: try second.curves(on: -1...1)[0],
      composedCurve: try composed.curves(on: -1...1)[0],
      scannedJoints: composed.scannedJoints(on: -1...1),
      preimages: firstCurve.preimages(of: probe))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    let output = evidence.secondCurve(probe)
    VStack(spacing: 12) {
      Panel("a") { NetworkDiagram(evidence.first, evidence.second) }
      HStack(spacing: 14) {
        Panel("b", title: "Network 1") { firstChart(evidence).part("network 1") }
        Panel("c", title: "Network 2") { secondChart(evidence, output) }
      }
      Panel("d", title: "Network 1+2") { composedChart(evidence, output) }
    }
    .connector(
      DetourConnector(
        from: "y", to: "probe", around: "network 1",
        clearance: EdgeInsets(leading: 19.5, bottom: 29))
    )
    .chartXAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartYAxis(spanning: [-1, 0, 1], decimals: 1)
    .chartPlotSize(width: 137, height: 101)
  }

  private let probeTone = Tone.orange.mixed(with: .steel, 0.3)

  private func firstChart(_ evidence: Evidence) -> some Drawing {
    Chart {
      GuideMark(x: evidence.firstCurve.joints)
      LineMark(evidence.firstCurve.vertices)
        .foregroundStyle(.teal)
      TraceMark(from: evidence.preimages, to: probe)
      PointMark([Point(-1, probe)])
        .foregroundStyle(.teal)
        .overflowing()
      PlaceMark(Point(-1, probe), part: "y")
    }
    .chartXAxisLabel("Input, $x$")
    .chartYAxisLabel("Output, $y$")
  }

  private func secondChart(_ evidence: Evidence, _ output: Double) -> some Drawing {
    Chart {
      GuideMark(x: [])
      GradientLineMark(
        evidence.secondCurve.vertices, values: evidence.secondCurve.vertices.map(\.x), in: -1...1)
      TraceMark(from: [probe], to: output, tone: .teal)
      PointMark([Point(-1, output)])
        .foregroundStyle(probeTone)
        .overflowing()
      PlaceMark(Point(probe, -1), part: "probe")
    }
    .chartXAxisLabel("Input, $y$")
    .chartYAxisLabel("Output, $y'$")
  }

  private func composedChart(_ evidence: Evidence, _ output: Double) -> some Drawing {
    let points = evidence.composedCurve.vertices
    return Chart {
      GuideMark(x: evidence.firstCurve.joints)
      GradientLineMark(points, values: points.map { evidence.firstCurve($0.x) }, in: -1...1)
      TraceMark(from: evidence.preimages, to: output)
      PointMark([Point(-1, output)])
        .foregroundStyle(probeTone)
        .overflowing()
    }
    .chartXAxisLabel("Input, $x$")
    .chartYAxisLabel("Output, $y'$")
  }

  var claims: [Claim<Evidence>] {
    Claim("the composition has 3 × 3 linear regions", equals: 9) {
      Double($0.composedCurve.pieceCount)
    }
    Claim("scanning finds their eight joints", in: 0...1e-9) { evidence in
      guard evidence.scannedJoints.count == 8 else { return .infinity }
      return zip(evidence.scannedJoints, evidence.composedCurve.joints)
        .reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    Claim("a shallow network with the same six units has at most seven", equals: 7) { evidence in
      RegionCount.shallow(
        inputs: 1, units: evidence.first.unitCount + evidence.second.unitCount)
    }
    Claim("three inputs lead to the traced value", equals: 3) { Double($0.preimages.count) }
  }
}

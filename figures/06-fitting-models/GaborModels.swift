import Lantern

/// The Gabor model describes a family of wave packets; φ₀ shifts a packet, φ₁ squeezes it.
struct GaborModels: Figure {
  static let entry = Entry(
    "6.2", "Three members of the Gabor family",
    alt: """
      Three plots of wave packets that die away on both sides. With φ₀ = -5 and φ₁ = 25 the packet \
      lies right of the middle. With φ₀ = 20 and φ₁ = 40 it is narrow, swings fast and lies far to \
      the left. With φ₀ = 3 and φ₁ = 15 it is wide, swings slowly and lies left of the middle.
      """)

  @Parameter("Offset φ₀ in a", in: -12...12) var firstOffset = -5.0
  @Parameter("Frequency φ₁ in a", in: 15...60) var firstFrequency = 25.0
  @Parameter("Offset φ₀ in c", in: -12...12) var lastOffset = 3.0
  @Parameter("Frequency φ₁ in c", in: 15...60) var lastFrequency = 15.0

  /// A packet and the zero crossing in its middle, which is the steepest.
  struct Packet: Codable, Sendable {
    var phi: Point
    var curve: [Point]
    var middle: Double
  }

  func compute(in lab: Lab) throws -> [Packet] {
    let first = Point(firstOffset, firstFrequency)
    return [first, Point(20, 40), Point(lastOffset, lastFrequency)].map { phi in
      let steepness = { abs(GaborModel.gradient($0, phi).x) }
      let crossings = zeros(of: { GaborModel.value($0, phi) }, over: -15...15)
      return Packet(
        phi: phi, curve: GaborModel.curve(phi),
        middle: crossings.max { steepness($0) < steepness($1) } ?? .nan)
    }
  }

  func page(_ packets: [Packet]) -> some Drawing {
    HStack(spacing: 10) {
      Panel("a") { chart(packets[0]).chartYAxisLabel("Output, $y$") }
      Panel("b") { chart(packets[1]).chartYAxis(.ticks) }
      Panel("c") { chart(packets[2]).chartYAxis(.ticks) }
    }
    .chartXAxis("Input, $x$", spanning: [-15, 0, 15], subdivisions: 3)
    .chartYAxis(spanning: [-1, 0, 1], subdivisions: 5)
    .chartPlotAspectRatio(125 / 111)
  }

  private func chart(_ packet: Packet) -> some Drawing {
    Chart {
      LineMark(packet.curve)
      CornerLabel(
        #"$\phi_0\!=\!\#(packet.phi.x.formatted(decimals: 1))$"# + "\n"
          + #"$\phi_1\!=\!\#(packet.phi.y.formatted(decimals: 1))$"#,
        font: .callout.scaled(by: 0.9))
    }
  }

  var claims: [Claim<[Packet]>] {
    Claim("the middle of a packet lies at -φ₀ / (0.06 φ₁)", in: 0...1e-9) { packets in
      packets.map { abs($0.middle + $0.phi.x / (0.06 * $0.phi.y)) }.max() ?? .nan
    }
  }
}

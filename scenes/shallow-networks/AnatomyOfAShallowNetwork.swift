import Lantern

/// Three lines are cut off, weighted and added: the anatomy of figure 3.3, one step after another.
struct AnatomyOfAShallowNetwork: Scene {
  static let entry = Entry(
    scene: "anatomy-of-a-shallow-network", "Anatomy of a shallow network",
    alt: """
      A network with three hidden units is drawn on the left. Beside it three plots, one a unit: \
      straight lines appear, their negative parts fall onto zero, and they are stretched or flipped \
      by a weight. On the right they are added one after another to a curve of four straight \
      pieces. Then an input moves along and shows which units are active on each piece.
      """)

  @Parameter("Offset, φ₀", in: -1...1) var phi0 = -0.23
  @Parameter("Weight of unit 1, φ₁", in: -2...2) var phi1 = -1.3
  @Parameter("Weight of unit 2, φ₂", in: -2...2) var phi2 = 1.3
  @Parameter("Weight of unit 3, φ₃", in: -2...2) var phi3 = 0.66

  struct Evidence: Sendable {
    var network: ReLUNetwork
    /// What arrives at each hidden unit.
    var lines: [PiecewiseLinearCurve]
    var pieces: [LinearPiece]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let network = try ReLUNetwork(
      weights: [[[0.4], [0.9], [-0.7]], [[phi1, phi2, phi3]]],
      biases: [[-0.2, -0.9, 1.1], [phi0]])
    return Evidence(
      network: network, lines: try network.curves(ofLayer: 0, on: inputs),
      pieces: try network.pieces(on: inputs))
  }

  private let inputs = 0.0...2.0
  private let tones: [Tone] = [.orange, .teal, .gray]

  func shots(_ evidence: Evidence) -> [Shot] {
    Shot(
      "Three lines", lasting: .seconds(5),
      narration: "Each hidden unit receives a straight line of the input"
    ) { time in
      slide(evidence, stages(from: 0, time))
    }
    Shot(
      "Clipped", lasting: .seconds(5),
      narration: "The ReLU lets positive values pass and makes negative ones zero"
    ) { time in
      slide(evidence, stages(from: 1, time))
    }
    Shot(
      "Weighted", lasting: .seconds(5),
      narration: "Each is multiplied by a weight, which stretches or flips it"
    ) { time in
      slide(evidence, stages(from: 2, time))
    }
    Shot(
      "Added", lasting: .seconds(7),
      narration: "Their sum bends wherever one of the units switches on or off"
    ) { time in
      slide(evidence, stages(from: 3, time), sum: time.progress(from: 0, to: 0.5))
    }
    Shot(
      "Which units are active", lasting: .seconds(8),
      narration: "On every straight piece another set of units is active"
    ) { time in
      slide(
        evidence, [4, 4, 4], sum: 1,
        probe: 2 * time.progress(from: 0.5, to: 7.4, easing: .linear))
    }
  }

  /// How far each unit has come, one after another: at 1 its line is drawn, at 2 clipped, at 3
  /// weighted, at 4 added.
  private func stages(from stage: Int, _ time: ShotTime) -> [Double] {
    (0..<3).map {
      Double(stage)
        + time.progress(from: 0.6, to: time.duration - 0.7, item: $0, of: 3, overlap: 0)
    }
  }

  private func share(_ stage: Double, beyond start: Double) -> Double {
    min(max(stage - start, 0), 1)
  }

  private func slide(
    _ evidence: Evidence, _ stages: [Double], sum: Double = 0, probe: Double? = nil
  ) -> some Drawing {
    Slide(caption: probe.flatMap { activity(at: $0, evidence) }) {
      HStack(spacing: 24) {
        graph(evidence, probe)
        VStack(spacing: 8) {
          for unit in 0..<3 { hiddenUnit(unit, evidence, stages[unit], probe) }
        }
        output(evidence, stages, probe)
          .opacity(sum)
      }
    }
  }

  private func graph(_ evidence: Evidence, _ probe: Double?) -> some Drawing {
    let diagram = NetworkDiagram(evidence.network)
      .activationGlyphs(false)
      .spacing(layers: 50, units: 66)
    return (0..<3).reduce(diagram) { diagram, unit in
      let name = "h\(unit + 1)"
      let isActive = probe.map { evidence.lines[unit]($0) > 0 } ?? false
      return diagram.highlight([name] + (isActive ? ["x→\(name)", "\(name)→y"] : []), tones[unit])
    }
  }

  /// A unit's curve as far as it has come.
  private func points(_ unit: Int, _ evidence: Evidence, _ stage: Double) -> [Point] {
    let line = evidence.lines[unit]
    let weight = evidence.network.layers[1].weights[unit]
    let end = inputs.upperBound * share(stage, beyond: 0)
    let xs = ([inputs.lowerBound, end] + line.preimages(of: 0).filter { $0 < end }).sorted()
    return xs.map { x in
      let clipped = max(line(x), 0) + (1 - share(stage, beyond: 1)) * min(line(x), 0)
      return Point(x, clipped * (1 + share(stage, beyond: 2) * (weight - 1)))
    }
  }

  private func hiddenUnit(
    _ unit: Int, _ evidence: Evidence, _ stage: Double, _ probe: Double?
  ) -> some Drawing {
    let number = unit + 1
    let formula =
      stage > 2.5
      ? "\\phi_\(number)h_\(number)"
      : stage > 1.5 ? "h_\(number)" : "\\theta_{\(number)0}+\\theta_{\(number)1}x"
    return Chart {
      RuleMark(y: 0).foregroundStyle(.lightGray)
      if stage > 0 {
        LineMark(points(unit, evidence, stage)).foregroundStyle(tones[unit]).lineStyle(width: 2.2)
      }
      self.probe(probe, term(unit, evidence, probe ?? 0), tones[unit])
      CornerLabel("$\(formula)$", in: [unit < 2 ? .topLeading : .bottomLeading])
        .foregroundStyle(tones[unit])
    }
    .chartXAxis(over: inputs)
    .chartYAxis(over: -1.15...1.15)
  }

  private func term(_ unit: Int, _ evidence: Evidence, _ x: Double) -> Double {
    evidence.network.layers[1].weights[unit] * max(evidence.lines[unit](x), 0)
  }

  /// Where the input is, and what comes of it.
  @ChartContentBuilder
  private func probe(_ x: Double?, _ y: Double, _ tone: Tone) -> [any ChartContent] {
    if let x {
      RuleMark(x: x)
      PointMark([Point(x, y)]).foregroundStyle(tone).outline(.ground).symbolSize(7)
    }
  }

  private func piece(at x: Double, _ evidence: Evidence) -> LinearPiece? {
    evidence.pieces.first { $0.interval.contains(x) }
  }

  /// Which units are active there.
  private func activity(at x: Double, _ evidence: Evidence) -> String {
    let active = (1...3).filter { evidence.lines[$0 - 1](x) > 0 }.map { "$h_\($0)$" }
    return "Active on this straight piece: " + active.joined(separator: ", ")
  }

  private func output(_ evidence: Evidence, _ stages: [Double], _ probe: Double?) -> some Drawing {
    // Between the joints all terms are straight, so the sum at the joints is the whole curve.
    let joints = evidence.pieces.map(\.interval.lowerBound) + [inputs.upperBound]
    let sum = { (x: Double) in
      (0..<3).reduce(phi0) { $0 + share(stages[$1], beyond: 3) * term($1, evidence, x) }
    }
    let piece = probe.flatMap { self.piece(at: $0, evidence) }
    return Chart {
      if let piece {
        RectangleMark(x: piece.interval).opacity(0.35)
      }
      RuleMark(y: 0).foregroundStyle(.lightGray)
      LineMark(joints.map { Point($0, sum($0)) }).foregroundStyle(.steel).lineStyle(width: 2.6)
      self.probe(probe, sum(probe ?? 0), .steel)
    }
    .chartXAxis("Input, $x$", over: inputs)
    .chartYAxis("Output, $y$", over: -1.15...1.15)
  }
}

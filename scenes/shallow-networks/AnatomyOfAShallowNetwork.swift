import Lantern

/// Three lines are cut off, weighted and added: the anatomy of figure 3.3, one step after another.
struct AnatomyOfAShallowNetwork: Scene {
  static let entry = Entry(
    scene: "anatomy-of-a-shallow-network", "Anatomy of a shallow network",
    alt: """
      A network with three hidden units is drawn on the left. Beside it three plots, one a unit: \
      straight lines appear, their negative parts fall onto zero, and they are stretched or \
      flipped by a weight. On the right they are added one after another to a curve of four \
      straight pieces. Then an input moves along and shows which units are active on each piece.
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
      caption: "Each hidden unit receives a straight line of the input",
      narration: "Each unit begins with the simplest thing there is: a line."
    ) { slide(evidence, stages(from: 0, $0)) }
    Shot(
      "Clipped", lasting: .seconds(5),
      caption: "The ReLU lets positive values pass and makes negative ones zero",
      narration: "What lies below zero is cut off, and each line gets a corner."
    ) { slide(evidence, stages(from: 1, $0)) }
    Shot(
      "Weighted", lasting: .seconds(5),
      caption: "Each is multiplied by a weight, which stretches or flips it",
      narration: "A negative weight turns the corner upside down."
    ) { slide(evidence, stages(from: 2, $0)) }
    Shot(
      "Added", lasting: .seconds(7),
      caption: "Their sum bends wherever one of the units switches on or off",
      narration: "Add them up. Each corner is still there, at the same place, in the sum."
    ) { slide(evidence, stages(from: 3, $0), sum: $0.progress(from: 0, to: 0.5)) }
    Shot(
      "Which units are active", lasting: .seconds(8),
      caption: "On every straight piece another set of units is active",
      narration: "Between two corners nothing switches, and so the output runs straight."
    ) {
      let x = inputs.upperBound * $0.progress(from: 0.5, to: 7.4, easing: .linear)
      slide(evidence, [4, 4, 4], sum: 1, probe: x)
    }
  }

  /// How far each unit has come, one after another: at 1 its line is drawn, at 2 clipped, at 3
  /// weighted, at 4 added.
  private func stages(from stage: Int, _ time: ShotTime) -> [Double] {
    (0..<3).map { unit in
      let end = time.duration - 0.7
      return Double(stage) + time.progress(from: 0.6, to: end, item: unit, of: 3, overlap: 0)
    }
  }

  private func share(_ stage: Double, beyond start: Double) -> Double {
    min(max(stage - start, 0), 1)
  }

  private func slide(
    _ evidence: Evidence, _ stages: [Double], sum: Double = 0, probe: Double? = nil
  ) -> some Drawing {
    // Which units are active at the probe.
    let active = probe.map { x in (0..<3).filter { evidence.lines[$0](x) > 0 } }
    return Slide(
      caption: active.map { units in
        "Active on this straight piece: " + units.map { "$h_\($0 + 1)$" }.joined(separator: ", ")
      }
    ) {
      HStack(spacing: 24) {
        graph(evidence, active ?? [])
        VStack(spacing: 8) {
          for unit in 0..<3 { hiddenUnit(unit, evidence, stages[unit], probe) }
        }
        output(evidence, stages, probe).opacity(sum)
      }
    }
  }

  private func graph(_ evidence: Evidence, _ active: [Int]) -> some Drawing {
    let diagram = NetworkDiagram(evidence.network)
      .activationGlyphs(false)
      .spacing(layers: 50, units: 66)
    return (0..<3).reduce(diagram) { diagram, unit in
      let name = "h\(unit + 1)"
      let arrows = active.contains(unit) ? ["x→\(name)", "\(name)→y"] : []
      return diagram.highlight([name] + arrows, tones[unit])
    }
  }

  /// A unit's curve as far as it has come.
  private func curve(_ unit: Int, _ evidence: Evidence, _ stage: Double) -> PiecewiseLinearCurve {
    let weight = 1 + share(stage, beyond: 2) * (evidence.network.layers[1].weights[unit] - 1)
    return weight * evidence.lines[unit].rectified(by: share(stage, beyond: 1))
  }

  private func hiddenUnit(
    _ unit: Int, _ evidence: Evidence, _ stage: Double, _ probe: Double?
  ) -> some Drawing {
    let (number, term) = (unit + 1, curve(unit, evidence, stage))
    let line = "\\theta_{\(number)0}+\\theta_{\(number)1}x"
    let (clipped, weighted) = ("h_\(number)", "\\phi_\(number)h_\(number)")
    let formula = stage > 2.5 ? weighted : stage > 1.5 ? clipped : line
    return Chart {
      RuleMark(y: 0).foregroundStyle(.lightGray)
      if stage > 0 {
        LineMark(term.restricted(to: 0...(2 * share(stage, beyond: 0))).vertices)
          .foregroundStyle(tones[unit])
          .lineStyle(width: 2.2)
      }
      self.probe(probe, on: term, tones[unit])
      CornerLabel("$\(formula)$", in: [unit < 2 ? .topLeading : .bottomLeading])
        .foregroundStyle(tones[unit])
    }
    .chartXAxis(over: inputs)
    .chartYAxis(over: -1.15...1.15)
  }

  /// Where the input is, and what comes of it: a stem from zero.
  @ChartContentBuilder
  private func probe(
    _ x: Double?, on curve: PiecewiseLinearCurve, _ tone: Tone
  ) -> [any ChartContent] {
    if let x {
      RuleMark(x: x, y: min(curve(x), 0)...max(curve(x), 0))
      PointMark([Point(x, curve(x))]).foregroundStyle(tone).outline(.ground).symbolSize(7)
    }
  }

  private func output(_ evidence: Evidence, _ stages: [Double], _ probe: Double?) -> some Drawing {
    let offset = PiecewiseLinearCurve(
      through: [inputs.lowerBound, inputs.upperBound].map { Point($0, phi0) })
    let sum = (0..<3).reduce(offset) { sum, unit in
      sum + share(stages[unit], beyond: 3) * curve(unit, evidence, 3)
    }
    let piece = probe.flatMap { x in evidence.pieces.first { $0.interval.contains(x) } }
    return Chart {
      if let piece { RectangleMark(x: piece.interval).opacity(0.35) }
      RuleMark(y: 0).foregroundStyle(.lightGray)
      LineMark(sum.vertices).foregroundStyle(.steel).lineStyle(width: 2.6)
      self.probe(probe, on: sum, .steel)
    }
    .chartXAxis("Input, $x$", over: inputs)
    .chartYAxis("Output, $y$", over: -1.15...1.15)
  }
}

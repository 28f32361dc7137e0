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

  /// How far the network has been put together; each stage of each unit from 0 to 1.
  struct Stage {
    var drawn = [0.0, 0, 0]
    var clipped = [0.0, 0, 0]
    var weighted = [0.0, 0, 0]
    var added = [0.0, 0, 0]
    var probe: Double?
  }

  private let inputs = 0.0...2.0
  private let all = [1.0, 1, 1]
  private let tones: [Tone] = [.orange, .teal, .slate]

  func shots(_ evidence: Evidence) -> [Shot] {
    Shot(
      "Three lines", lasting: .seconds(5),
      narration: "Each hidden unit receives a straight line of the input."
    ) { time in
      slide(
        evidence, Stage(drawn: staggered(time, from: 0.4, each: 1.3)),
        "Each hidden unit receives a straight line of the input")
    }
    Shot(
      "Clipped", lasting: .seconds(5),
      narration: "The ReLU lets positive values pass and makes negative ones zero."
    ) { time in
      slide(
        evidence, Stage(drawn: all, clipped: staggered(time, from: 0.5, each: 1.3)),
        "The ReLU cuts off what is below zero")
    }
    Shot(
      "Weighted", lasting: .seconds(5),
      narration: "Each is multiplied by a weight, which stretches or flips it."
    ) { time in
      slide(
        evidence,
        Stage(drawn: all, clipped: all, weighted: staggered(time, from: 0.5, each: 1.3)),
        "A weight stretches each of them, or flips it")
    }
    Shot(
      "Added", lasting: .seconds(7),
      narration: "The sum bends wherever one of the units switches on or off."
    ) { time in
      slide(
        evidence,
        Stage(
          drawn: all, clipped: all, weighted: all,
          added: staggered(time, from: 0.6, each: 1.8)),
        "Their sum bends wherever a unit switches on or off")
    }
    Shot(
      "Which units are active", lasting: .seconds(8),
      narration: "On every straight piece another set of units is active."
    ) { time in
      slide(
        evidence,
        Stage(
          drawn: all, clipped: all, weighted: all, added: all,
          probe: 2 * time.progress(from: 0.5, to: 7.4, easing: .linear)),
        "On every straight piece another set of units is active")
    }
  }

  /// The three units' turns, one after another.
  private func staggered(_ time: ShotTime, from start: Double, each length: Double) -> [Double] {
    (0..<3).map { unit in
      let begin = start + Double(unit) * length
      return time.progress(from: begin, to: begin + 0.9 * length)
    }
  }

  private func slide(_ evidence: Evidence, _ stage: Stage, _ caption: String) -> Slide {
    Slide("Anatomy of a shallow network", caption: caption) {
      HStack(spacing: 22) {
        graph(evidence, stage)
        VStack(spacing: 6) {
          for unit in 0..<3 { hiddenUnit(unit, evidence, stage) }
        }
        output(evidence, stage)
      }
    }
  }

  private func graph(_ evidence: Evidence, _ stage: Stage) -> some Drawing {
    let input = stage.probe ?? 0
    let isActive = evidence.lines.map { $0(input) > 0 }
    let diagram = NetworkDiagram(evidence.network)
      .spacing(layers: 54, units: 52)
    return (0..<3).reduce(diagram) { diagram, unit in
      let name = "h\(unit + 1)"
      let arrows = stage.probe != nil && isActive[unit] ? ["x→\(name)", "\(name)→y"] : []
      return diagram.highlight([name] + arrows, tones[unit])
    }
  }

  /// A unit's curve as far as it has come.
  private func points(_ unit: Int, _ evidence: Evidence, _ stage: Stage) -> [Point] {
    let line = evidence.lines[unit]
    let weight = evidence.network.layers[1].weights[unit]
    let end = inputs.upperBound * stage.drawn[unit]
    let xs = ([inputs.lowerBound, end] + line.preimages(of: 0).filter { $0 < end }).sorted()
    return xs.map { x in
      let z = line(x)
      let clipped = max(z, 0) + (1 - stage.clipped[unit]) * min(z, 0)
      return Point(x, clipped * (1 + stage.weighted[unit] * (weight - 1)))
    }
  }

  private func hiddenUnit(_ unit: Int, _ evidence: Evidence, _ stage: Stage) -> some Drawing {
    let curve = points(unit, evidence, stage)
    let number = unit + 1
    let formula =
      stage.weighted[unit] > 0.5
      ? "\\phi_\(number)h_\(number)"
      : stage.clipped[unit] > 0.5
        ? "h_\(number)" : "\\theta_{\(number)0}+\\theta_{\(number)1}x"
    return Chart {
      RuleMark(y: 0)
        .foregroundStyle(.lightGray)
      if stage.drawn[unit] > 0 {
        LineMark(curve)
          .foregroundStyle(tones[unit])
          .lineStyle(width: 2.2)
      }
      if let probe = stage.probe {
        RuleMark(x: probe)
          .foregroundStyle(.gray)
          .lineStyle(width: 0.8, dash: [2, 2])
        PointMark([Point(probe, term(unit, evidence, probe))])
          .foregroundStyle(tones[unit])
          .outline(.ground)
      }
    }
    .chartXScale(domain: inputs)
    .chartYScale(domain: -1.15...1.15)
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
    .chartYAxisLabel("$\(formula)$")
    .chartPlotSize(width: 128, height: 76)
  }

  private func term(_ unit: Int, _ evidence: Evidence, _ x: Double) -> Double {
    evidence.network.layers[1].weights[unit] * max(evidence.lines[unit](x), 0)
  }

  private func output(_ evidence: Evidence, _ stage: Stage) -> some Drawing {
    // Between the joints all terms are straight, so the sum at the joints is the whole curve.
    let joints = evidence.pieces.map(\.interval.lowerBound) + [inputs.upperBound]
    let sum = { (x: Double) in
      (0..<3).reduce(phi0) { $0 + stage.added[$1] * term($1, evidence, x) }
    }
    let piece = stage.probe.flatMap { probe in
      evidence.pieces.first { $0.interval.contains(probe) }
    }
    return VStack(alignment: .leading, spacing: 8) {
      Chart {
        if let piece {
          RectangleMark(x: piece.interval)
            .opacity(0.35)
        }
        RuleMark(y: 0)
          .foregroundStyle(.lightGray)
        if stage.weighted == all {
          LineMark(joints.map { Point($0, sum($0)) })
            .foregroundStyle(.steel)
            .lineStyle(width: 2.6)
        }
        if let probe = stage.probe {
          RuleMark(x: probe)
            .foregroundStyle(.gray)
            .lineStyle(width: 0.8, dash: [2, 2])
          PointMark([Point(probe, sum(probe))])
            .foregroundStyle(.steel)
            .outline(.ground)
            .symbolSize(7)
        }
      }
      .chartXScale(domain: inputs)
      .chartYScale(domain: -1.15...1.15)
      .chartXAxis(.hidden)
      .chartYAxis(.hidden)
      .chartXAxisLabel("Input, $x$")
      .chartYAxisLabel("Output, $y$")
      .chartPlotSize(width: 196, height: 190)
      Text(
        piece.map { piece in
          let active = (0..<3).filter { piece.pattern.description.dropFirst($0).first == "1" }
          return "Active: "
            + (active.isEmpty ? "none" : active.map { "$h_\($0 + 1)$" }.joined(separator: ", "))
        } ?? " ")
    }
  }
}

import Lantern

/// The first network folds the line of inputs; what the second draws appears on every layer.
struct FoldingSpace: Scene {
  static let entry = Entry(
    scene: "folding-space", "Folding space",
    alt: """
      A strip of paper stands for the inputs of a deep network. The first network moves every \
      input to its output: the strip folds into three layers. The second network draws one curve \
      of three pieces on the pile, through all layers at once. When the strip unfolds it carries \
      the curve three times, mirrored in the middle: nine straight pieces.
      """)

  static let exemptions = [
    Exemption(
      from: .distinctColors,
      because: "The line's colour runs over the outputs; where it begins, few colours are there yet.")
  ]

  @Parameter("First fold", in: -0.8 ... -0.1) var firstFold = -0.3
  @Parameter("Second fold", in: 0.1...0.8) var secondFold = 0.4

  struct Evidence: Sendable {
    var first: PiecewiseLinearCurve
    var second: PiecewiseLinearCurve
    var composed: PiecewiseLinearCurve
  }

  func compute(in lab: Lab) throws -> Evidence {
    let first = try ReLUNetwork(
      through: [Point(-1, -1), Point(firstFold, 1), Point(secondFold, -1), Point(1, 1)])
    let second = try ReLUNetwork(
      through: [Point(-1, 0.6), Point(-0.2, -0.82), Point(0.315, 0.28), Point(1, -0.14)])
    return Evidence(
      first: try first.curves(on: -1...1)[0], second: try second.curves(on: -1...1)[0],
      composed: try first.followed(by: second).curves(on: -1...1)[0])
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    Shot(
      "The first network", lasting: .seconds(5),
      caption: "The first network gives each output $y$ for three different inputs $x$",
      narration: "Follow one output across: three inputs lead to it, one on each slope."
    ) { time in
      let x = -1 + 2 * time.progress(from: 0.5, to: 4.5, easing: .linear)
      slide(evidence, upTo: x, folded: 0, drawn: 0)
    }
    Shot(
      "Folding", lasting: .seconds(7),
      caption: "Moving every input to its output folds the strip into three layers",
      narration: """
        The inputs are a strip of paper. Where the network turns, it is creased, and inputs of one \
        output meet.
        """
    ) { time in
      slide(evidence, folded: time.progress(from: 0.7, to: 6), drawn: 0)
    }
    Shot(
      "The second network", lasting: .seconds(6),
      caption: "The second network draws one curve on the pile, through all layers",
      narration: "The second network sees only the pile. Its pen goes through all three layers."
    ) { time in
      slide(evidence, folded: 1, drawn: time.progress(from: 0.5, to: 5))
    }
    Shot(
      "Unfolding", lasting: .seconds(7),
      caption: "Unfolded, the strip carries the curve three times, in the middle mirrored",
      narration: """
        Now the paper is opened again. Each layer shows its own copy, and the middle one, which \
        lay face down, runs backwards.
        """
    ) { time in
      slide(evidence, folded: 1 - time.progress(from: 0.7, to: 6), drawn: 1)
    }
    let (folds, pieces) = (evidence.first.pieceCount, evidence.composed.pieceCount)
    Shot(
      "Nine pieces", lasting: .seconds(5),
      caption: "\(folds) pieces folded into one make \(pieces)",
      narration: "Layers multiply what one can do: count the bends, and there are \(pieces) pieces."
    ) { time in
      let shown = time.progress(from: 0.5, to: 3.5, easing: .linear)
      slide(evidence, folded: 0, drawn: 1, jointsUpTo: -1 + 2 * shown)
    }
  }

  /// - Parameters:
  ///   - end: how far the first network's curve has been drawn.
  ///   - folded: how far every input has moved to its output, from 0 to 1.
  ///   - drawn: how much of the second network's curve is on the strip.
  ///   - marked: up to which input the joints of the unfolded curve are marked.
  private func slide(
    _ evidence: Evidence, upTo end: Double = 1, folded: Double, drawn: Double,
    jointsUpTo marked: Double = -1
  ) -> some Drawing {
    Slide {
      HStack(spacing: 34) {
        Chart {
          RuleMark(y: 0).foregroundStyle(.gray).lineStyle(width: 0.75, dash: [0.75, 1.2])
          if end > -1 {
            LineMark(evidence.first.restricted(to: -1...end).vertices)
              .foregroundStyle(.teal)
              .lineStyle(width: 2.4)
          }
          if end > -1 && end < 1 {
            let y = evidence.first(end)
            RuleMark(y: y)
            PointMark(evidence.first.preimages(of: y).filter { $0 <= end }.map { Point($0, y) })
              .foregroundStyle(.orange)
              .outline(.ground)
              .symbolSize(7)
          }
        }
        .chartXAxis("Input, $x$", over: -1.05...1.05)
        .chartYAxis("Output, $y$", over: -1.16...1.16)
        Chart {
          FoldingStripMark(
            evidence.first, carrying: evidence.composed, folded: folded, drawn: drawn)
          PointMark(
            evidence.composed.joints.filter { $0 < marked }
              .map { Point($0, evidence.composed($0)) }
          )
          .foregroundStyle(.ink)
          .symbolSize(5)
        }
        .chartXAxis(
          folded < 0.5 ? "Input, $x$" : "Output of the first network, $y$", over: -1.05...1.05)
        .chartYAxis("Output, $y'$", over: -1.16...1.16)
        .chartFrame(.hidden)
      }
    }
  }
}

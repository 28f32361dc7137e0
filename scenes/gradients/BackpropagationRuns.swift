import Lantern

/// Values run forward through a network, gradients run back, and the weights take a step.
struct BackpropagationRuns: Scene {
  static let entry = Entry(
    scene: "backpropagation", "Backpropagation runs through a network",
    alt: """
      The graph of a small network. Layer by layer, from left to right, the circles fill with \
      their units' values, up to the output, which misses its target. Then, from right to left, \
      they fill with the derivatives of the loss, and each arrow becomes as wide as the derivative \
      for its weight is large. Step by step the weights follow these derivatives, and the loss \
      falls.
      """)

  @Parameter("Learning rate", in: 0.005...0.1, scale: .logarithmic) var learningRate = 0.012
  @Parameter("Target", in: -2...2) var target = 1.0
  @Parameter("Seed", in: 0...99) var seed = 13

  struct Evidence: Sendable {
    /// The network after 0, 1, 2, … steps of gradient descent on one example.
    var networks: [ReLUNetwork]
    /// What backpropagation finds in each of them.
    var passes: [Backpropagation]
    var losses: [Double]
  }

  private let steps = 24
  private let input = [1.2, -0.7]

  func compute(in lab: Lab) throws -> Evidence {
    var networks = [try ReLUNetwork(MLP([2, 3, 3, 1]).initialized(lab.key("parameters")))]
    var passes: [Backpropagation] = []
    for step in 0...steps {
      let found = Backpropagation(
        networks[step], inputs: input.map { [$0] }, targets: [[target]])
      passes.append(found)
      networks.append(try networks[step].stepping(against: found, learningRate: learningRate))
    }
    return Evidence(
      networks: networks.dropLast(), passes: passes,
      losses: passes.map { ($0.outputs[0][0] - target) * ($0.outputs[0][0] - target) })
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    Shot(
      "Forward", lasting: .seconds(8),
      caption: "Forward: every unit weights the values on its left, adds them, and cuts at zero",
      narration: """
        Two numbers go in on the left. Layer by layer they become other numbers, until one comes \
        out.
        """
    ) { time in
      slide(evidence, step: 0, reached: 4.2 * time.progress(from: 0.6, to: 7, easing: .linear))
    }
    Shot(
      "The loss", lasting: .seconds(4),
      caption: "The output misses its target: the loss is the squared distance",
      narration: "That is not what we wanted. How wrong it is becomes one number."
    ) { time in
      slide(evidence, step: 0, loss: time.progress(from: 0.4, to: 1.2))
    }
    Shot(
      "Backward", lasting: .seconds(9),
      caption: "Backward: the derivative at every unit comes from those on its right",
      narration: """
        Now the question runs the other way: how would the loss change, if this unit gave a little \
        more? A wide arrow is a weight that matters.
        """
    ) { time in
      let returned = 4.2 * time.progress(from: 0.6, to: 8, easing: .linear)
      slide(evidence, step: 0, returned: returned, loss: 1, key: time.progress(from: 0.6, to: 1.2))
    }
    Shot(
      "Steps", lasting: .seconds(9),
      caption: "Every weight steps against its derivative, and the output nears its target",
      narration: """
        Every weight gives way a little, all at once. Do it again and again: the arrows grow thin, \
        for there is less left to mend.
        """
    ) { time in
      let step = Int(Double(steps) * time.progress(from: 0.8, to: 7.8, easing: .linear))
      slide(evidence, step: step, arrows: 5, loss: 1, key: 1)
    }
  }

  /// - Parameters:
  ///   - reached: how many layers hold their values, inputs included.
  ///   - returned: how many layers, from the right, hold derivatives.
  ///   - arrows: into how many layers, from the right, the weights show their derivatives; as many as
  ///     hold derivatives if it is not given.
  ///   - loss, key: how far the plot of the loss and the colours' meaning have appeared.
  private func slide(
    _ evidence: Evidence, step: Int, reached: Double = 5, returned: Double = 0,
    arrows: Double? = nil, loss: Double = 0, key: Double = 0
  ) -> some Drawing {
    Slide(share: 0.64) {
      graph(evidence, step: step, reached: reached, returned: returned, arrows: arrows ?? returned)
    } beside: {
      Text("Step \(step)").font(.title)
      Text("Target: \(target.label(decimals: 2))")
      Text("Output: \(evidence.passes[step].outputs[0][0].label(decimals: 2))")
        .opacity(reached > 3 ? 1 : 0)
      losses(evidence, upTo: step)
        .frame(height: 132)
        .opacity(loss)
      Text("Positive derivative").foregroundStyle(.orange).opacity(key)
      Text("Negative derivative").foregroundStyle(.steel).opacity(key)
    }
  }

  /// The network's graph with values, or derivatives, in the circles.
  private func graph(
    _ evidence: Evidence, step: Int, reached: Double, returned: Double, arrows: Double
  ) -> some Drawing {
    let pass = evidence.passes[step]
    let values = (pass.hidden + [pass.outputs]).map { $0.map { $0[0] } }
    let gradients = ([pass.hiddenGradients[0]] + pass.preactivationGradients).map { $0.map { $0[0] } }
    let last = values.count - 1
    return NetworkDiagram(evidence.networks[step])
      .activationGlyphs(false)
      .unitSize(40)
      .unitLabelScale(0.66)
      .spacing(layers: 92, units: 68)
      .edgeTone(.gray)
      .unitValues(
        (0...last).map { layer in
          if returned > Double(last - layer) { return gradients[layer] }
          return reached > Double(layer) ? values[layer] : nil
        }, largest: 2
      )
      .arrowQuantities(largest: 2) { layer, source, target in
        // The arrows into a layer grow once their targets know their derivatives.
        let progress = min(max(arrows - Double(last - 1 - layer) - 0.2, 0) / 0.8, 1)
        return progress * pass.gradient(ofWeight: layer, from: source, to: target)
      }
  }

  private func losses(_ evidence: Evidence, upTo step: Int) -> some Drawing {
    Chart {
      LineMark(evidence.losses, upTo: step).foregroundStyle(.teal).lineStyle(width: 2.2)
      PointMark([Point(Double(step), evidence.losses[step])]).foregroundStyle(.teal).symbolSize(6)
    }
    .chartXAxis("Step", spanning: [0, Double(steps) / 2, Double(steps)], subdivisions: 1)
    .chartYAxis("Loss", over: 0...(1.1 * evidence.losses[0]))
  }
}

import Lantern

/// Values run forward through a network, gradients run back, and the weights take a step.
struct BackpropagationRuns: Scene {
  static let entry = Entry(
    scene: "backpropagation", "Backpropagation runs through a network",
    alt: """
      The graph of a small network. Layer by layer, from left to right, the circles fill with their \
      units' values, up to the output, which misses its target. Then, from right to left, they fill \
      with the derivatives of the loss, and each arrow becomes as wide as the derivative for its \
      weight is large. Step by step the weights follow these derivatives, and the loss falls.
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
      narration: "Forward: every unit weights the values on its left, adds them, and cuts at zero"
    ) { time in
      slide(evidence, step: 0, reached: 4.2 * time.progress(from: 0.6, to: 7, easing: .linear))
    }
    Shot(
      "The loss", lasting: .seconds(4),
      narration: "The output misses its target: the loss is the squared distance"
    ) { time in
      slide(evidence, step: 0, loss: time.progress(from: 0.4, to: 1.2))
    }
    Shot(
      "Backward", lasting: .seconds(9),
      narration: "Backward: the derivative at every unit comes from those on its right"
    ) { time in
      let returned = 4.2 * time.progress(from: 0.6, to: 8, easing: .linear)
      slide(evidence, step: 0, returned: returned, loss: 1, key: time.progress(from: 0.6, to: 1.2))
    }
    Shot(
      "Steps", lasting: .seconds(9),
      narration: "Every weight steps against its derivative, and the output nears its target"
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
      Text("Target: \(target.formatted(decimals: 2))")
      Text("Output: \(evidence.passes[step].outputs[0][0].formatted(decimals: 2))")
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
    let diagram = NetworkDiagram(evidence.networks[step])
      .activationGlyphs(false)
      .unitSize(40)
      .unitLabelScale(0.66)
      .spacing(layers: 92, units: 68)
      .edgeTone(.gray)
      .arrowQuantities(
        quantities(pass, diagramOf: evidence.networks[step], returned: arrows), largest: 2)
    let values = (pass.hidden + [pass.outputs]).map { $0.map { $0[0] } }
    let gradients = ([pass.hiddenGradients[0]] + pass.preactivationGradients).map { $0.map { $0[0] } }
    let last = values.count - 1
    return zip(diagram.unitNames, 0...last).reduce(diagram) { diagram, column in
      let (names, layer) = column
      let isBack = returned > Double(last - layer)
      guard isBack || reached > Double(layer) else { return diagram }
      return zip(names, isBack ? gradients[layer] : values[layer]).reduce(diagram) { diagram, unit in
        let (name, value) = unit
        return diagram
          .label(name, value.formatted(decimals: 2))
          .fill(
            name,
            Tone.ground.mixed(with: value < 0 ? .steel : .orange, 0.65 * min(abs(value) / 2, 1)))
      }
    }
  }

  /// The derivatives of the weights by the arrows' names, as far as the way back has come.
  private func quantities(
    _ pass: Backpropagation, diagramOf network: ReLUNetwork, returned: Double
  ) -> [String: Double] {
    let names = NetworkDiagram(network).unitNames
    var quantities: [String: Double] = [:]
    for layer in network.layers.indices {
      // The arrows into a layer grow once their targets know their derivatives.
      let progress = min(max(returned - Double(network.layers.count - 1 - layer) - 0.2, 0), 0.8) / 0.8
      for (source, from) in names[layer].enumerated() {
        for (target, to) in names[layer + 1].enumerated() {
          quantities["\(from)→\(to)"] =
            progress * pass.gradient(ofWeight: layer, from: source, to: target)
        }
      }
    }
    return quantities
  }

  private func losses(_ evidence: Evidence, upTo step: Int) -> some Drawing {
    Chart {
      LineMark(
        x: (0...step).map(Double.init), y: Array(evidence.losses[...step])
      )
      .foregroundStyle(.teal)
      .lineStyle(width: 2.2)
      PointMark([Point(Double(step), evidence.losses[step])]).foregroundStyle(.teal).symbolSize(6)
    }
    .chartXAxis("Step", spanning: [0, Double(steps) / 2, Double(steps)], subdivisions: 1)
    .chartYAxis("Loss", over: 0...(1.1 * evidence.losses[0]))
  }
}

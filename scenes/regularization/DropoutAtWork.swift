import Lantern

/// A spike between the data costs nothing until dropout takes its units away, one in each step.
struct DropoutAtWork: Scene {
  static let entry = Entry(
    scene: "dropout-at-work", "Dropout at work",
    alt: """
      A curve passes through noisy points and makes a tall spike in a gap between them; three \
      hidden units cooperate to make it. In each step of training one of the three is left out: \
      the curve flies off behind the spike and the loss is large. Step by step the weights of the \
      three shrink, and the spike sinks until a nearly straight line bridges the gap.
      """)

  @Parameter("Learning rate", in: 0.0005...0.01, scale: .logarithmic) var learningRate = 0.001
  @Parameter("Steps", in: 1000...20_000) var steps = 10_000
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Sendable {
    var data: RegressionData
    var truth: ToyRegression
    /// The network before training with dropout, and then the mean of every 25 steps' networks: the
    /// single ones tremble.
    var networks: [FixedJointNetwork]
  }

  /// The units that make the spike, counted from 1.
  private let units = [7, 8, 9]
  private let peak = 7.0 / 12
  private let window = 25

  func compute(in lab: Lab) throws -> Evidence {
    let data = ToyRegression.pointsBesideKink
    let original = try FixedJointDescent(learningRate: learningRate)
      .run(
        from: ToyRegression.networkWithKink, on: data, recordAt: [20_000], key: lab.key("descent"))
    let networks = try FixedJointDescent(learningRate: learningRate, droppingOneOf: units)
      .run(from: original[0], on: data, recordAt: Array(1...steps), key: lab.key("dropout"))
    let means = stride(from: 0, through: steps - window, by: window).map {
      FixedJointNetwork(meanOf: networks[$0..<($0 + window)])
    }
    return Evidence(data: data, truth: .unscaled, networks: original + means)
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let original = evidence.networks[0]
    Shot(
      "A spike that costs nothing", lasting: .seconds(6),
      caption: "There are no data in the gap, so the loss can't see the spike",
      narration: "The curve hits every point, and nobody asked it to leap in between."
    ) { time in
      slide(evidence, original, ring: time.presence(from: 1, to: 5.6))
    }
    Shot(
      "One unit left out", lasting: .seconds(8),
      caption: "With one of its units left out, the curve misses all points that follow",
      narration: "Three units hold each other in balance. Take any one away, and it is gone."
    ) { time in
      let turn = Int(time.seconds / 1.35)
      slide(evidence, original, without: turn < 5 ? units[turn % 3] : nil)
    }
    Shot(
      "Training with dropout", lasting: .seconds(12),
      caption: "Each step leaves out one of the three: what they do together must get small",
      narration: """
        Now the spike does cost something, for a unit is missing in every step. The less the three \
        rely on each other, the less is lost: their weights shrink.
        """
    ) { time in
      let progress = time.progress(from: 0.4, to: 11.4, easing: .power(2))
      slide(
        evidence, network(at: progress, evidence), step: Int(Double(steps) * progress),
        ghost: original)
    }
    Shot(
      "The spike is gone", lasting: .seconds(4),
      caption: "The spike is gone: a nearly straight line bridges the gap",
      narration: "What no data asked for has been given up."
    ) { time in
      slide(evidence, network(at: 1, evidence), step: steps, ghost: original)
    }
  }

  /// The network on its way through those that are known.
  private func network(at progress: Double, _ evidence: Evidence) -> FixedJointNetwork {
    FixedJointNetwork(
      parameters: Playback(count: evidence.networks.count)
        .value(of: evidence.networks.map(\.parameters), at: progress))
  }

  private func slide(
    _ evidence: Evidence, _ network: FixedJointNetwork, without unit: Int? = nil,
    step: Int? = nil, ghost: FixedJointNetwork? = nil, ring: Double = 0
  ) -> some Drawing {
    var reduced = network
    if let unit { reduced.weights[unit - 1] = 0 }
    return Slide {
      fit(evidence, reduced, ghost: ghost, ring: ring)
    } beside: {
      weights(network, without: unit)
      Text(step.map { "Step \($0)" } ?? unit.map { "Unit \($0) left out" } ?? "All units")
        .font(.title)
      Text(step == nil ? " " : "The mean of \(window) steps")
      Text("Height of the spike: \(height(network).label(decimals: 2))").foregroundStyle(.teal)
      Text("Loss: \(reduced.loss(on: evidence.data).formatted(decimals: 2))")
        .foregroundStyle(.orange)
    }
  }

  /// How far the spike stands above the straight line between the ends of the gap.
  private func height(_ network: FixedJointNetwork) -> Double {
    let (a, b) = (0.415, 0.744)
    return network(peak) - network(a) - (peak - a) / (b - a) * (network(b) - network(a))
  }

  private func fit(
    _ evidence: Evidence, _ network: FixedJointNetwork, ghost: FixedJointNetwork?, ring: Double
  ) -> some Drawing {
    Chart {
      LineMark(over: 0...1, of: evidence.truth.callAsFunction)
        .foregroundStyle(.ink)
        .lineStyle(width: 1.6)
      if let ghost {
        LineMark(ghost.curve.vertices).foregroundStyle(.teal).lineStyle(width: 1).opacity(0.35)
      }
      LineMark(network.curve.vertices).foregroundStyle(.teal).lineStyle(width: 2.6)
      PointMark(evidence.data).foregroundStyle(.orange).outline(.ground).symbolSize(6.5)
      PointMark([Point(peak, network(peak))])
        .symbolSize(24)
        .foregroundStyle(Tone.ground.opacity(0))
        .outline(.ink)
        .opacity(ring)
    }
    .chartXAxis("Input, $x$", over: 0...1)
    .chartYAxis("Output, $y$", over: -1.5...4.5)
  }

  /// A bar for each hidden unit's weight; those that make the spike stand out.
  private func weights(_ network: FixedJointNetwork, without unit: Int?) -> some Drawing {
    let others = (1...network.hiddenCount).filter { !units.contains($0) }
    func bars(_ shown: [Int]) -> BarMark {
      BarMark(x: shown.map(Double.init), height: shown.map { network.weights[$0 - 1] })
    }
    return Chart {
      RuleMark(y: 0)
      bars(others).foregroundStyle(.gray).outline(nil)
      bars(units.filter { $0 != unit }).foregroundStyle(.orange).outline(nil)
    }
    .chartXScale(domain: 0.4...12.6)
    .chartXAxis(values: [1, 7, 8, 9, 12], subdivisions: 1)
    .chartXAxisLabel("Hidden unit")
    .chartYAxis("Weight", over: -42...26)
  }
}

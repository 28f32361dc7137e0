import Lantern

/// In each step dropout trains another network, that of the units it has kept.
struct DropoutSubnetworks: Figure {
  static let entry = Entry(
    "9.8", "Dropout trains random parts of a network",
    alt: """
      Four drawings of a network of three inputs, two hidden layers of four units and one output. \
      The first is complete. In each of the others some hidden units are plain grey disks without \
      arrows, other units each time, and only the arrows between the units that are left remain.
      """, treatment: .diagram)

  @Parameter("Probability of a unit to be dropped", in: 0...0.7) var rate = 0.4
  @Parameter("Step of training in panel b", in: 0...999) var stepB = 164
  @Parameter("Step of training in panel c", in: 0...999) var stepC = 417
  @Parameter("Step of training in panel d", in: 0...999) var stepD = 530
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var network: ReLUNetwork
    /// The steps of the panels b, c and d, of a thousand.
    var shown: [DroppedStep]
    /// The share of units that are dropped in 1000 steps.
    var share: Double
    /// The largest difference between what the layers gave in the steps shown and what the networks
    /// drawn compute.
    var difference: Double
  }

  func compute(in lab: Lab) throws -> Evidence {
    let model = MLP([3, 4, 4, 1]).initialized(lab.key("parameters"))
    let network = try ReLUNetwork(model)
    let input = lab.key("input").normal(count: 3)
    let steps = try model.droppedSteps(1000, rate: rate, input: input, key: lab.key("dropout"))
    let shown = [stepB, stepC, stepD].map { steps[$0] }
    let units = steps.flatMap { $0.kept.joined() }
    return Evidence(
      network: network, shown: shown,
      share: Double(units.count { !$0 }) / Double(units.count),
      difference: try shown.reduce(0) { worst, step in
        let part = try network.keeping(step.kept, scale: 1 / (1 - rate))
        return max(worst, abs(part(input)[0] - step.output[0]))
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(spacing: 14) {
      HStack(spacing: 24) {
        Panel("a") { diagram(evidence.network) }
        Panel("b") { diagram(evidence.network).dropping(unitsKept: evidence.shown[0].kept) }
      }
      HStack(spacing: 24) {
        Panel("c") { diagram(evidence.network).dropping(unitsKept: evidence.shown[1].kept) }
        Panel("d") { diagram(evidence.network).dropping(unitsKept: evidence.shown[2].kept) }
      }
    }
  }

  private func diagram(_ network: ReLUNetwork) -> NetworkDiagram {
    NetworkDiagram(network)
      .hiddenLabels(false)
      .edgeTone(.gray)
      .spacing(layers: 49, units: 28.1)
  }

  var claims: [Claim<Evidence>] {
    Claim("the share of units dropped in a thousand steps is the probability, 0.4",
      equals: 0.4, within: 0.02) { $0.share }
    Claim("the networks drawn compute what the layers gave in those steps, up to", atMost: 1e-5) {
      $0.difference
    }
  }
}

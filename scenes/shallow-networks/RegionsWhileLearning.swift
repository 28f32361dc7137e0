import Lantern

/// A ReLU network cuts the plane into polygons and moves the cuts until they part two classes.
struct RegionsWhileLearning: Scene {
  static let entry = Entry(
    scene: "regions-while-learning", "Regions of a network while it learns",
    alt: """
      Points of two classes lie on two interleaved crescents. A network divides the plane into \
      polygons, on each of which its output is a plane. While it learns, the borders of the \
      polygons move and the boundary between the classes bends around the points. A curve beside \
      shows the loss falling.
      """)

  @Parameter("Hidden units in each layer", in: 2...24) var width = 10
  @Parameter("Learning rate", in: 0.001...0.1, scale: .logarithmic) var learningRate = 0.006
  @Parameter("Noise of the data", in: 0...0.4) var noise = 0.16
  @Parameter("Seed", in: 0...99) var seed = 3

  struct Evidence: Codable, Sendable {
    var data: PlanarData
    /// The network at each recorded step, from the start.
    var networks: [ReLUNetwork]
    var steps: [Int]
    var losses: [Double]
    var regionCounts: [Int]
    var accuracies: [Double]
  }

  private let box = Rect(x: -1.95, y: -1.42, width: 3.9, height: 2.84)

  func compute(in lab: Lab) throws -> Evidence {
    let data = PlanarData.moons(count: 240, noise: noise, key: lab.key("data"))
    let run = try Training(
      MLP([2, width, width, 1]), loss: .binaryLogistic, on: data.examples, batch: .random(48),
      optimizer: .adam(learningRate)
    ).run(steps: 1200, key: lab.key("training"))
    let networks = try run.steps.indices.map { try ReLUNetwork(run.fitted($0)) }
    return Evidence(
      data: data, networks: networks, steps: run.steps,
      losses: try run.losses(on: data.examples),
      regionCounts: try networks.enumerated().map { index, network in
        lab.progress(Double(index) / Double(networks.count))
        return try network.regions(in: box).cells.count
      },
      accuracies: networks.map { network in
        let correct = zip(data.points, data.labels).count { point, label in
          (network([point.x, point.y])[0] > 0) == (label == 1)
        }
        return Double(correct) / Double(data.count)
      })
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let last = evidence.networks.count - 1
    Shot(
      "Before training", lasting: .seconds(4),
      caption: "Random weights: each polygon is a region where the network is linear",
      narration: "Random weights cut the plane at random: a patchwork of flat pieces."
    ) { time in
      slide(evidence, at: 0, dataOpacity: time.progress(from: 0.2, to: 1.2))
    }
    Shot(
      "Learning", lasting: .seconds(15),
      caption: "Learning moves the borders until the boundary bends around the data",
      narration: """
        Each border belongs to a hidden unit. Training shifts and turns them, and with every one \
        that moves, the flat pieces tilt. Watch them gather where the two classes meet.
        """
    ) { time in
      let progress = time.progress(from: 0.2, to: 14.6, easing: .power(1.7))
      slide(evidence, at: Int(progress * Double(last)))
    }
    Shot(
      "Learned", lasting: .seconds(3),
      caption: "A smooth-looking boundary, made of straight pieces",
      narration: "It looks like a curve, and is all corners."
    ) { _ in
      slide(evidence, at: last)
    }
  }

  private func slide(
    _ evidence: Evidence, at index: Int, dataOpacity: Double = 1
  ) -> some Drawing {
    Slide(share: 0.6) {
      plane(evidence.networks[index], evidence.data, dataOpacity: dataOpacity)
    } beside: {
      losses(evidence, upTo: index)
      Text("Step \(evidence.steps[index])").font(.title)
      Text("\(evidence.regionCounts[index]) regions").foregroundStyle(.teal)
      Text("\((100 * evidence.accuracies[index]).formatted(decimals: 0)) % of the points right")
    }
  }

  private func plane(
    _ network: ReLUNetwork, _ data: PlanarData, dataOpacity: Double
  ) -> some Drawing {
    Chart {
      NetworkRegionsMark(network, in: box, colorMap: .slateToOrange, range: -6...6)
      PointMark(data.points(of: 1)).foregroundStyle(.orange).outline(.ground).opacity(dataOpacity)
      PointMark(data.points(of: 0)).foregroundStyle(.steel).outline(.ground).opacity(dataOpacity)
    }
    .chartXAxis(.hidden)
    .chartYAxis(.hidden)
  }

  private func losses(_ evidence: Evidence, upTo index: Int) -> some Drawing {
    Chart {
      LineMark(evidence.losses, at: evidence.steps, upTo: index).foregroundStyle(.teal)
    }
    .chartXScale(domain: 0...Double(evidence.steps[evidence.steps.count - 1]))
    .chartYScale(domain: 0...max(0.8, evidence.losses[0]))
    .chartXAxisLabel("Step")
    .chartYAxisLabel("Loss")
  }
}

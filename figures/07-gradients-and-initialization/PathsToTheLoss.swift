import Lantern

/// The paths that a weight of one layer needs contain those of the next: going back reuses work.
struct PathsToTheLoss: Figure {
  static let entry = Entry(
    "7.2", "The paths by which weights change the loss",
    alt: """
      Three copies of the graph of one network with a loss at its end. In each a weight is blue and \
      every arrow that its change passes through is orange: from the third hidden layer's first \
      unit four arrows, from the second layer's second unit eleven, from the first layer's first \
      unit sixteen.
      """, treatment: .diagram)

  @Parameter("Unit of the last hidden layer, in a", in: 1...3) var last = 1
  @Parameter("Unit of the second hidden layer, in b", in: 1...2) var second = 2
  @Parameter("Unit of the first hidden layer, in c", in: 1...4) var first = 1

  struct Evidence: Codable, Sendable {
    var network: ReLUNetwork
    /// How many units change when each panel's target does, found by changing it.
    var changedUnits: [Int]
  }

  private var weights: [(source: String, target: String)] {
    [("h'2", "h''\(last)"), ("h1", "h'\(second)"), ("x3", "h\(first)")]
  }

  func compute(in lab: Lab) throws -> Evidence {
    // Positive numbers keep all units active, so that every change shows.
    let widths = [3, 4, 2, 3, 2]
    let layers = try zip(widths, widths.dropFirst()).enumerated().map { index, widths in
      let key = lab.key("layer").fold(index)
      return try ReLUNetwork.Layer(
        inputCount: widths.0, outputCount: widths.1,
        weights: key.uniform(count: widths.0 * widths.1, in: 0.1..<1),
        biases: Array(repeating: 0.1, count: widths.1))
    }
    let network = try ReLUNetwork(layers: layers)
    return Evidence(
      network: network,
      changedUnits: [
        changes(network, in: 3, of: last - 1), changes(network, in: 2, of: second - 1),
        changes(network, in: 1, of: first - 1),
      ])
  }

  /// How many hidden units and outputs behind hidden layer `layer` change with its unit `unit`.
  private func changes(_ network: ReLUNetwork, in layer: Int, of unit: Int) -> Int {
    var (plain, changed) = ([1.0, 1, 1], [1.0, 1, 1])
    var count = 0
    for (index, map) in network.layers.enumerated() {
      (plain, changed) = (map(plain).map { max($0, 0) }, map(changed).map { max($0, 0) })
      if index + 1 == layer { changed[unit] += 0.5 }
      if index + 1 > layer { count += zip(plain, changed).count { $0 != $1 } }
    }
    return count
  }

  private func diagram(_ evidence: Evidence, caption: String = "") -> NetworkDiagram {
    NetworkDiagram(evidence.network, symbols: ["x", "h", "h'", "h''", "f"])
      .loss(caption: caption)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(alignment: .leading, spacing: 6) {
      for (index, weight) in weights.enumerated() {
        Panel(["a", "b", "c"][index]) {
          diagram(evidence, caption: index == 0 ? "Training\noutput, $y$" : "")
            .unitLabels(false)
            .edgeTone(.lightGray)
            .highlight(diagram(evidence).arrows(downstreamOf: weight.target))
            .highlight(["\(weight.source)→\(weight.target)"], .steel)
            .unitSize(17.5)
            .spacing(layers: 68, units: 22.6)
            .connectionCaptions(
              above: index == 0 ? (0...3).map { #"$\boldsymbol\Omega_\#($0)$"# } + [""] : [])
            .layerCaptions(
              index < 2
                ? []
                : [
                  "Training\ninput, $\\mathbf{x}$", "Hidden\nlayer, $\\mathbf{h}_1$",
                  "Hidden\nlayer, $\\mathbf{h}_2$", "Hidden\nlayer, $\\mathbf{h}_3$",
                  "Output,\n$\\mathbf{f}[\\mathbf{x},\\boldsymbol\\phi]$", "Loss, $\\ell$",
                ])
        }
      }
    }
  }

  /// The orange arrows of each panel.
  private func arrows(_ evidence: Evidence) -> [Set<String>] {
    weights.map { Set(diagram(evidence).arrows(downstreamOf: $0.target)) }
  }

  var claims: [Claim<Evidence>] {
    for (index, count) in [4, 11, 16].enumerated() {
      Claim("panel \(["a", "b", "c"][index]) has \(count) orange arrows", equals: Double(count)) {
        Double(arrows($0)[index].count)
      }
    }
    Claim("beyond its own target, a needs no arrow that b does not", equals: 0) { evidence in
      let (a, b) = (arrows(evidence)[0], arrows(evidence)[1])
      return Double(a.subtracting(b).count)
    }
    Claim("nor b one that c does not", equals: 0) { evidence in
      let (b, c) = (arrows(evidence)[1], arrows(evidence)[2])
      return Double(b.subtracting(c).count)
    }
    Claim("changing a target changes the units at the orange arrows' ends", equals: 0) { evidence in
      let ends = arrows(evidence).map { arrows in
        Set(arrows.compactMap { $0.split(separator: "→").last }).subtracting(["loss"]).count
      }
      return Double(zip(ends, evidence.changedUnits).reduce(0) { $0 + abs($1.0 - $1.1) })
    }
  }
}

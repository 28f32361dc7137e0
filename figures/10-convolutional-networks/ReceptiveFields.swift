import Lantern

/// The deeper a unit lies, the more of the input it sees.
struct ReceptiveFields: Figure {
  static let entry = Entry(
    "10.6", "Receptive fields grow with depth",
    alt: """
      Four diagrams of a network of one-dimensional convolutions, drawn as columns of units. From \
      one unit in the first, second, third and fourth hidden layer a grey funnel opens backwards \
      to the inputs on which it depends: three, five, seven and all eleven.
      """, treatment: .diagram)

  @Parameter("Position of the unit in the last layer", in: 1...5) var position = 3

  struct Evidence: Sendable {
    var stack: [Conv1D]
    /// What one unit of each layer depends on, layer by layer from the input.
    var fields: [[ReceptiveField]]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let stack = [
      Conv1D(1, 3, size: 3, padding: 1),
      Conv1D(3, 4, size: 3, padding: 1),
      Conv1D(4, 5, size: 3, stride: 2),
      Conv1D(5, 6, size: 3, padding: 1),
    ]
    return Evidence(
      stack: stack,
      fields: try [5, 4, 2, position].enumerated().map { layer, position in
        try Array(stack[...layer]).receptiveFields(of: position - 1, length: 11)
      })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    VStack(alignment: .leading, spacing: 10) {
      HStack(spacing: 26) {
        Panel("a") { diagram(evidence, 0) }
        Panel("b") { diagram(evidence, 1) }
      }
      Panel("c") { diagram(evidence, 2) }
      Panel("d") { diagram(evidence, 3) }
    }
  }

  /// The layers up to one unit, with the shape of the weights that lead to it.
  private func diagram(_ evidence: Evidence, _ number: Int) -> some Drawing {
    let last = evidence.stack[number]
    let weights =
      #"$\boldsymbol\Omega \in \mathbb{R}^{\#(last.channels)\times\#(last.outputs)\times\#(last.size)}$"#
    return TensorDiagram(
      evidence.fields[number].enumerated().map { layer, field in
        TensorLayer(
          field,
          caption: layer == 0 ? #"Input, $\mathbf{x}$"# : #"Hidden layer, $\mathbf{H}_\#(layer)$"#,
          operation: layer <= number
            ? nil : weights + (last.stride > 1 ? "\nStride = \(last.stride)" : ""))
      })
  }

  var claims: [Claim<Evidence>] {
    Claim("a unit of the first layer sees 3 inputs", equals: 3) { size($0, 0) }
    Claim("a unit of the second layer sees 5", equals: 5) { size($0, 1) }
    Claim("a unit of the third layer sees 7", equals: 7) { size($0, 2) }
    Claim("a unit of the fourth layer sees all 11", equals: 11) { size($0, 3) }
  }

  private func size(_ evidence: Evidence, _ number: Int) -> Double {
    Double(evidence.fields[number][0].reached.count)
  }
}

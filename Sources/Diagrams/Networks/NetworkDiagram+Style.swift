import Drawing

/// What the graph shows of the network, and how.
extension NetworkDiagram {
  /// Draws the arrows alike, or by their weights.
  public func edgeStyle(_ style: EdgeStyle) -> NetworkDiagram { with { $0.edgeStyle = style } }

  /// The tone of arrows that nothing else colours.
  public func edgeTone(_ tone: Tone) -> NetworkDiagram { with { $0.edgeTone = tone } }

  /// Shows the offsets: an orange unit that is always 1 above each layer, with arrows of its own.
  public func offsets(_ shown: Bool = true) -> NetworkDiagram { with { $0.showsOffsets = shown } }

  /// Distances between the centres of neighbouring layers and units, in points of the book's theme.
  public func spacing(layers: Double = 86.6, units: Double = 28.1) -> NetworkDiagram {
    with { ($0.layerPitch, $0.nodePitch) = (layers, units) }
  }

  /// The diameter of the circles, in points of the book's theme; the labels grow with it.
  public func unitSize(_ diameter: Double) -> NetworkDiagram {
    with { $0.nodeDiameter = diameter }
  }

  /// Fills the circle of one unit, for example `h1`.
  public func fill(_ unit: String, _ tone: Tone) -> NetworkDiagram {
    with { $0.fills[unit] = tone }
  }

  /// Shows hidden units that are not kept as plain disks, and no arrows from or to them (UDL,
  /// figure 9.8).
  ///
  /// - Parameter kept: for each hidden layer which units are kept.
  public func dropping(unitsKept kept: [[Bool]]) -> NetworkDiagram {
    with { diagram in
      let hidden = diagram.layers.indices.dropFirst().dropLast()
      guard kept.map(\.count) == hidden.map({ diagram.layers[$0].count }) else {
        diagram.problem = DrawingError(
          "The graph has hidden layers of \(hidden.map { diagram.layers[$0].count }) units, but "
            + "was told of \(kept.map(\.count)).")
        return
      }
      for (layer, mask) in zip(hidden, kept) {
        for unit in mask.indices where !mask[unit] {
          diagram.droppedUnits.insert(diagram.name(layer: layer, unit: unit))
        }
      }
    }
  }

  /// Whether labels stand in the circles of hidden units.
  public func hiddenLabels(_ shown: Bool) -> NetworkDiagram {
    with { $0.showsHiddenLabels = shown }
  }

  /// Draws some arrows as wide as a number each is large, orange where it is positive and steel
  /// blue where it is negative: the derivatives of the weights, for example. Zero leaves the thin
  /// arrow.
  ///
  /// - Parameters:
  ///   - quantities: by the arrows' names, for example `x1→h2`.
  ///   - largest: the number that has the widest arrow; larger ones have it too. By default the
  ///     largest of all.
  public func arrowQuantities(
    _ quantities: [String: Double], largest: Double? = nil
  ) -> NetworkDiagram {
    with {
      $0.arrowQuantities = quantities
      $0.largestQuantity = largest ?? quantities.values.reduce(0) { max($0, abs($1)) }
    }
  }

  /// The size of the labels in circles relative to that of symbols: numbers need less.
  public func unitLabelScale(_ scale: Double) -> NetworkDiagram {
    with { $0.unitLabelScale = scale }
  }

  /// Dashes the arrows into a layer: parameters that stay as they are. 1 is the first hidden layer.
  public func fixedParameters(ofLayer layer: Int) -> NetworkDiagram {
    with { $0.fixedLayers.insert(layer) }
  }

  /// Whether labels stand in circles that were given none of their own.
  public func unitLabels(_ shown: Bool) -> NetworkDiagram { with { $0.showsUnitLabels = shown } }

  /// Whether rectified units carry the graph of the ReLU.
  public func activationGlyphs(_ shown: Bool) -> NetworkDiagram {
    with { $0.showsActivations = shown }
  }

  /// Draws at most this many units of each layer: of a wider one the first, dots, and the last.
  public func unitLimit(_ count: Int) -> NetworkDiagram { with { $0.unitLimit = max(count, 2) } }

  /// Colours the outline and the labels of a layer; 0 is the input.
  public func layerStyle(_ layer: Int, _ tone: Tone) -> NetworkDiagram {
    with { $0.layerTones[layer] = tone }
  }

  /// Draws some units and arrows, for example `h1` and `x→h1`, thicker and in another tone.
  public func highlight(_ parts: [String], _ tone: Tone = .orange) -> NetworkDiagram {
    with { diagram in
      for part in parts { diagram.highlights[part] = tone }
    }
  }

  /// Highlights the units of a path and the arrows between them.
  public func highlight(path units: [String], _ tone: Tone = .orange) -> NetworkDiagram {
    highlight(units + zip(units, units.dropFirst()).map { "\($0)→\($1)" }, tone)
  }

  /// Fills each circle by the unit's value when the network is given `input`: the larger, the more
  /// orange; negative values are steel blue.
  public func activations(for input: [Double]) -> NetworkDiagram {
    with { diagram in
      guard let first = diagram.layers.first, first.count == input.count else {
        diagram.problem = DrawingError(
          "The network has \(diagram.layers.first?.count ?? 0) inputs, not \(input.count).")
        return
      }
      var values = [input]
      for layer in diagram.layers.dropFirst() {
        let previous = values[values.count - 1]
        values.append(
          (0..<layer.count).map { unit in
            let sum = previous.indices.reduce(layer.biases[unit]) {
              $0 + layer.weights[unit * previous.count + $1] * previous[$1]
            }
            return layer.isRectified ? max(sum, 0) : sum
          })
      }
      let largest = max(values.joined().reduce(0) { max($0, abs($1)) }, 1e-300)
      for (layer, row) in values.enumerated() {
        for (unit, value) in row.enumerated() {
          let tone: Tone = value < 0 ? .steel : .orange
          diagram.fills[diagram.name(layer: layer, unit: unit)] =
            Tone.ground.mixed(with: tone, 0.8 * abs(value) / largest)
        }
      }
    }
  }

  func with(_ change: (inout NetworkDiagram) -> Void) -> NetworkDiagram {
    var diagram = self
    change(&diagram)
    return diagram
  }
}

import Drawing
import Geometry
import Learning

/// The graph of a network: a circle for each unit, an arrow for each weight (UDL, figures 3.4 and
/// 4.2a).
///
/// It is drawn from a model, so it can't disagree with one. Every unit is the part `h1`, every
/// arrow the part `h1→y`, by the symbols of their layers; a layer of one unit has no number.
///
/// The ideal size is the book's: circles of 22.2 pt, 86.6 pt from layer to layer. Offered less
/// width, the layers move together.
public struct NetworkDiagram: Drawing {
  /// One column of units.
  struct Layer: Sendable {
    var symbol: String
    var count: Int
    var isRectified: Bool
    /// From each unit of the layer before, row-major by this layer's units.
    var weights: [Double]
    var biases: [Double]
  }

  /// A word with an arrow to a part.
  struct Callout: Sendable {
    var text: String
    var part: String
    var side: Alignment
    var tone: Tone
  }

  /// How arrows are drawn.
  public enum EdgeStyle: Hashable, Sendable {
    /// All alike.
    case plain
    /// As wide as the weight is large, in one colour for positive and one for negative weights.
    case weights(positive: Tone, negative: Tone)

    /// Orange for positive weights, steel blue for negative ones.
    public static let weights = EdgeStyle.weights(positive: .orange, negative: .steel)
  }

  var layers: [Layer]
  /// Why the graph can't be drawn; scripts declare without throwing, so layout throws it.
  var problem: DrawingError?
  var edgeStyle = EdgeStyle.plain
  var edgeTone = Tone.ink
  /// What stands beside the target above the loss; `nil` for a graph without a loss.
  var targetCaption: String?
  var showsOffsets = false
  var layerPitch = 86.6
  var nodePitch = 28.1
  var nodeDiameter = 22.2
  /// Numbers that make arrows as wide as they are large, by the parts' names, and the largest.
  var arrowQuantities: [String: Double] = [:]
  var largestQuantity = 0.0
  /// The tones of circles that are not left white, by the parts' names.
  var fills: [String: Tone] = [:]
  /// The tones of outlines and arrows that differ from the others', by the parts' names.
  var highlights: [String: Tone] = [:]
  /// The tones of whole layers.
  var layerTones: [Int: Tone] = [:]
  /// Units that are plain disks without arrows, by the parts' names.
  var droppedUnits: Set<String> = []
  var showsHiddenLabels = true
  var showsUnitLabels = true
  var unitLabelScale = 1.0
  var showsActivations = true
  /// The most units of a layer that are drawn.
  var unitLimit = Int.max
  /// The symbol of each layer's parameters, for the names along arrows.
  var parameterSymbols: [String] = []
  /// The symbol of each layer's offsets, where it differs from that of the weights.
  var offsetSymbols: [String] = []
  /// The layers whose arrows are dashed.
  var fixedLayers: Set<Int> = []
  var layerTitles: [String] = []
  var layerCaptions: [String] = []
  var connectionTitles: [String] = []
  var connectionCaptions: [String] = []
  var callouts: [Callout] = []
  /// Formulas that replace the symbols in circles, by the parts' names.
  var formulas: [String: String] = [:]

  /// The graph of a network, or of several of which each feeds the next.
  ///
  /// - Parameters:
  ///   - networks: each takes as many inputs as the one before gives outputs.
  ///   - symbols: one for each layer of the graph, inputs and outputs included, for example
  ///     `["x", "h", "y"]`. Primes go before the number: `h'` gives `h'₁`. Without it the layers are
  ///     called x; h, h', …; y.
  public init(_ networks: ReLUNetwork..., symbols: [String]? = nil) {
    layers =
      networks.first.map {
        [Layer(symbol: "x", count: $0.inputCount, isRectified: false, weights: [], biases: [])]
      } ?? []
    if networks.isEmpty { problem = DrawingError("A network diagram needs a network.") }
    var primes = (hidden: "", output: "")
    for network in networks {
      let previous = layers[layers.count - 1].count
      if network.inputCount != previous {
        problem = DrawingError(
          "A network with \(network.inputCount) inputs can't follow one with \(previous) outputs.")
      }
      for (index, layer) in network.layers.enumerated() {
        let isLast = index == network.layers.count - 1
        layers.append(
          Layer(
            symbol: isLast ? "y" + primes.output : "h" + primes.hidden, count: layer.outputCount,
            isRectified: !isLast, weights: layer.weights, biases: layer.biases))
        if isLast { primes.output += "'" } else { primes.hidden += "'" }
      }
    }
    guard let symbols else { return }
    guard symbols.count == layers.count else {
      problem = DrawingError(
        "The graph has \(layers.count) layers, inputs and outputs included, but was given "
          + "\(symbols.count) symbols.")
      return
    }
    for index in layers.indices { layers[index].symbol = symbols[index] }
  }

  /// Lets the outputs lead to their loss, the part `loss`, which also takes the target, the part
  /// `target`, from above (UDL figure 7.1).
  ///
  /// - Parameter caption: text left of the target; its lines end at the same place.
  public func loss(caption: String = "") -> NetworkDiagram {
    with { diagram in
      guard diagram.targetCaption == nil, let outputs = diagram.layers.last else { return }
      diagram.targetCaption = caption
      diagram.formulas["loss"] = #"\ell"#
      diagram.layers.append(
        Layer(
          symbol: "loss", count: 1, isRectified: false,
          weights: Array(repeating: 1, count: outputs.count), biases: [0]))
    }
  }

  /// The tone of arrows that nothing else colours.
  public func edgeTone(_ tone: Tone) -> NetworkDiagram { with { $0.edgeTone = tone } }

  /// The names of all arrows on the paths from a unit to the end of the graph, found by going along
  /// the arrows.
  ///
  /// - Returns: the arrows in the order of their layers; nothing for a unit that isn't there.
  public func arrows(downstreamOf unit: String) -> [String] {
    var reached: Set = [unit]
    return edges(geometry(.ideal, in: .book)).filter { edge in
      guard let source = edge.source, reached.contains(name(layer: edge.layer - 1, unit: source))
      else { return false }
      reached.insert(name(layer: edge.layer, unit: edge.unit))
      return true
    }.map(\.name)
  }

  /// Draws the arrows alike, or by their weights.
  public func edgeStyle(_ style: EdgeStyle) -> NetworkDiagram { with { $0.edgeStyle = style } }

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

  /// Draws some arrows as wide as a number each is large, orange where it is positive and steel blue
  /// where it is negative: the derivatives of the weights, for example. Zero leaves the thin arrow.
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

  /// The names of the units' parts, layer by layer from the inputs on.
  public var unitNames: [[String]] {
    layers.indices.map { layer in (0..<layers[layer].count).map { name(layer: layer, unit: $0) } }
  }

  /// The size of the labels in circles relative to that of symbols: numbers need less.
  public func unitLabelScale(_ scale: Double) -> NetworkDiagram { with { $0.unitLabelScale = scale } }

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

  /// Writes the parameters' names along the arrows.
  ///
  /// - Parameters:
  ///   - symbols: one for each layer but the first, for example `["\\theta", "\\phi"]`. The weight
  ///     from unit 2 to unit 1 is `θ₁₂`, the offset of unit 1 `θ₁₀`; where a layer has a single
  ///     unit, its number is left out. Arrows of a layer whose symbol is empty have no names.
  ///   - offsets: symbols for the offsets of each layer but the first, where they have letters of
  ///     their own: `β`, or `β₂` in a layer of several units.
  public func parameterNames(_ symbols: [String], offsets: [String] = []) -> NetworkDiagram {
    with { ($0.parameterSymbols, $0.offsetSymbols) = (symbols, offsets) }
  }

  /// Dashes the arrows into a layer: parameters that stay as they are. 1 is the first hidden layer.
  public func fixedParameters(ofLayer layer: Int) -> NetworkDiagram {
    with { $0.fixedLayers.insert(layer) }
  }

  /// Headings over the layers, each close to its own.
  public func layerTitles(_ titles: [String]) -> NetworkDiagram { with { $0.layerTitles = titles } }

  /// Lines of text below the layers, level with each other.
  public func layerCaptions(_ captions: [String]) -> NetworkDiagram {
    with { $0.layerCaptions = captions }
  }

  /// Texts above and below the arrows from each layer to the next, level with each other. Those
  /// above have the offsets' tone.
  public func connectionCaptions(
    above titles: [String] = [], below captions: [String] = []
  ) -> NetworkDiagram {
    with { ($0.connectionTitles, $0.connectionCaptions) = (titles, captions) }
  }

  /// Names a unit or an arrow by a word outside the graph and a dotted arrow.
  ///
  /// - Parameters:
  ///   - part: for example `h4` or `x3→h4`.
  ///   - side: where the word stands as seen from the part.
  public func callout(
    _ text: String, at part: String, side: Alignment, tone: Tone = .ink
  ) -> NetworkDiagram {
    with { $0.callouts.append(Callout(text: text, part: part, side: side, tone: tone)) }
  }

  /// Writes a formula into the circle of one unit, for example `\mu` for `y1`.
  public func label(_ unit: String, _ formula: String) -> NetworkDiagram {
    with { $0.formulas[unit] = formula }
  }

  /// The names of all arrows that are drawn, for example `x→h1`; `1→h1` starts at an offset.
  public var arrowNames: [String] { edges(geometry(.ideal, in: .book)).map(\.name) }

  /// The name of a unit's part.
  func name(layer: Int, unit: Int) -> String {
    layers[layer].count == 1 ? layers[layer].symbol : "\(layers[layer].symbol)\(unit + 1)"
  }

  /// What stands in a unit's circle, to be typeset.
  func label(layer: Int, unit: Int) -> String {
    if let formula = formulas[name(layer: layer, unit: unit)] { return "$\(formula)$" }
    return layers[layer].count == 1
      ? "$\(layers[layer].symbol)$" : "$\(layers[layer].symbol)_{\(unit + 1)}$"
  }

  /// The units of a layer that are drawn; `nil` stands for the dots.
  func slots(layer: Int) -> [Int?] {
    let count = layers[layer].count
    guard count > unitLimit else { return (0..<count).map { $0 } }
    return (0..<unitLimit - 1).map { $0 } + [nil, count - 1]
  }

  /// The name of a parameter, to be typeset; `source` is `nil` for an offset. Without a symbol it
  /// has none.
  func parameterLabel(layer: Int, unit: Int, source: Int?) -> String? {
    let symbol = parameterSymbols[layer - 1]
    if source == nil, !offsetSymbols.isEmpty {
      let symbol = offsetSymbols[layer - 1]
      if symbol.isEmpty { return nil }
      return layers[layer].count == 1 ? "$\(symbol)$" : "$\(symbol)_{\(unit + 1)}$"
    }
    if symbol.isEmpty { return nil }
    let number = source.map { "\($0 + 1)" } ?? "0"
    return layers[layer].count == 1
      ? "$\(symbol)_{\(number)}$" : "$\(symbol)_{\(unit + 1)\(number)}$"
  }

  private func with(_ change: (inout NetworkDiagram) -> Void) -> NetworkDiagram {
    var diagram = self
    change(&diagram)
    return diagram
  }
}

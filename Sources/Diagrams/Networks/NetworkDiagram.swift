import Drawing
import Geometry
import Learning

/// The graph of a network: a circle for each unit, an arrow for each weight (UDL, figures 3.4 and
/// 4.2a).
///
/// It is drawn from a model, so it can't disagree with one. Every unit is the part `h1`, every arrow
/// the part `h1→y`, by the symbols of their layers; a layer of one unit has no number.
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
  var showsOffsets = false
  var layerPitch = 86.6
  var nodePitch = 28.1
  var nodeDiameter = 22.2
  /// The tones of circles that are not left white, by the parts' names.
  var fills: [String: Tone] = [:]

  /// The graph of a network, or of several of which each feeds the next.
  ///
  /// - Parameters:
  ///   - networks: each takes as many inputs as the one before gives outputs.
  ///   - symbols: one for each layer of the graph, inputs and outputs included, for example
  ///     `["x", "h", "y"]`. Primes go before the number: `h'` gives `h'₁`. Without it the layers are
  ///     called x; h, h', …; y.
  public init(_ networks: ReLUNetwork..., symbols: [String]? = nil) {
    layers = networks.first.map {
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

  /// The name of a unit's part.
  func name(layer: Int, unit: Int) -> String {
    layers[layer].count == 1 ? layers[layer].symbol : "\(layers[layer].symbol)\(unit + 1)"
  }

  /// What stands in a unit's circle, to be typeset.
  func label(layer: Int, unit: Int) -> String {
    layers[layer].count == 1
      ? "$\(layers[layer].symbol)$" : "$\(layers[layer].symbol)_{\(unit + 1)}$"
  }

  private func with(_ change: (inout NetworkDiagram) -> Void) -> NetworkDiagram {
    var diagram = self
    change(&diagram)
    return diagram
  }
}

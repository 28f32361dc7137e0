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
  ///     `["x", "h", "y"]`. Primes go before the number: `h'` gives `h'₁`. Without it the layers
  ///     are called x; h, h', …; y.
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
}

import Drawing

/// What units and arrows are called, and which of them are drawn.
extension NetworkDiagram {
  /// The names of all arrows that are drawn, for example `x→h1`; `1→h1` starts at an offset.
  public var arrowNames: [String] { edges(geometry(.ideal, in: .book)).map(\.name) }

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

  /// The names of the units' parts, layer by layer from the inputs on.
  public var unitNames: [[String]] {
    layers.indices.map { layer in (0..<layers[layer].count).map { name(layer: layer, unit: $0) } }
  }

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
}

import Drawing

/// The words around the graph and in it.
extension NetworkDiagram {
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
}

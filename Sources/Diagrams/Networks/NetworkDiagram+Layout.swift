import Drawing
import Geometry

extension NetworkDiagram {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    if let problem { throw problem }
    try checkCounts()
    // Texts that stand out at the sides leave less width for the graph.
    var graph = geometry(proposal, in: environment.theme)
    var labels = try NetworkLabels(self, graph, environment)
    for _ in 0..<3 {
      guard let width = proposal.width, labels.bounds.width > width else { break }
      let room = graph.size.width - (labels.bounds.width - width)
      graph = geometry(ProposedSize(width: room), in: environment.theme)
      labels = try NetworkLabels(self, graph, environment)
    }
    let painter = try NetworkPainter(self, graph, environment)
    let corner = Point(-labels.bounds.minX, -labels.bounds.minY)
    let frame = Rect(corner, graph.size)
    return LaidOut(size: labels.bounds.size, frame: frame) { origin, canvas in
      try painter.draw(at: origin + corner, on: &canvas)
      try labels.draw(at: origin + corner, on: &canvas)
    }
  }

  private func checkCounts() throws {
    let gaps = layers.count - 1
    let lists: [(String, Int, Int)] = [
      ("layer titles", layerTitles.count, layers.count),
      ("layer captions", layerCaptions.count, layers.count),
      ("titles between layers", connectionTitles.count, gaps),
      ("captions between layers", connectionCaptions.count, gaps),
      ("parameter symbols", parameterSymbols.count, gaps),
      ("offset symbols", offsetSymbols.count, gaps),
    ]
    for (name, count, wanted) in lists where count != 0 && count != wanted {
      throw DrawingError(
        "The graph needs \(wanted) \(name), one for each place, but was given \(count).")
    }
  }

  /// Where everything goes, in points from the upper left corner.
  struct Geometry {
    var size: Size
    /// The factor from the book's theme to this one.
    var scale: Double
    var radius: Double
    /// Centres of the circles, layer by layer; `nil` for units that are not drawn.
    var nodes: [[Point?]]
    /// Centres of the dots that stand for units that are not drawn.
    var dots: [Point?]
    /// Centre of the offset above each layer that has one.
    var offsets: [Point?]
    /// Centre of the target above the loss.
    var target: Point?
    /// The horizontal place of each layer, and the highest and lowest place of its circles'
    /// centres.
    var columns: [(x: Double, top: Double, bottom: Double)]
  }

  func geometry(_ proposal: ProposedSize, in theme: Theme) -> Geometry {
    let bookSize = Theme.book.fontSizes[.body] ?? 10.5
    let scale = (theme.fontSizes[.body] ?? bookSize) / bookSize
    let diameter = nodeDiameter * scale
    let line = 0.85 * theme.lineScale
    let gaps = Double(max(layers.count - 1, 1))
    // Layers that would be closer than this have no room for arrows.
    let room = (proposal.width ?? .infinity) - diameter - line
    let pitch = min(layerPitch * scale, max(room / gaps, 1.8 * diameter))

    // Layers are centred on one axis; offsets stand above them and don't count.
    let slots = layers.indices.map(slots)
    let heights = slots.map { Double($0.count - 1) * nodePitch * scale }
    let tallest = heights.max() ?? 0
    let hasOffset = layers.indices.map { showsOffsets && $0 + 1 < layers.count }
    let targetRise = targetCaption == nil ? 0 : 1.77 * nodePitch * scale
    let above = layers.indices.map { index in
      let extra = hasOffset[index] ? nodePitch * scale : 0
      return heights[index] / 2 + max(extra, index == layers.count - 1 ? targetRise : 0)
    }
    let axis = (above.max() ?? 0) + diameter / 2 + line / 2
    var result = Geometry(
      size: Size(
        Double(layers.count - 1) * pitch + diameter + line,
        axis + tallest / 2 + diameter / 2 + line / 2),
      scale: scale, radius: diameter / 2, nodes: [], dots: [], offsets: [], columns: [])
    for index in layers.indices {
      let x = line / 2 + diameter / 2 + Double(index) * pitch
      let top = axis - heights[index] / 2
      var nodes = [Point?](repeating: nil, count: layers[index].count)
      var dots: Point?
      for (slot, unit) in slots[index].enumerated() {
        let place = Point(x, top + Double(slot) * nodePitch * scale)
        if let unit { nodes[unit] = place } else { dots = place }
      }
      let offset = hasOffset[index] ? Point(x, top - nodePitch * scale) : nil
      result.nodes.append(nodes)
      result.dots.append(dots)
      result.offsets.append(offset)
      result.columns.append((x, offset?.y ?? top, top + heights[index]))
    }
    if targetCaption != nil, let loss = result.nodes.last?.first ?? nil {
      result.target = loss - Point(0, targetRise)
    }
    return result
  }
}

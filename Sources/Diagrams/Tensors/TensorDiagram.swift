import Drawing
import Geometry

/// Layers of a convolutional network as columns of circles, a row for each position and a circle
/// for each channel, with funnels that show which positions a later one sees (UDL, figure 10.6).
///
/// Layers are centred on one axis; their captions stand on one line below the tallest.
public struct TensorDiagram: Drawing {
  var layers: [TensorLayer]

  /// A diagram of layers from left to right.
  public init(_ layers: [TensorLayer]) { self.layers = layers }

  /// Distances in points of the book's theme.
  enum Metrics {
    static let pitch = 9.6
    static let padding = 1.2
    static let corner = 2.4
    static let gap = 50.0
    static let smallestGap = 24.0
    static let captionGap = 4.0
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let theme = environment.theme
    let bookSize = Theme.book.fontSizes[.callout] ?? 9
    let scale = (theme.fontSizes[.callout] ?? bookSize) / bookSize
    var labelEnvironment = environment
    labelEnvironment.font = .callout
    labelEnvironment.foreground = .ink
    let captions = try layers.map { layer in
      try layer.caption.map { try Text($0).layOut(.ideal, in: labelEnvironment) }
    }
    labelEnvironment.font = .callout.scaled(by: 0.9)
    let operations = try layers.map { layer in
      try layer.operation.map { try Text($0).layOut(.ideal, in: labelEnvironment) }
    }

    let line = 0.85 * theme.lineScale
    let widths = layers.map {
      (Double($0.channels) * Metrics.pitch + 2 * Metrics.padding) * scale + line
    }
    let heights = layers.map {
      (Double($0.positions) * Metrics.pitch + 2 * Metrics.padding) * scale + line
    }
    let tallest = heights.max() ?? 0
    let overhangs = zip(captions, widths).map { max(($0?.size.width ?? 0) - $1, 0) / 2 }
    let ends = (overhangs.first ?? 0) + (overhangs.last ?? 0)
    // Columns are far enough apart for captions and operations not to touch; funnels get shorter
    // where there is less room.
    let least = layers.indices.dropFirst().map { index in
      max(
        Metrics.smallestGap * scale, (operations[index]?.size.width ?? 0) + 6 * scale,
        overhangs[index - 1] + overhangs[index] + 8 * scale)
    }
    let spare = (proposal.width ?? .infinity) - widths.reduce(0, +) - least.reduce(0, +) - ends
    let wished = least.map { max(Metrics.gap * scale - $0, 0) }
    let share = min(max(spare / max(wished.reduce(0, +), 1e-9), 0), 1)
    var frames: [Rect] = []
    var x = overhangs.first ?? 0
    for index in layers.indices {
      if index > 0 { x += least[index - 1] + share * wished[index - 1] }
      frames.append(
        Rect(
          x: x, y: (tallest - heights[index]) / 2, width: widths[index], height: heights[index]))
      x += widths[index]
    }
    let lastOverhang = overhangs.last ?? 0
    let captionHeight = captions.reduce(0) { max($0, $1?.size.height ?? 0) }
    let captionTop = tallest + Metrics.captionGap * scale
    let places = frames
    return LaidOut(
      size: Size(x + lastOverhang, captionHeight > 0 ? captionTop + captionHeight : tallest),
      frame: Rect(x: 0, y: 0, width: x + lastOverhang, height: tallest)
    ) { origin, canvas in
      let columns = places.map { $0.offset(by: origin) }
      for index in layers.indices.dropFirst() {
        try funnel(to: index, columns, operations[index], scale, theme, &canvas)
      }
      for index in layers.indices {
        try canvas.part(layers[index].name ?? "layer \(index)") { canvas in
          try column(layers[index], in: columns[index], scale, theme, &canvas)
        }
        if let caption = captions[index] {
          let start = columns[index].midX - caption.size.width / 2
          try caption.draw(at: Point(start, origin.y + captionTop), on: &canvas)
        }
      }
    }
  }

  private func column(
    _ layer: TensorLayer, in frame: Rect, _ scale: Double, _ theme: Theme, _ canvas: inout Canvas
  ) throws {
    let style = StrokeStyle(width: 0.85 * theme.lineScale)
    let pitch = Metrics.pitch * scale
    let outline = Path(
      roundedRect: frame.inset(by: style.width / 2), radius: Metrics.corner * scale)
    canvas.fill(outline, try theme.color(.orange))
    // The rows that count are cut out of the column in grey.
    for run in Self.runs(of: layer.highlighted) {
      let top = rowTop(run.lowerBound, in: frame, scale, theme)
      canvas.fill(
        Path(
          rect: Rect(
            x: frame.minX + style.width, y: top, width: frame.width - 2 * style.width,
            height: pitch * Double(run.count))), try theme.color(.lightGray))
    }
    let circle = Stamp(
      Path(circle: .zero, radius: pitch * 0.46), fill: nil, stroke: try theme.color(.ink),
      strokeStyle: StrokeStyle(width: 0.5 * theme.lineScale))
    let left = frame.minX + style.width / 2 + (Metrics.padding + Metrics.pitch / 2) * scale
    let places = (0..<layer.positions).flatMap { row in
      (0..<layer.channels).map { channel in
        Point(
          left + Double(channel) * pitch,
          rowTop(row, in: frame, scale, theme) + pitch / 2)
      }
    }
    canvas.stamp(circle, at: places)
    canvas.stroke(outline, try theme.color(.ink), style)
  }

  private func funnel(
    to index: Int, _ columns: [Rect], _ operation: LaidOut?, _ scale: Double, _ theme: Theme,
    _ canvas: inout Canvas
  ) throws {
    let (from, to) = (columns[index - 1], columns[index])
    var lowerEdge = (from.midY + to.midY) / 2
    if let seen = layers[index - 1].highlightedRange, let seeing = layers[index].highlightedRange {
      let pitch = Metrics.pitch * scale
      let corners = [
        Point(from.maxX, rowTop(seen.lowerBound, in: from, scale, theme)),
        Point(to.minX, rowTop(seeing.lowerBound, in: to, scale, theme)),
        Point(to.minX, rowTop(seeing.upperBound, in: to, scale, theme) + pitch),
        Point(from.maxX, rowTop(seen.upperBound, in: from, scale, theme) + pitch),
      ]
      canvas.fill(Path(polyline: corners, closed: true), try theme.color(.lightGray).opacity(0.65))
      lowerEdge = (corners[2].y + corners[3].y) / 2
      // The funnel's lower edge slants; text must clear its lower end near the text's own ends.
      if let operation {
        let slope = abs(corners[2].y - corners[3].y) / max(to.minX - from.maxX, 1)
        lowerEdge += slope * operation.size.width / 2
      }
    }
    if let operation {
      try operation.draw(
        at: Point((from.maxX + to.minX - operation.size.width) / 2, lowerEdge + 2 * scale),
        on: &canvas)
    }
  }

  private func rowTop(_ row: Int, in frame: Rect, _ scale: Double, _ theme: Theme) -> Double {
    let offset = (Metrics.padding + Double(row) * Metrics.pitch) * scale
    return frame.minY + 0.85 * theme.lineScale / 2 + offset
  }

  /// The stretches of successive numbers in a set.
  static func runs(of set: Set<Int>) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for value in set.sorted() {
      if let last = runs.last, last.upperBound + 1 == value {
        runs[runs.count - 1] = last.lowerBound...value
      } else {
        runs.append(value...value)
      }
    }
    return runs
  }
}

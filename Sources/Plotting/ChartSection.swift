import Drawing
import Geometry

/// A drawing below a chart that shows the plot at one `x`.
struct ChartSection: Sendable {
  var x: Double
  var spacing: Double
  var anchor: Double
  var content: Group
}

/// The measured sections of a chart, side by side below its horizontal axis.
struct SectionRow {
  private struct Item {
    /// The position along the plot's width, from 0 to 1.
    var position: Double
    var anchor: Double
    /// Distance from the plot's lower edge to the item.
    var top: Double
    var laidOut: LaidOut
  }

  private let items: [Item]
  private let theme: Theme

  init(
    _ sections: [ChartSection], scale: Scale, depth: Double, in environment: DrawingEnvironment
  ) throws {
    theme = environment.theme
    // What is said of the chart does not hold for charts below it.
    var environment = environment
    environment[ChartConfigurationKey.self] = ChartConfiguration()
    items = try sections.map { section in
      Item(
        position: scale.position(section.x), anchor: section.anchor, top: depth + section.spacing,
        laidOut: try section.content.layOut(.ideal, in: environment))
    }
  }

  /// Distance from the plot's left edge to an item's.
  private func left(_ item: Item, plotWidth: Double) -> Double {
    let frame = item.laidOut.frame
    return item.position * plotWidth - frame.minX - item.anchor * frame.width
  }

  /// A chart's margins with the room that the sections need added.
  func extend(_ margins: EdgeInsets, plotWidth: Double) -> EdgeInsets {
    var margins = margins
    for item in items {
      let left = left(item, plotWidth: plotWidth)
      margins.leading = max(margins.leading, -left)
      margins.trailing = max(margins.trailing, left + item.laidOut.size.width - plotWidth)
      margins.bottom = max(margins.bottom, item.top + item.laidOut.size.height)
    }
    return margins
  }

  func draw(under plot: Rect, on canvas: inout Canvas) throws {
    let scale = theme.lineScale
    for item in items {
      let x = plot.minX + item.position * plot.width
      let origin = Point(plot.minX + left(item, plotWidth: plot.width), plot.maxY + item.top)
      try item.laidOut.draw(at: origin, on: &canvas)
      let end = Point(x, origin.y + item.laidOut.frame.minY)
      canvas.stroke(
        Path(polyline: [Point(x, plot.minY), end]), try theme.color(.slate),
        StrokeStyle(width: 0.57, dash: [2.1, 2.1]).scaled(by: scale))
      let ring = Path(circle: end, radius: 1.9 * scale)
      canvas.fill(ring, try theme.color(.ground))
      canvas.stroke(ring, try theme.color(.ink), StrokeStyle(width: 0.7 * scale))
    }
  }
}

import Drawing
import Geometry

/// Marks in a plot area with axes.
///
/// Scales cover the data unless a modifier (`chartXScale`, …) gives the domain. The plot area
/// takes the room that is left beside the labels; stacks and grids line charts up by it.
public struct Chart: Drawing {
  private let content: [any ChartContent]
  private var sections: [ChartSection] = []
  private var zooms: [ChartZoom] = []

  public init(@ChartContentBuilder content: () -> [any ChartContent]) { self.content = content() }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    let configuration = environment[ChartConfigurationKey.self]
    if configuration.plotSize != nil { return [] }
    return configuration.aspectRatio != nil ? .horizontal : .all
  }

  /// Shows what the plot is like at one `x` in a drawing of its own below it, tied to the plot by a
  /// dashed line.
  ///
  /// - Parameters:
  ///   - spacing: distance from the plot's labels to the drawing, in points.
  ///   - anchor: where on the drawing's upper edge (a chart's frame) the line ends, from 0 to 1.
  public func section(
    x: Double, spacing: Double = 10, anchor: Double = 0.22, @DrawingBuilder content: () -> Group
  ) -> Chart {
    var chart = self
    chart.sections.append(
      ChartSection(x: x, spacing: spacing, anchor: anchor, content: content()))
    return chart
  }

  /// Shows a region of the plot again, enlarged, and ties it to the region by dotted lines.
  ///
  /// - Parameters:
  ///   - x, y: the region.
  ///   - placement: where it is shown; by default over the plot's upper left corner.
  ///   - width, height: of the enlarged region, in points of the book's theme.
  public func zoom(
    x: ClosedRange<Double>, y: ClosedRange<Double>,
    at placement: ZoomPlacement = .inside(.topLeading), width: Double = 85, height: Double = 84
  ) -> Chart {
    addingZoom(x, y, placement, Size(width, height), nil)
  }

  /// Shows other marks at a region of the plot, enlarged, and ties them to the region by dotted
  /// lines: marks drawn thicker, or with more of them, than the chart itself has.
  public func zoom(
    x: ClosedRange<Double>, y: ClosedRange<Double>,
    at placement: ZoomPlacement = .inside(.topLeading), width: Double = 85, height: Double = 84,
    @ChartContentBuilder content: () -> [any ChartContent]
  ) -> Chart {
    addingZoom(x, y, placement, Size(width, height), content())
  }

  private func addingZoom(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ placement: ZoomPlacement, _ size: Size,
    _ content: [any ChartContent]?
  ) -> Chart {
    var chart = self
    chart.zooms.append(
      ChartZoom(x: x, y: y, placement: placement, size: size, content: content))
    return chart
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let configuration = environment[ChartConfigurationKey.self]
    let extent = sharedExtent(in: environment)
    let x = try Self.scale(configuration.x, data: extent, \.x, axis: "horizontal axis")
    let y = try Self.scale(configuration.y, data: extent, \.y, axis: "vertical axis")
    let axes = try ChartAxes(configuration, x: x, y: y, in: environment)
    let below = try SectionRow(sections, scale: x, depth: axes.bottomDepth, in: environment)

    // The plot area is what the labels leave; what stands out beyond its ends depends on its size.
    var plot = configuration.plotSize ?? Size(160, 128)
    var margins = EdgeInsets.zero
    let zooms = zooms.map { $0.scaled(by: environment.theme.pageScale) }
    for _ in 0..<2 {
      margins = below.extend(axes.margins(around: plot), plotWidth: plot.width)
      margins.trailing =
        zooms.map { $0.trailingMargin(margins.trailing) }.max() ?? margins.trailing
      plot = Self.plotSize(configuration, proposal: proposal, margins: margins)
    }
    let frame = Rect(Point(margins.leading, margins.top), plot)
    let size = Size(
      plot.width + margins.leading + margins.trailing,
      plot.height + margins.top + margins.bottom)
    return LaidOut(size: size, frame: frame) { origin, canvas in
      let area = PlotArea(
        frame: frame.offset(by: origin), x: x, y: y, secondaryY: axes.secondaryY,
        environment: environment, firstCommand: canvas.commands.count)
      try drawMarks(in: area, on: &canvas)
      try axes.draw(around: area.frame, on: &canvas)
      for zoom in zooms {
        try zoom.draw(content, in: area, trailing: margins.trailing, on: &canvas)
      }
      for mark in content where !mark.isClipped { try mark.draw(in: area, on: &canvas) }
      try below.draw(under: area.frame, on: &canvas)
    }
  }

  /// The data that automatic scales must cover: the chart's own, or that of all charts with which
  /// it shares its scales.
  private func sharedExtent(in environment: DrawingEnvironment) -> DataExtent {
    var extent = content.reduce(DataExtent()) { $0.union($1.extent) }
    switch environment[SharedExtentKey.self] {
    case .own: break
    case .collecting(let collector): collector.add(extent)
    case .shared(let all):
      (extent.x, extent.y) = (all.x ?? extent.x, all.y ?? extent.y)
      extent.isTight = extent.isTight || all.isTight
    }
    return extent
  }

  private func drawMarks(in area: PlotArea, on canvas: inout Canvas) throws {
    try canvas.clip(to: Path(rect: area.frame)) { canvas in
      for mark in content where mark.isClipped { try mark.draw(in: area, on: &canvas) }
    }
  }

  private static func scale(
    _ axis: AxisConfiguration, data: DataExtent,
    _ range: KeyPath<DataExtent, ClosedRange<Double>?>, axis name: String
  ) throws -> Scale {
    let covered = data[keyPath: range] ?? 0...1
    let domain = axis.domain ?? (data.isTight ? covered : padded(covered, type: axis.type))
    return try Scale(domain: domain, type: axis.type, isReversed: axis.isReversed, axis: name)
  }

  /// A little more than the data, so that symbols at the edge stay whole.
  private static func padded(_ data: ClosedRange<Double>, type: ScaleType) -> ClosedRange<Double> {
    let (low, high) = (data.lowerBound, data.upperBound)
    if type == .log { return low == high ? low / 2...high * 2 : low...high }
    let room = low == high ? max(abs(low), 1) * 0.5 : (high - low) * 0.04
    return low - room...high + room
  }

  private static func plotSize(
    _ configuration: ChartConfiguration, proposal: ProposedSize, margins: EdgeInsets
  ) -> Size {
    if let fixed = configuration.plotSize { return fixed }
    let width = proposal.width.map { max($0 - margins.leading - margins.trailing, 1) }
    let height = proposal.height.map { max($0 - margins.top - margins.bottom, 1) }
    guard let ratio = configuration.aspectRatio else {
      return Size(width ?? 160, height ?? (width ?? 160) * 0.8)
    }
    let fitted = min(
      width ?? (height.map { $0 * ratio } ?? 160), height.map { $0 * ratio } ?? .infinity)
    return Size(fitted, fitted / ratio)
  }
}

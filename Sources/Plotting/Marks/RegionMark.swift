import Drawing
import Geometry
import Learning

/// The linear regions of a network over its two inputs, each cell in one colour.
public struct RegionMark: ChartContent {
  let regions: PlanarRegions
  let colors: [Color]

  /// Cells coloured by the network's output at their centre.
  ///
  /// - Parameter range: the outputs at the two ends of the colour map; by default the smallest and
  ///   the largest of all cells.
  public init(
    _ regions: PlanarRegions, output: Int = 0, colorMap: ColorMap = .brown,
    range: ClosedRange<Double>? = nil
  ) {
    let values = regions.cells.map { $0.outputs[output]($0.centroid) }
    let low = range?.lowerBound ?? values.min() ?? 0
    let high = range?.upperBound ?? values.max() ?? 1
    self.regions = regions
    colors = values.map { colorMap.color(high > low ? ($0 - low) / (high - low) : 0.5) }
  }

  public var extent: DataExtent {
    let box = regions.box
    return DataExtent(x: box.minX...box.maxX, y: box.minY...box.maxY, isTight: true)
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    // A thin line of the same colour hides the seams that anti-aliasing leaves between neighbours.
    let seam = StrokeStyle(width: 0.4, join: .round)
    for (cell, color) in zip(regions.cells, colors) {
      let path = Path(polyline: cell.polygon.map(plot.position), closed: true)
      let shade = color.opacity(plot.style.opacity)
      canvas.fill(path, shade)
      if shade.opacity == 1 { canvas.stroke(path, shade, seam) }
    }
  }
}

/// The line along which a network's output has one value: the boundary that it decides by.
public struct LevelMark: ChartContent {
  let lines: [[Point]]

  /// The exact line over the regions of the network.
  public init(_ regions: PlanarRegions, level: Double = 0, output: Int = 0) {
    lines = regions.levelSet(level, output: output)
  }

  public var extent: DataExtent { DataExtent(lines.joined()) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var path = Path()
    for line in lines { path.append(Path(polyline: line.map(plot.position))) }
    canvas.stroke(path, try plot.color(default: .ink), plot.stroke(defaultWidth: 1.98))
  }
}

/// The lines along which hidden units of a network switch between on and off.
public struct BorderMark: ChartContent {
  let borders: [PlanarRegions.Border]

  public init(_ borders: [PlanarRegions.Border]) { self.borders = borders }

  public var extent: DataExtent {
    DataExtent(borders.lazy.flatMap { $0.polylines.joined() })
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var path = Path()
    for border in borders {
      for line in border.polylines { path.append(Path(polyline: line.map(plot.position))) }
    }
    canvas.stroke(path, try plot.color(default: .teal), plot.stroke(defaultWidth: 1.98))
  }
}

/// A network's exact linear regions, their borders and the line where its output is zero, found
/// from the network itself when the mark is drawn.
public struct NetworkRegionsMark: ChartContent {
  let network: ReLUNetwork
  let box: Rect
  let colorMap: ColorMap
  let range: ClosedRange<Double>

  /// - Parameters:
  ///   - box: the part of the plane that is divided.
  ///   - range: the outputs at the two ends of the colour map.
  public init(
    _ network: ReLUNetwork, in box: Rect, colorMap: ColorMap = .brown,
    range: ClosedRange<Double> = -1...1
  ) {
    self.network = network
    self.box = box
    self.colorMap = colorMap
    self.range = range
  }

  public var extent: DataExtent {
    DataExtent(x: box.minX...box.maxX, y: box.minY...box.maxY, isTight: true)
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let regions = try network.regions(in: box)
    try RegionMark(regions, colorMap: colorMap, range: range).draw(in: plot, on: &canvas)
    try BorderMark(regions.borders)
      .foregroundStyle(Tone(Color(hex: 0x2f3b40)).opacity(0.75))
      .lineStyle(width: 0.6)
      .draw(in: plot, on: &canvas)
    try LevelMark(regions)
      .foregroundStyle(Tone(Color(hex: 0x15191c)))
      .lineStyle(width: 2.4)
      .draw(in: plot, on: &canvas)
  }
}

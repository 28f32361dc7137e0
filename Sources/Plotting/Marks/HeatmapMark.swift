import Drawing
import Geometry
import Learning

/// A surface as colours.
public struct HeatmapMark: ChartContent {
  let surface: Surface
  let colorMap: ColorMap
  let range: ClosedRange<Double>

  /// - Parameter range: the values at the two ends of the colour map; by default those of the surface.
  public init(
    _ surface: Surface, colorMap: ColorMap = .brown, range: ClosedRange<Double>? = nil
  ) {
    self.surface = surface
    self.colorMap = colorMap
    self.range = range ?? surface.range
  }

  public var extent: DataExtent { DataExtent(x: surface.xDomain, y: surface.yDomain, isTight: true) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let table = colorMap.table()
    let (low, high) = (range.lowerBound, range.upperBound)
    let scale = high > low ? 255 / (high - low) : 0
    let alpha = UInt8((min(max(plot.style.opacity, 0), 1) * 255).rounded())
    var pixels = [UInt8](repeating: 0, count: 4 * surface.values.count)
    // The image's first row is at the top, the surface's at the bottom.
    for row in 0..<surface.rows {
      var at = 4 * (surface.rows - 1 - row) * surface.columns
      for column in 0..<surface.columns {
        let value = surface[column, row]
        if value.isFinite {
          let color = table[Int(min(max((value - low) * scale, 0), 255).rounded())]
          (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) =
            (color.0, color.1, color.2, alpha)
        }
        at += 4
      }
    }
    // Pixels are centred on grid points, so the image reaches half a cell beyond the box.
    let box = plot.rect(x: surface.xDomain, y: surface.yDomain)
    let cell = Size(
      box.width / Double(surface.columns - 1), box.height / Double(surface.rows - 1))
    let rect = Rect(
      x: box.minX - cell.width / 2, y: box.minY - cell.height / 2,
      width: box.width + cell.width, height: box.height + cell.height)
    canvas.image(
      Bitmap(width: surface.columns, height: surface.rows, pixels: pixels), in: rect, .linear)
  }
}

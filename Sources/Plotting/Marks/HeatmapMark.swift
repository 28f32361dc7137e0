import Drawing
import Geometry
import Learning

/// A surface as colours.
///
/// The pixels are made once, when the mark is: a scene that shows the same surface in many frames
/// makes its mark before the first shot.
public struct HeatmapMark: ChartContent {
  private let bitmap: Bitmap
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>

  /// - Parameter range: the values at the two ends of the colour map; by default those of the
  ///   surface. Where the surface is not finite the ground shows.
  public init(
    _ surface: Surface, colorMap: ColorMap = .brown, range: ClosedRange<Double>? = nil
  ) {
    (x, y) = (surface.xDomain, surface.yDomain)
    // The image's first row is at the top, the surface's at the bottom.
    let rows = (0..<surface.rows).reversed()
    let values = rows.flatMap { row in
      surface.values[(row * surface.columns)..<((row + 1) * surface.columns)]
    }
    bitmap = Bitmap(
      values, columns: surface.columns, colorMap: colorMap, range: range ?? surface.range)
  }

  public var extent: DataExtent { DataExtent(x: x, y: y, isTight: true) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    // Pixels are centred on grid points, so the image reaches half a cell beyond the box.
    let box = plot.rect(x: x, y: y)
    let bitmap = bitmap.flipped(horizontally: plot.x.isReversed, vertically: plot.y.isReversed)
    let cell = Size(
      box.width / Double(bitmap.width - 1), box.height / Double(bitmap.height - 1))
    let rect = Rect(
      x: box.minX - cell.width / 2, y: box.minY - cell.height / 2,
      width: box.width + cell.width, height: box.height + cell.height)
    canvas.layer(opacity: plot.style.opacity) { $0.image(bitmap, in: rect, .linear) }
  }
}

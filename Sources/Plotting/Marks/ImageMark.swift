import Drawing
import Geometry

/// A picture in data coordinates. Its pixels lie whole within the box; those of a `HeatmapMark` are
/// centred on a grid.
public struct ImageMark: ChartContent {
  private let bitmap: Bitmap
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>

  /// - Parameters:
  ///   - x, y: where the picture lies, its first row at the top; without them the middles of pixels
  ///     have integer coordinates, from 0 at the lower left.
  public init(
    _ image: PixelImage, x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil
  ) {
    bitmap = image.bitmap
    self.x = x ?? -0.5...(Double(bitmap.width) - 0.5)
    self.y = y ?? -0.5...(Double(bitmap.height) - 0.5)
  }

  public var extent: DataExtent { DataExtent(x: x, y: y, isTight: true) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let bitmap = bitmap.flipped(horizontally: plot.x.isReversed, vertically: plot.y.isReversed)
    let box = plot.rect(x: x, y: y)
    canvas.layer(opacity: plot.style.opacity) { $0.image(bitmap, in: box, .nearest) }
  }
}

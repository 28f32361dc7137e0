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

  /// - Parameter range: the values at the two ends of the colour map; by default those of the surface.
  ///   Where the surface is not finite the ground shows.
  public init(
    _ surface: Surface, colorMap: ColorMap = .brown, range: ClosedRange<Double>? = nil
  ) {
    (x, y) = (surface.xDomain, surface.yDomain)
    let table = colorMap.table()
    let range = range ?? surface.range
    let (low, high) = (range.lowerBound, range.upperBound)
    let scale = high > low ? 255 / (high - low) : 0
    var pixels = [UInt8](repeating: 0, count: 4 * surface.values.count)
    // The image's first row is at the top, the surface's at the bottom.
    var at = 0
    for row in (0..<surface.rows).reversed() {
      for column in 0..<surface.columns {
        let value = surface[column, row]
        if value.isFinite {
          let color = table[Int(min(max((value - low) * scale, 0), 255).rounded())]
          (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) =
            (color.0, color.1, color.2, color.3)
        }
        at += 4
      }
    }
    bitmap = Bitmap(width: surface.columns, height: surface.rows, pixels: pixels)
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

extension Bitmap {
  /// The image mirrored in one or both directions.
  fileprivate func flipped(horizontally: Bool, vertically: Bool) -> Bitmap {
    guard horizontally || vertically else { return self }
    var flipped = self
    for row in 0..<height {
      for column in 0..<width {
        let source = 4 * ((vertically ? height - 1 - row : row) * width
          + (horizontally ? width - 1 - column : column))
        let target = 4 * (row * width + column)
        flipped.pixels.replaceSubrange(target..<(target + 4), with: pixels[source..<(source + 4)])
      }
    }
    return flipped
  }
}

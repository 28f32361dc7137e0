import Drawing
import Geometry
import Learning

/// A surface as bands of one colour between levels, in vector form.
///
/// Bands are painted from the lowest upwards, each over all that lies above its lower level; a
/// colour map that lets the ground through gets bands that only touch instead.
public struct FilledContourMark: ChartContent {
  private let bands: [(outlines: [[Point]], color: Color)]
  public let extent: DataExtent

  /// Bands between `count` levels, equally spaced inside the range of the surface: one more than
  /// levels.
  public init(
    _ surface: Surface, count: Int = 12, colorMap: ColorMap = .brown,
    range: ClosedRange<Double>? = nil
  ) {
    self.init(surface, levels: surface.levels(count), colorMap: colorMap, range: range)
  }

  /// - Parameters:
  ///   - levels: the limits of the bands; the lowest and the highest band go on without end.
  ///   - range: the values at the two ends of the colour map; by default those of the surface. A
  ///     band has the colour of the value in its middle.
  public init(
    _ surface: Surface, levels: [Double], colorMap: ColorMap = .brown,
    range: ClosedRange<Double>? = nil
  ) {
    extent = DataExtent(x: surface.xDomain, y: surface.yDomain, isTight: true)
    let own = surface.range
    let (low, high) = (range?.lowerBound ?? own.lowerBound, range?.upperBound ?? own.upperBound)
    let limits = levels.filter { $0 > own.lowerBound && $0 < own.upperBound }.sorted()
    let regions = ([-.infinity] + limits).map { surface.outlines(above: $0) }
    let isOpaque = colorMap.stops.allSatisfy { $0.opacity == 1 }
    bands = regions.indices.map { index in
      let start = index == 0 ? own.lowerBound : limits[index - 1]
      let end = index == limits.count ? own.upperBound : limits[index]
      let share = high > low ? ((start + end) / 2 - low) / (high - low) : 0.5
      // What lies above the band's upper level is a hole where colours would show through.
      let holes =
        isOpaque || index == limits.count ? [] : regions[index + 1].map { Array($0.reversed()) }
      return (regions[index] + holes, colorMap.color(share))
    }
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    canvas.layer(opacity: plot.style.opacity) { canvas in
      for band in bands {
        var path = Path()
        for outline in band.outlines {
          path.append(Path(polyline: outline.map(plot.position), closed: true))
        }
        canvas.fill(path, band.color)
      }
    }
  }
}

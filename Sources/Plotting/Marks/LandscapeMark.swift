import Drawing
import Learning

/// A loss as a heat map with thin lines of equal loss.
public struct LandscapeMark: ChartContent {
  private let parts: [any ChartContent]

  /// - Parameter contours: how many lines there are.
  public init(_ surface: LossSurface, contours: Int = 12) {
    parts = [HeatmapMark(surface), ContourMark(surface, count: contours).lineStyle(width: 0.6)]
  }

  public var extent: DataExtent { parts.reduce(DataExtent()) { $0.union($1.extent) } }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    for part in parts { try part.draw(in: plot, on: &canvas) }
  }
}

import Drawing
import Geometry
import Learning

/// Lines along which a surface of numbers has equal values.
public struct ContourMark: ChartContent {
  let lines: [[Point]]
  public let extent: DataExtent
  private let placed = PlacedPath()

  /// Contours at `count` levels, equally spaced inside the range of the surface.
  public init(_ surface: Surface, count: Int = 12) {
    self.init(surface, levels: surface.levels(count))
  }

  public init(_ surface: Surface, levels: [Double]) {
    lines = surface.contours(at: levels)
    extent = DataExtent(x: surface.xDomain, y: surface.yDomain, isTight: true)
  }

  /// Contours at all multiples of `step`, shifted by `phase`; none if there are more than a
  /// thousand, as on a surface that diverged.
  public init(_ surface: Surface, step: Double, phase: Double = 0) {
    let first = ((surface.range.lowerBound - phase) / step).rounded(.up)
    let count = ((surface.range.upperBound - phase) / step).rounded(.down) - first + 1
    let levels = (1...1000).contains(count) ? (0..<Int(count)).map { first + Double($0) } : []
    self.init(surface, levels: levels.map { phase + $0 * step })
  }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let path = placed.path(in: plot) { path in
      for line in lines { path.append(Path(polyline: line.map(plot.position))) }
    }
    // Heat maps are the same in every theme, and so is what lies on them.
    let color = try plot.color(default: Tone(Color(hex: 0x808080)).opacity(0.5))
    canvas.stroke(path, color, plot.stroke(defaultWidth: 0.8))
  }
}

import Drawing
import Geometry

/// A box in data coordinates, or a band across the whole plot area.
public struct RectangleMark: ChartContent {
  let x: ClosedRange<Double>?
  let y: ClosedRange<Double>?

  /// - Parameters: the ranges that the box covers; `nil` for the whole axis.
  public init(x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil) {
    self.x = x
    self.y = y
  }

  public var extent: DataExtent { DataExtent(x: x, y: y) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let path = Path(rect: plot.rect(x: x ?? plot.x.domain, y: y ?? plot.y.domain))
    canvas.fill(path, try plot.color(default: Tone.lightGray.opacity(0.5)))
    if let outline = plot.style.outline {
      canvas.stroke(
        path, try plot.theme.color(outline).opacity(plot.style.opacity),
        plot.stroke(defaultWidth: 0.57))
    }
  }
}

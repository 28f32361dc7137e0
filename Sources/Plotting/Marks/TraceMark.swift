import Drawing
import Geometry

/// How one value of a function is read off: dots on the horizontal axis, dashed lines up to the
/// curve, and from there an arrow to the vertical axis.
public struct TraceMark: ChartContent {
  let inputs: [Double]
  let output: Double
  let tone: Tone

  /// - Parameters:
  ///   - inputs: one or several places where the function has the value `output`.
  ///   - tone: of the dots; the lines are grey, or of this tone if it is not grey.
  public init(from inputs: [Double], to output: Double, tone: Tone = .gray) {
    self.inputs = inputs
    self.output = output
    self.tone = tone
  }

  public var extent: DataExtent { DataExtent(inputs.map { Point($0, output) }) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let scale = plot.theme.lineScale
    let color = try plot.theme.color(tone)
    let style = StrokeStyle(width: 0.75, dash: [2.1, 2.1]).scaled(by: scale)
    let floor = plot.y.domain.lowerBound
    for input in inputs {
      let path = Path(polyline: [
        plot.position(Point(input, floor)), plot.position(Point(input, output)),
      ])
      canvas.stroke(path, color, style)
    }
    if let farthest = inputs.max() {
      let start = plot.position(Point(farthest, output))
      let end = plot.position(Point(plot.x.domain.lowerBound, output)) + Point(3.2 * scale, 0)
      canvas.arrow(
        [start, end], color: color, style: style, headLength: 5 * scale, headWidth: 3.4 * scale)
    }
    let dot = Stamp(Path(circle: .zero, radius: 2.6 * scale), fill: color)
    canvas.stamp(dot, at: inputs.map { plot.position(Point($0, floor)) })
  }
}

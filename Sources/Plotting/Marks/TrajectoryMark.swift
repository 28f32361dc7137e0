import Drawing
import Geometry
import Learning

/// The path of an optimiser: a ringed dot at its start, a line, and an arrow head at its end.
public struct TrajectoryMark: ChartContent {
  let trajectory: Trajectory
  let showsSteps: Bool
  let hasHead: Bool

  /// - Parameters:
  ///   - showsSteps: whether each step has a small dot.
  ///   - hasHead: whether an arrow head shows where the path ends; without it a dot does.
  public init(_ trajectory: Trajectory, showsSteps: Bool = false, hasHead: Bool = true) {
    self.trajectory = trajectory
    self.showsSteps = showsSteps
    self.hasHead = hasHead
  }

  public var extent: DataExtent { DataExtent(trajectory.points) }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let points = trajectory.points.map(plot.position).filter { $0.x.isFinite && $0.y.isFinite }
    guard let start = points.first, let end = points.last else { return }
    let color = try plot.color(default: .teal)
    let style = plot.stroke(defaultWidth: 1.4)
    let scale = plot.theme.lineScale
    let ring = StrokeStyle(width: 0.7 * scale)
    let ringColor = try plot.theme.color(plot.style.outline ?? .slate).opacity(plot.style.opacity)
    let diameter = (plot.style.symbolSize ?? 5.8) * scale

    if hasHead, start.distance(to: end) > 2 {
      let length = 2.6 + 2.2 * style.width
      canvas.arrow(
        points, color: color, style: style, headLength: length, headWidth: 0.66 * length)
    } else {
      canvas.stroke(Path(polyline: points), color, style)
    }
    if showsSteps {
      let dot = Stamp(Path(circle: .zero, radius: 0.32 * diameter), fill: color)
      canvas.stamp(dot, at: Array(points.dropFirst()))
    }
    let dot = Stamp(
      Path(circle: .zero, radius: diameter / 2), fill: color, stroke: ringColor, strokeStyle: ring)
    canvas.stamp(dot, at: hasHead ? [start] : [start, end])
  }
}

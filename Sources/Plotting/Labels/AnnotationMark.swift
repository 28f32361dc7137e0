import Drawing
import Geometry

/// A remark with an arrow to a place of the plot; the text stands where it covers nothing.
public struct AnnotationMark: ChartContent {
  private let text: String
  private let target: Point
  private let distance: ClosedRange<Double>
  private let font: Font

  /// - Parameter distance: from the place to the middle of the text's nearest edge, in points.
  public init(
    _ text: String, at target: Point, distance: ClosedRange<Double> = 12...40, font: Font = .callout
  ) {
    self.text = text
    self.target = target
    self.distance = distance
    self.font = font
  }

  public var extent: DataExtent { DataExtent([target]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let label = try Text(text).layOut(.ideal, in: environment)
    let tip = plot.position(target)
    let obstacles = Obstacles(canvas.commands[plot.firstCommand...], in: plot.frame)
    let box = place(label.size, around: tip, obstacles, in: plot)
    try label.draw(at: Point(box.minX, box.minY), on: &canvas)
    // The arrow leaves the text where the straight line to the place does.
    let border = box.inset(by: -1.5)
    let start = Point(
      min(max(tip.x, border.minX), border.maxX), min(max(tip.y, border.minY), border.maxY))
    let style = plot.stroke(defaultWidth: 0.75)
    let head = 4.6 * plot.theme.lineScale
    canvas.arrow(
      [start, tip], color: try plot.color(default: .slate), style: style, headLength: head,
      headWidth: 0.66 * head)
  }

  private func place(
    _ size: Size, around tip: Point, _ obstacles: Obstacles, in plot: PlotArea
  ) -> Rect {
    let room = plot.frame.inset(by: 2)
    var best = (cost: Double.infinity, box: Rect(tip, size))
    let steps = 6
    for ring in 0...steps {
      let share = Double(ring) / Double(steps)
      let reach = distance.lowerBound + (distance.upperBound - distance.lowerBound) * share
      for corner in 0..<16 {
        let turn = AffineTransform.rotation(2 * .pi * Double(corner) / 16).apply(Point(1, 0))
        let offset = Point(
          turn.x * (reach + size.width / 2), turn.y * (reach + size.height / 2))
        let center = tip + offset
        let box = Rect(x: center.x - size.width / 2, y: center.y - size.height / 2,
          width: size.width, height: size.height)
        let outside = box.corners.reduce(0) { sum, corner in
          sum + max(room.minX - corner.x, 0) + max(corner.x - room.maxX, 0)
            + max(room.minY - corner.y, 0) + max(corner.y - room.maxY, 0)
        }
        let covered = obstacles.length(
          in: TurnedBox(center: center, size: size).grown(by: 1.5))
        let cost = 40 * outside + 12 * covered + 0.1 * reach
        if cost < best.cost { best = (cost, box) }
      }
    }
    return best.box
  }
}

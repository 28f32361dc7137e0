import Drawing
import Geometry

/// A label at the end of a short dotted line that starts at a place of the plot: the name of a
/// bar's height. It keeps inside the plot area, and above or below what is in its way; the label of
/// a place outside the plot area is left out.
public struct LeaderLabel: ChartContent {
  private let text: String
  private let point: Point
  private let direction: HorizontalAlignment
  private let length: Double
  private let font: Font

  /// - Parameters:
  ///   - direction: `.trailing` puts the label to the right, `.leading` to the left.
  ///   - length: of the line, in points.
  public init(
    _ text: String, at point: Point, toward direction: HorizontalAlignment = .trailing,
    length: Double = 5, font: Font = .callout
  ) {
    self.text = text
    self.point = point
    self.direction = direction
    self.length = length
    self.font = font
  }

  public var extent: DataExtent { DataExtent([point]) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    let start = plot.position(point)
    guard plot.frame.inset(by: -0.5).contains(start) else { return }
    let sign = direction == .leading ? -1.0 : 1
    let scale = plot.theme.lineScale
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let label = try Text(text).layOut(.ideal, in: environment)
    let obstacles = Obstacles(canvas.commands[plot.firstCommand...], in: plot.frame)
    // Level with the place if that is free, or as near to it as can be; or else on the other side.
    let room = plot.frame.inset(by: 1.5 + label.size.height / 2)
    guard room.height > 0 else { return }
    let steps = (0...Int(2 * plot.frame.height)).map {
      $0.isMultiple(of: 2) ? $0 / 2 : -($0 + 1) / 2
    }
    let centers = [sign, -sign].flatMap { side in
      steps.map { step in
        Point(
          start.x + side * (length * scale + 1 + label.size.width / 2),
          min(max(start.y + Double(step), room.minY), room.maxY))
      }
    }
    let free = centers.first { center in
      obstacles.length(in: TurnedBox(center: center, size: label.size).grown(by: 0.6)) == 0
    }
    let center = free ?? centers[0]
    let side = center.x < start.x ? -1.0 : 1
    let end = Point(center.x - side * (label.size.width / 2 + 1), center.y)
    canvas.stroke(
      Path(polyline: [start, end]), try plot.theme.color(.gray),
      StrokeStyle(width: 0.75, dash: [0.9, 0.9]).scaled(by: scale))
    try label.draw(
      at: center - Point(label.size.width / 2, label.size.height / 2), on: &canvas)
  }
}

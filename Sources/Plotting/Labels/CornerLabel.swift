import Drawing
import Geometry

/// A remark in the corner of a plot, or at the middle of an edge, that is least in the way of what
/// has been drawn so far. It shrinks, down to 0.7 of its size, to fit the width.
public struct CornerLabel: ChartContent {
  private let text: String
  private let corners: [Alignment]
  private let font: Font

  /// - Parameter corners: where the label may stand; of those that are equally free it takes the
  ///   first.
  public init(
    _ text: String,
    in corners: [Alignment] = [.bottomTrailing, .topTrailing, .topLeading, .bottomLeading],
    font: Font = .callout
  ) {
    precondition(!corners.isEmpty, "a label needs a corner to stand in")
    self.text = text
    self.corners = corners
    self.font = font
  }

  public var extent: DataExtent { DataExtent() }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    environment.minimumScaleFactor = 0.7
    let obstacles = Obstacles(canvas.commands[plot.firstCommand...], in: plot.frame)
    let room = plot.frame.inset(by: 2)
    let places = try corners.map { corner in
      // Lines of different width are flush with the side of the plot.
      environment.textAlignment =
        switch corner.horizontal {
        case .leading: .leading
        case .center: .center
        case .trailing: .trailing
        }
      let label = try Text(text).layOut(ProposedSize(width: room.width), in: environment)
      let origin = corner.point(in: room) - corner.point(in: Rect(.zero, label.size))
      let box = TurnedBox(center: Rect(origin, label.size).center, size: label.size).grown(by: 1)
      return (label: label, origin: origin, covered: obstacles.length(in: box))
    }
    guard let best = places.min(by: { $0.covered < $1.covered }) else { return }
    try best.label.draw(at: best.origin, on: &canvas)
  }
}

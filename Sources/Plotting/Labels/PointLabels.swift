import Drawing
import Geometry

/// Labels of points, each beside its point and off the lines that run there.
public struct PointLabels: ChartContent {
  private let points: [Point]
  private let labels: [String]
  private let lines: [[Point]]
  private let tones: [Tone]?
  private let spacing: Double
  private let font: Font

  /// - Parameters:
  ///   - labels: a text for each point; by default 0, 1, 2, …. An empty one leaves a point bare.
  ///   - lines: what the labels must not cover, in data coordinates.
  ///   - tones: a tone for each label, in place of one for all.
  ///   - spacing: from the middle of the point to the label, in points.
  public init(
    _ points: [Point], labels: [String]? = nil, avoiding lines: [[Point]] = [],
    tones: [Tone]? = nil, spacing: Double = 5, font: Font = .callout
  ) {
    self.points = points
    self.labels = labels ?? points.indices.map(String.init)
    precondition(
      self.labels.count == points.count,
      "\(points.count) points need as many labels, not \(self.labels.count)")
    self.lines = lines
    self.tones = tones
    self.spacing = spacing
    self.font = font
  }

  public var extent: DataExtent { DataExtent(points) }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let places = points.map(plot.position)
    let diameter = (plot.style.symbolSize ?? 5.8) * plot.theme.lineScale
    var obstacles = Obstacles(lines: lines.map { $0.map(plot.position) })
    for place in places { obstacles.add(Rect(center: place, size: Size(diameter, diameter))) }
    for (index, (place, label)) in zip(places, labels).enumerated() where !label.isEmpty {
      guard plot.frame.inset(by: -0.5).contains(place) else { continue }
      if let tone = tones?[index] { environment.foreground = tone }
      let text = try Text(label).layOut(.ideal, in: environment)
      let box = box(text.size, around: place, obstacles, in: plot)
      obstacles.add(box)
      try text.draw(at: box.origin, on: &canvas)
    }
  }

  /// Of the places around a point the one that meets least of what is to be avoided, and has the
  /// least of it nearby; of equally good ones the first, clockwise from the lower right.
  private func box(
    _ size: Size, around place: Point, _ obstacles: Obstacles, in plot: PlotArea
  ) -> Rect {
    let room = plot.frame.inset(by: 1)
    let gap = spacing * plot.theme.lineScale
    let candidates = (0..<16).map { corner in
      let turn = AffineTransform.rotation(2 * .pi * (Double(corner) + 2) / 16).apply(Point(1, 0))
      // A line of text has more room above and below its letters than beside them.
      let reach = Point(turn.x * (gap + size.width / 2), turn.y * (gap + 0.36 * size.height))
      let box = Rect(center: place + reach, size: size)
      let ink = TurnedBox(center: box.center, size: Size(size.width + 1, 0.8 * size.height))
      let outside = box.corners.count { !room.contains($0) }
      let cost = 60 * Double(outside) + 12 * obstacles.length(in: ink)
        + 0.3 * obstacles.length(in: ink.grown(by: 5))
      return (box: box, cost: cost + 0.05 * Double(corner))
    }
    return candidates.min { $0.cost < $1.cost }?.box ?? Rect(place, size)
  }
}

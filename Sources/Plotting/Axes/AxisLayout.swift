import Drawing
import Geometry
import Typesetting

/// One axis with its ticks, labels and title set in type, ready to be placed beside a plot area.
struct AxisLayout {
  enum Edge { case leading, bottom }

  let edge: Edge
  let scale: Scale
  private let environment: DrawingEnvironment
  private let major: [(position: Double, label: TypesetText?)]
  private let minor: [Double]
  private let title: LaidOut?
  private let majorLength: Double
  private let minorLength: Double
  private let labelSize: Double
  private let showsTicks: Bool

  private let gap = 1.8

  init(
    _ configuration: AxisConfiguration, scale: Scale, edge: Edge, in environment: DrawingEnvironment
  ) throws {
    self.edge = edge
    self.scale = scale
    self.environment = environment
    let lineScale = environment.theme.lineScale
    majorLength = 2.5 * lineScale
    minorLength = 1.7 * lineScale
    showsTicks = configuration.visibility != .hidden

    let ticks =
      configuration.ticks
      ?? Ticks(domain: scale.domain, type: scale.type, count: configuration.tickCount)
    let style = Font.caption.textStyle(in: environment.theme)
    labelSize = style.size
    let isInside = { (value: Double) in (-1e-6...1 + 1e-6).contains(scale.position(value)) }
    let showsLabels = configuration.visibility == .automatic
    let values = ticks.major.filter(isInside)
    let texts =
      scale.type == .log
      ? values.map(TickLabel.power)
      : TickLabel.decimals(values, digits: configuration.decimals ?? ticks.decimals)
    major = try zip(values, texts).map { value, text in
      (scale.position(value), showsLabels ? try Typesetter.label(text, style: style) : nil)
    }
    minor = ticks.minor.filter(isInside).map(scale.position)
    title = try configuration.label.map { label in
      let text = Text(label)
      return try edge == .leading
        ? text.rotatedQuarter().layOut(.ideal, in: environment)
        : text.layOut(.ideal, in: environment)
    }
  }

  private var tickDepth: Double { showsTicks ? majorLength : 0 }

  /// Depth of ticks and labels together.
  private var labelDepth: Double {
    let labels = major.compactMap(\.label)
    guard !labels.isEmpty else { return tickDepth }
    let extent =
      edge == .leading ? labels.map(\.width).max() ?? 0 : labelHeight
    return tickDepth + gap + extent
  }

  /// Height of the digits, which have no descenders.
  private var labelHeight: Double { 0.7 * labelSize }

  /// Room that the axis needs outside the plot area: across the axis, and beyond its two ends.
  func depth() -> Double {
    guard let title else { return labelDepth }
    return labelDepth + titleGap + (edge == .leading ? title.size.width : title.size.height)
  }

  private var titleGap: Double { edge == .leading ? 2 : 1.5 }

  /// How far labels reach beyond the start and the end of an axis of the given length.
  func overhang(length: Double) -> (start: Double, end: Double) {
    var (start, end) = (0.0, 0.0)
    for (position, label) in major {
      guard let label else { continue }
      let half = edge == .leading ? labelHeight / 2 : label.width / 2
      start = max(start, half - position * length)
      end = max(end, half - (1 - position) * length)
    }
    return (start, end)
  }

  func draw(around plot: Rect, on canvas: inout Canvas) throws {
    let theme = environment.theme
    let gray = try theme.color(.gray)
    if showsTicks {
      var path = Path()
      for (position, _) in major { addTick(at: position, length: majorLength, of: plot, to: &path) }
      for position in minor { addTick(at: position, length: minorLength, of: plot, to: &path) }
      canvas.stroke(path, gray, StrokeStyle(width: 0.85 * theme.lineScale))
    }
    for (position, label) in major {
      guard let label else { continue }
      let origin =
        switch edge {
        case .bottom:
          Point(
            plot.minX + position * plot.width - label.width / 2,
            plot.maxY + tickDepth + gap + labelHeight)
        case .leading:
          Point(
            plot.minX - tickDepth - gap - label.width,
            plot.maxY - position * plot.height + labelHeight / 2)
        }
      try canvas.text(label, at: origin, color: gray, theme: theme)
    }
    guard let title else { return }
    let origin =
      switch edge {
      case .bottom: Point(plot.midX - title.size.width / 2, plot.maxY + labelDepth + titleGap)
      case .leading:
        Point(
          plot.minX - labelDepth - titleGap - title.size.width, plot.midY - title.size.height / 2)
      }
    try title.draw(at: origin, on: &canvas)
  }

  private func addTick(at position: Double, length: Double, of plot: Rect, to path: inout Path) {
    switch edge {
    case .bottom:
      let x = plot.minX + position * plot.width
      path.move(to: Point(x, plot.maxY))
      path.line(to: Point(x, plot.maxY + length))
    case .leading:
      let y = plot.maxY - position * plot.height
      path.move(to: Point(plot.minX, y))
      path.line(to: Point(plot.minX - length, y))
    }
  }
}

import Drawing
import Geometry
import Typesetting

/// One axis with its ticks, labels and title set in type, ready to be placed beside a plot area.
struct AxisLayout {
  /// The side of the plot area on which the axis stands.
  enum Edge {
    case leading, trailing, bottom, top

    var isVertical: Bool { self == .leading || self == .trailing }
  }

  let edge: Edge
  let scale: Scale
  private let environment: DrawingEnvironment
  private var major: [(position: Double, label: TypesetText?)]
  private let minor: [Double]
  private let names: [(position: Double, label: TypesetText)]
  private var title: LaidOut?
  private let titleText: String?
  private let majorLength: Double
  private let minorLength: Double
  private let labelSize: Double
  private let showsTicks: Bool
  /// Room that the labels of the axis across need before the title.
  private var titleClearance = 0.0
  /// Where the axis runs through the plot area instead of along its border: the position on the
  /// axis across.
  private var crossing: Double?

  /// Distance between ticks and labels.
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
    let labelled = try Self.texts(configuration, ticks, scale.type, isInside: isInside)
    major = try labelled.map { value, text in
      let label = showsLabels && !text.isEmpty ? try Typesetter.label(text, style: style) : nil
      return (scale.position(value), label)
    }
    minor = ticks.minor.filter(isInside).map(scale.position)
    let nameStyle = Font.callout.textStyle(in: environment.theme)
    names = try configuration.names.filter { isInside($0.value) }.map {
      (scale.position($0.value), try Typesetter.label($0.name, style: nameStyle))
    }
    titleText = configuration.label
    title = try configuration.label.map { label in
      let text = Text(label)
      return try edge.isVertical
        ? text.rotatedQuarter().layOut(.ideal, in: environment)
        : text.layOut(.ideal, in: environment)
    }
  }

  /// The major ticks inside the domain, and what stands beside each.
  private static func texts(
    _ configuration: AxisConfiguration, _ ticks: Ticks, _ type: ScaleType,
    isInside: (Double) -> Bool
  ) throws -> [(value: Double, text: String)] {
    guard let labels = configuration.tickLabels else {
      let values = ticks.major.filter(isInside)
      let texts =
        type.hasPowers
        ? values.map(TickLabel.power)
        : TickLabel.decimals(values, digits: configuration.decimals ?? ticks.decimals)
      return Array(zip(values, texts))
    }
    guard labels.count == ticks.major.count else {
      throw DrawingError(
        "an axis has \(ticks.major.count) ticks but \(labels.count) labels; give one for each")
    }
    return zip(ticks.major, labels).filter { isInside($0.0) }
  }

  private var tickDepth: Double { showsTicks ? majorLength : 0 }

  /// The same axis with its title clear of the first label of the axis across.
  func clearing(_ other: AxisLayout) -> AxisLayout {
    var axis = self
    axis.titleClearance = other.overhang(length: .greatestFiniteMagnitude).start + gap
    return axis
  }

  /// The same axis through the zero of the axis across, if that lies in the plot area. Its own
  /// label for zero would stand on the other axis and is left out.
  func throughZero(of other: Scale) throws -> AxisLayout {
    let position = other.position(0)
    guard position > 1e-6, position < 1 - 1e-6 else { return self }
    var axis = self
    axis.title = try titleText.map { try Text($0).layOut(.ideal, in: environment) }
    axis.crossing = edge == .trailing || edge == .top ? 1 - position : position
    let own = scale.position(0)
    axis.major = major.filter { abs($0.position - own) > 1e-6 }
    return axis
  }

  /// Whether the axis runs through the plot area.
  var isFree: Bool { crossing != nil }

  /// Where the title of an axis that runs through the plot area stands: beside the arrow head, on
  /// the side of the labels, or over it.
  private func freeTitleRect(_ title: LaidOut, of plot: Rect) -> Rect {
    let tip = place(1, outside: 0, of: plot)
    let size = title.size
    let corner: Point =
      switch edge {
      case .bottom: Point(tip.x - size.width, tip.y + labelDepth + titleGap)
      case .top: Point(tip.x - size.width, tip.y - labelDepth - titleGap - size.height)
      case .leading, .trailing: Point(tip.x - size.width / 2, tip.y - titleGap - size.height)
      }
    return Rect(corner, size)
  }

  /// The room around the plot area that an axis within it takes, with its labels and its title.
  func freeMargins(around size: Size) -> EdgeInsets {
    let plot = Rect(.zero, size)
    var taken = plot
    if let title { taken = taken.union(freeTitleRect(title, of: plot)) }
    for position in [0.0, 1] {
      let (near, far) = (
        place(position, outside: 0, of: plot), place(position, outside: labelDepth, of: plot)
      )
      for point in [near, far] { taken = taken.union(Rect(point, .zero)) }
    }
    let (start, end) = overhang(length: edge.isVertical ? size.height : size.width)
    return EdgeInsets(
      top: max(-taken.minY, edge.isVertical ? end : 0),
      leading: max(-taken.minX, edge.isVertical ? 0 : start),
      bottom: max(taken.maxY - size.height, edge.isVertical ? start : 0),
      trailing: max(taken.maxX - size.width, edge.isVertical ? 0 : end))
  }

  /// Depth of ticks and labels together.
  private var labelDepth: Double {
    let labels = major.compactMap(\.label)
    guard !labels.isEmpty else { return max(tickDepth, title == nil ? 0 : titleClearance) }
    return tickDepth + gap + (edge.isVertical ? labels.map(\.width).max() ?? 0 : labelHeight)
  }

  /// Height of the labels above their baseline; that of digits unless there are taller ones.
  private var labelHeight: Double {
    major.compactMap(\.label).map { -$0.inkBounds.minY }.reduce(0.7 * labelSize, max)
  }

  /// Room that the axis needs outside the plot area, across the axis.
  func depth() -> Double {
    guard let title else { return labelDepth }
    return labelDepth + titleGap + (edge.isVertical ? title.size.width : title.size.height)
  }

  private var titleGap: Double { edge.isVertical ? 2 : 1.5 }

  /// How far labels reach beyond the start and the end of an axis of the given length.
  func overhang(length: Double) -> (start: Double, end: Double) {
    var (start, end) = (0.0, 0.0)
    for (position, label) in major {
      guard let label else { continue }
      let half = edge.isVertical ? 0.35 * labelSize : label.width / 2
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
    for (position, label) in spacedLabels(length: edge.isVertical ? plot.height : plot.width) {
      let center = place(position, outside: tickDepth + gap, of: plot)
      let origin: Point =
        switch edge {
        case .bottom: center + Point(-label.width / 2, labelHeight)
        case .top: center - Point(label.width / 2, 0)
        case .leading: center + Point(-label.width, Self.middle(label, labelSize))
        case .trailing: center + Point(0, Self.middle(label, labelSize))
        }
      try canvas.text(label, at: origin, color: gray, theme: theme)
    }
    for (position, name) in names {
      let near = place(position, outside: tickDepth + gap, of: plot)
      let origin: Point =
        switch edge {
        case .bottom: near + Point(-name.width / 2, labelHeight)
        case .top: near - Point(name.width / 2, 0)
        case .leading: near + Point(-name.width, Self.middle(name, labelSize))
        case .trailing: near + Point(0, Self.middle(name, labelSize))
        }
      try canvas.text(name, at: origin, color: try theme.color(.ink), theme: theme)
    }
    guard let title else { return }
    if isFree { return try title.draw(at: freeTitleRect(title, of: plot).origin, on: &canvas) }
    let near = place(0.5, outside: labelDepth + titleGap, of: plot)
    let size = title.size
    let origin: Point =
      switch edge {
      case .bottom: near - Point(size.width / 2, 0)
      case .top: near - Point(size.width / 2, size.height)
      case .leading: near - Point(size.width, size.height / 2)
      case .trailing: near - Point(0, size.height / 2)
      }
    try title.draw(at: origin, on: &canvas)
  }

  /// All labels, or every second, third, … if neighbours would touch.
  private func spacedLabels(length: Double) -> [(position: Double, label: TypesetText)] {
    func isFree(_ position: Double, _ label: TypesetText) -> Bool {
      names.allSatisfy { name in
        let needed = edge.isVertical ? labelSize : (name.label.width + label.width) / 2 + 1
        return abs(name.position - position) * length > needed
      }
    }
    let labels = major.compactMap { position, label in label.map { (position, $0) } }
      .filter(isFree).sorted { $0.0 < $1.0 }
    func fits(_ labels: [(Double, TypesetText)]) -> Bool {
      zip(labels, labels.dropFirst()).allSatisfy { one, next in
        let needed =
          edge.isVertical ? 0.9 * labelSize : (one.1.width + next.1.width) / 2 + 0.25 * labelSize
        return (next.0 - one.0) * length > needed
      }
    }
    for stride in 1..<max(labels.count, 2) {
      let some = labels.indices.filter { $0 % stride == 0 }.map { labels[$0] }
      if fits(some) { return some }
    }
    return Array(labels.prefix(1))
  }

  /// The ends of the line along the axis itself.
  func line(of plot: Rect) -> [Point] {
    [place(0, outside: 0, of: plot), place(1, outside: 0, of: plot)]
  }

  /// How far below the middle of a label beside a vertical axis its baseline lies.
  private static func middle(_ label: TypesetText, _ size: Double) -> Double {
    label.inkBounds.height > 1.1 * size ? -label.inkBounds.midY : 0.35 * size
  }

  /// The point at a position along the axis and a distance outwards from the plot area.
  private func place(_ position: Double, outside distance: Double, of plot: Rect) -> Point {
    let length = edge.isVertical ? plot.width : plot.height
    let distance = distance - (crossing ?? 0) * length
    return switch edge {
    case .bottom: Point(plot.minX + position * plot.width, plot.maxY + distance)
    case .top: Point(plot.minX + position * plot.width, plot.minY - distance)
    case .leading: Point(plot.minX - distance, plot.maxY - position * plot.height)
    case .trailing: Point(plot.maxX + distance, plot.maxY - position * plot.height)
    }
  }

  private func addTick(at position: Double, length: Double, of plot: Rect, to path: inout Path) {
    path.move(to: place(position, outside: 0, of: plot))
    path.line(to: place(position, outside: length, of: plot))
  }
}

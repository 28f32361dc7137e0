import Drawing
import Geometry

/// All that stands around a plot area: its axes, on whatever sides, and its frame.
struct ChartAxes {
  private let x: AxisLayout
  private let y: AxisLayout
  private let secondary: AxisLayout?
  private let frame: ChartFrameStyle
  private let theme: Theme

  init(
    _ configuration: ChartConfiguration, x: Scale, y: Scale, in environment: DrawingEnvironment
  ) throws {
    theme = environment.theme
    frame = configuration.frame
    let xAxis = try AxisLayout(
      configuration.x, scale: x, edge: configuration.x.side == .start ? .bottom : .top,
      in: environment)
    let isLeading = configuration.y.side == .start
    self.y = try AxisLayout(
      configuration.y, scale: y, edge: isLeading ? .leading : .trailing, in: environment)
    self.x = xAxis.clearing(self.y)
    secondary = try configuration.secondaryY.map { axis in
      let scale = try Scale(
        domain: axis.domain ?? y.domain, type: axis.type, isReversed: axis.isReversed,
        axis: "second vertical axis")
      return try AxisLayout(
        axis, scale: scale, edge: isLeading ? .trailing : .leading, in: environment)
    }
  }

  var secondaryY: Scale? { secondary?.scale }

  private var layouts: [AxisLayout] { [x, y] + (secondary.map { [$0] } ?? []) }

  /// Room that the axis below the plot area needs, if there is one.
  var bottomDepth: Double { x.edge == .bottom ? x.depth() : 0 }

  /// The room that axes and frame take around a plot area.
  func margins(around plot: Size) -> EdgeInsets {
    let halfLine = frame == .hidden ? 0 : 0.425 * theme.lineScale
    var margins = EdgeInsets(halfLine)
    for axis in layouts {
      let depth = axis.depth()
      switch axis.edge {
      case .leading: margins.leading = max(margins.leading, depth)
      case .trailing: margins.trailing = max(margins.trailing, depth)
      case .bottom: margins.bottom = max(margins.bottom, depth)
      case .top: margins.top = max(margins.top, depth)
      }
      let (start, end) = axis.overhang(length: axis.edge.isVertical ? plot.height : plot.width)
      if axis.edge.isVertical {
        margins.bottom = max(margins.bottom, start)
        margins.top = max(margins.top, end)
      } else {
        margins.leading = max(margins.leading, start)
        margins.trailing = max(margins.trailing, end)
      }
    }
    return margins
  }

  func draw(around plot: Rect, on canvas: inout Canvas) throws {
    for axis in layouts { try axis.draw(around: plot, on: &canvas) }
    var outline = Path()
    switch frame {
    case .closed: outline = Path(rect: plot)
    case .axes: for axis in layouts { outline.append(axis.line(of: plot)) }
    case .hidden: return
    }
    canvas.stroke(
      outline, try theme.color(.ink), StrokeStyle(width: 0.85 * theme.lineScale, cap: .square))
  }
}

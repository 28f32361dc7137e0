import Drawing
import Geometry

/// All that stands around a plot area: its axes, on whatever sides, and its frame.
struct ChartAxes {
  private let x: AxisLayout
  private let y: AxisLayout
  private let secondary: AxisLayout?
  private let secondaryX: AxisLayout?
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
    let yAxis = try AxisLayout(
      configuration.y, scale: y, edge: isLeading ? .leading : .trailing, in: environment)
    let isFree = frame == .origin
    self.y = isFree ? try yAxis.throughZero(of: x) : yAxis
    self.x = isFree ? try xAxis.throughZero(of: y) : xAxis.clearing(yAxis)
    secondaryX = try configuration.secondaryX.map { axis in
      let scale = try Scale(
        domain: axis.domain ?? x.domain, type: axis.type, isReversed: axis.isReversed,
        axis: "second horizontal axis")
      return try AxisLayout(
        axis, scale: scale, edge: xAxis.edge == .bottom ? .top : .bottom, in: environment)
    }
    secondary = try configuration.secondaryY.map { axis in
      let scale = try Scale(
        domain: axis.domain ?? y.domain, type: axis.type, isReversed: axis.isReversed,
        axis: "second vertical axis")
      return try AxisLayout(
        axis, scale: scale, edge: isLeading ? .trailing : .leading, in: environment)
    }
  }

  var secondaryY: Scale? { secondary?.scale }

  private var layouts: [AxisLayout] { [x, y] + [secondary, secondaryX].compactMap { $0 } }

  /// Room that the axis below the plot area needs, if there is one.
  var bottomDepth: Double { x.edge == .bottom && !x.isFree ? x.depth() : 0 }

  /// The room that axes and frame take around a plot area.
  func margins(around plot: Size) -> EdgeInsets {
    let halfLine = frame == .hidden ? 0 : 0.425 * theme.lineScale
    var margins = EdgeInsets(halfLine)
    for axis in layouts {
      if axis.isFree {
        let needed = axis.freeMargins(around: plot)
        margins = EdgeInsets(
          top: max(margins.top, needed.top), leading: max(margins.leading, needed.leading),
          bottom: max(margins.bottom, needed.bottom),
          trailing: max(margins.trailing, needed.trailing))
        continue
      }
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
    try coverGaps(of: plot, on: &canvas)
    for axis in layouts { try axis.draw(around: plot, on: &canvas) }
    let ink = try theme.color(.ink)
    let style = StrokeStyle(width: 0.85 * theme.lineScale, cap: .square)
    switch frame {
    case .closed: canvas.stroke(Path(rect: plot), ink, style)
    case .axes:
      var lines = Path()
      for axis in layouts { lines.append(Path(polyline: axis.line(of: plot))) }
      canvas.stroke(lines, ink, style)
    case .origin:
      for axis in layouts {
        canvas.arrow(
          axis.line(of: plot), color: ink, style: style, headLength: 6.2 * theme.lineScale,
          headWidth: 4.2 * theme.lineScale)
      }
    case .hidden: return
    }
    try breakLines(of: plot, on: &canvas)
  }

  // Broken axes

  /// The strips of the plot area that stand for ranges left out, with the direction of their axis.
  private func gaps(of plot: Rect) -> [(strip: Rect, isVertical: Bool)] {
    [x, y].compactMap { axis in
      guard let gap = axis.scale.gap else { return nil }
      let length = gap.upperBound - gap.lowerBound
      return axis.edge.isVertical
        ? (
          Rect(
            x: plot.minX, y: plot.maxY - gap.upperBound * plot.height, width: plot.width,
            height: length * plot.height), true
        )
        : (
          Rect(
            x: plot.minX + gap.lowerBound * plot.width, y: plot.minY, width: length * plot.width,
            height: plot.height), false
        )
    }
  }

  /// Cuts the marks that run across a range left out.
  private func coverGaps(of plot: Rect, on canvas: inout Canvas) throws {
    for (strip, isVertical) in gaps(of: plot) {
      // With half the width of a curve that runs along its border
      let reach = -1.1 * theme.lineScale
      let cover =
        isVertical
        ? strip.inset(EdgeInsets(top: reach, bottom: reach))
        : strip.inset(EdgeInsets(leading: reach, trailing: reach))
      canvas.fill(Path(rect: cover), try theme.color(.ground))
    }
  }

  /// Opens the frame where a range is left out, between two slanted strokes.
  private func breakLines(of plot: Rect, on canvas: inout Canvas) throws {
    let ink = try theme.color(.ink)
    let scale = theme.lineScale
    for (strip, isVertical) in gaps(of: plot) {
      let inner = isVertical
        ? strip.inset(EdgeInsets(top: 0.3 * strip.height, bottom: 0.3 * strip.height))
        : strip.inset(EdgeInsets(leading: 0.3 * strip.width, trailing: 0.3 * strip.width))
      let borders = isVertical ? [strip.minX, strip.maxX] : [strip.minY, strip.maxY]
      let sides = isVertical ? [inner.minY, inner.maxY] : [inner.minX, inner.maxX]
      for (index, border) in borders.enumerated() {
        let isLine = frame == .closed || (index == 0) == isVertical
        guard isLine else { continue }
        let reach = 2 * scale
        let opening = isVertical
          ? Rect(x: border - reach, y: sides[0], width: 2 * reach, height: sides[1] - sides[0])
          : Rect(x: sides[0], y: border - reach, width: sides[1] - sides[0], height: 2 * reach)
        canvas.fill(Path(rect: opening), try theme.color(.ground))
        var strokes = Path()
        for side in sides {
          let center = isVertical ? Point(border, side) : Point(side, border)
          let arm = isVertical ? Point(2.6 * scale, -1.4 * scale) : Point(1.4 * scale, -2.6 * scale)
          strokes.move(to: center - arm)
          strokes.line(to: center + arm)
        }
        canvas.stroke(strokes, ink, StrokeStyle(width: 0.85 * scale))
      }
    }
  }
}

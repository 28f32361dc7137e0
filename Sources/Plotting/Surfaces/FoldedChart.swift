import Drawing
import Geometry

/// Marks on a strip of paper that is folded like a map, seen at a slant (UDL, figure 4.3).
///
/// The facets between creases keep their widths and lean forwards and backwards in turn. Marks are
/// those of a plane chart; what they draw is laid on the facets.
public struct FoldedChart: Drawing {
  /// Small arrows at the strip's ends that say which way it is moved.
  public enum Motion: Hashable, Sendable { case folding, unfolding }

  private let creases: [Double]
  private let isLeaningBack: Bool
  private let motion: Motion?
  private let content: [any ChartContent]

  /// - Parameters:
  ///   - creases: where the strip is folded, in data coordinates; without any it is one facet.
  ///   - isLeaningBack: whether the first facet's right side is nearer to the viewer, so that it
  ///     stands lower on the page.
  public init(
    creases: [Double] = [], isLeaningBack: Bool = true, motion: Motion? = nil,
    @ChartContentBuilder content: () -> [any ChartContent]
  ) {
    self.creases = creases.sorted()
    self.isLeaningBack = isLeaningBack
    self.motion = motion
    self.content = content()
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let configuration = environment[ChartConfigurationKey.self]
    let extent = content.reduce(DataExtent()) { $0.union($1.extent) }
    let x = try Scale(domain: configuration.x.domain ?? extent.x ?? 0...1, axis: "horizontal axis")
    let y = try Scale(domain: configuration.y.domain ?? extent.y ?? 0...1, axis: "vertical axis")
    let scale = environment.theme.lineScale
    let paper = configuration.plotSize ?? Size(120, 88)
    let drop = 0.2 * paper.height
    let xTitle = try configuration.x.label.map { try Text($0).layOut(.ideal, in: environment) }
    let yTitle = try configuration.y.label.map {
      try Text($0).rotatedQuarter().layOut(.ideal, in: environment)
    }
    let arrowRoom = motion == nil ? 0 : 7 * scale
    let left = (yTitle.map { $0.size.width + 3 } ?? 0) + 0.5 * scale
    let top = arrowRoom + 0.5 * scale
    let frame = Rect(x: left, y: top, width: paper.width, height: paper.height + drop)
    let bottom = frame.maxY + arrowRoom
    let titleWidth = xTitle?.size.width ?? 0
    let size = Size(
      max(frame.maxX, frame.midX + titleWidth / 2) + 0.5 * scale,
      bottom + (xTitle.map { $0.size.height + 2 } ?? 0.5 * scale))
    return LaidOut(size: size, frame: frame) { origin, canvas in
      let corner = origin + frame.origin
      try drawFacets(
        PlotArea(frame: Rect(corner, paper), x: x, y: y, environment: environment), drop: drop,
        on: &canvas)
      try drawMotion(Rect(corner, frame.size), drop: drop, environment.theme, on: &canvas)
      if let xTitle {
        let place = Point(frame.midX - xTitle.size.width / 2, bottom + 2)
        try xTitle.draw(at: origin + place, on: &canvas)
      }
      if let yTitle {
        // Beside the first facet's outer side, which stands at the top or lower by the drop.
        let middle = frame.minY + paper.height / 2 + (isLeaningBack ? 0 : drop)
        try yTitle.draw(at: origin + Point(0, middle - yTitle.size.height / 2), on: &canvas)
      }
    }
  }

  private func drawFacets(_ plot: PlotArea, drop: Double, on canvas: inout Canvas) throws {
    let (low, high) = (plot.x.domain.lowerBound, plot.x.domain.upperBound)
    let edges = ([low] + creases.filter { $0 > low && $0 < high } + [high])
      .map { plot.position(Point($0, plot.y.domain.upperBound)).x }
    let height = plot.frame.height
    /// How far a side stands below the highest one.
    func depth(_ index: Int) -> Double { (index % 2 == 0) == isLeaningBack ? 0 : drop }
    let top = edges.indices.map { Point(edges[$0], plot.frame.minY + depth($0)) }
    let bottom = top.map { $0 + Point(0, height) }

    for index in edges.indices.dropLast() {
      let width = edges[index + 1] - edges[index]
      let shear = (depth(index + 1) - depth(index)) / width
      // A vertical shear that leaves x as it is
      let lay = AffineTransform(b: shear, ty: depth(index) - shear * edges[index])
      // A little more than the facet, so that lines are whole at a crease.
      let reach = 1.2 * plot.theme.lineScale
      let isFirst = index == 0
      let isLast = index == edges.count - 2
      let strip = Rect(
        x: edges[index] - (isFirst ? reach : 0), y: plot.frame.minY - reach,
        width: width + (isFirst ? reach : 0) + (isLast ? reach : 0), height: height + 2 * reach)
      try canvas.transformed(by: lay) { canvas in
        try canvas.clip(to: Path(rect: strip)) { canvas in
          for mark in content { try mark.draw(in: plot, on: &canvas) }
        }
      }
    }

    let theme = plot.theme
    var folds = Path()
    for index in edges.indices.dropFirst().dropLast() {
      folds.append(Path(polyline: [top[index], bottom[index]]))
    }
    canvas.stroke(
      folds, try theme.color(.gray),
      StrokeStyle(width: 0.75, dash: [0.75, 1.2]).scaled(by: theme.lineScale))
    canvas.stroke(
      Path(polyline: top + bottom.reversed(), closed: true), try theme.color(.ink),
      StrokeStyle(width: 0.85 * theme.lineScale, join: .round))
  }

  private func drawMotion(
    _ frame: Rect, drop: Double, _ theme: Theme, on canvas: inout Canvas
  ) throws {
    guard let motion else { return }
    let scale = theme.lineScale
    let length = 20 * scale
    let gap = 4 * scale
    let style = StrokeStyle(width: 0.85, dash: [2.1, 2.1]).scaled(by: scale)
    let upper = [Point(frame.minX, frame.minY - gap), Point(frame.minX + length, frame.minY - gap)]
    let lower = [Point(frame.maxX, frame.maxY + gap), Point(frame.maxX - length, frame.maxY + gap)]
    for arrow in [upper, lower] {
      canvas.arrow(
        motion == .folding ? arrow : arrow.reversed(), color: try theme.color(.ink), style: style,
        headLength: 5 * scale, headWidth: 3.4 * scale)
    }
  }
}

import Drawing
import Geometry

/// A label beside a curve, at a place where it covers nothing.
///
/// Of the places along the curve, on either side of it, the label takes the one where it meets the
/// fewest lines, symbols and other labels drawn so far; so it belongs after the marks it must
/// avoid. A curve that the plot area doesn't show, or that has room only where another text stands,
/// stays without its label.
public struct CurveLabel: ChartContent {
  /// The sides of a curve on which a label may stand; `on` puts it on the curve itself, which the
  /// ground interrupts there.
  public enum Side: Hashable, Sendable { case either, above, below, on }

  private let text: String
  private let points: [Point]
  private let side: Side
  private let isParallel: Bool
  private let range: ClosedRange<Double>?
  private let spacing: Double
  private let font: Font

  /// - Parameters:
  ///   - points: the curve, in data coordinates.
  ///   - side: where the label may stand.
  ///   - isParallel: whether the label is turned to run along the curve.
  ///   - range: the values of `x` between which the label's middle must lie.
  ///   - spacing: distance from the curve in points.
  public init(
    _ text: String, beside points: [Point], side: Side = .either, isParallel: Bool = false,
    x range: ClosedRange<Double>? = nil, spacing: Double = 2, font: Font = .callout
  ) {
    self.text = text
    self.points = points
    self.side = side
    self.isParallel = isParallel
    self.range = range
    self.spacing = spacing
    self.font = font
  }

  public var extent: DataExtent { DataExtent() }
  public var isClipped: Bool { false }

  public func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    var environment = plot.environment
    environment.font = font
    environment.foreground = plot.style.foreground ?? .ink
    let label = try Text(text).layOut(.ideal, in: environment)
    let obstacles = Obstacles(canvas.commands[plot.firstCommand...], in: plot.frame)
    // A label that runs along its curve may be near it, if only it doesn't cover it.
    let curve = Obstacles(lines: isParallel ? [line(in: plot)] : [])
    let boxes = candidates(label.size, in: plot)
    // The cost of what is in the way is only counted where it can still matter.
    var best: TurnedBox?
    var lowest = Double.infinity
    for place in boxes where place.cost < lowest && obstacles.lengthOfTexts(in: place.box) == 0 {
      // A line between curve and label would take the label for its own.
      let isApart = place.gap.map { obstacles.length(in: $0) > 0 } ?? false
      let around = place.box.grown(by: 7)
      let others = max(obstacles.length(in: around) - curve.length(in: around), 0)
      let total = place.cost + 12 * obstacles.length(in: place.box.grown(by: 0.8))
        + 0.15 * others + (isApart ? 60 : 0)
      if total < lowest { (best, lowest) = (place.box, total) }
    }
    guard let chosen = best else { return }
    let turn = AffineTransform.rotation(chosen.angle).then(.translation(chosen.center))
    try canvas.transformed(by: turn) { canvas in
      if side == .on {
        let corner = Point(-label.size.width / 2, -label.size.height / 2)
        canvas.fill(Path(rect: Rect(corner, label.size)), try plot.theme.color(.ground))
      }
      try label.draw(at: Point(-label.size.width / 2, -label.size.height / 2), on: &canvas)
    }
  }

  /// The curve on the page.
  private func line(in plot: PlotArea) -> [Point] {
    points.filter { $0.x.isFinite && $0.y.isFinite }.map(plot.position)
  }

  /// The sides of the curve, and how many steps away from it.
  private var offsets: [(sign: Double, steps: Int)] {
    let signs: [Double] =
      switch side {
      case .either: [1, -1]
      case .above: [1]
      case .below: [-1]
      case .on: []
      }
    return signs.flatMap { sign in (0...5).map { (sign, $0) } }
  }

  /// A place for the label: what speaks against it by itself, and the room between it and the
  /// curve.
  private struct Candidate {
    var box: TurnedBox
    var cost: Double
    var gap: TurnedBox?
  }

  /// The places beside the curve.
  private func candidates(_ size: Size, in plot: PlotArea) -> [Candidate] {
    let curve = ArcLength(line(in: plot))
    let room = plot.frame.inset(by: 2)
    let gap = spacing * plot.theme.lineScale
    let count = 96
    var result: [Candidate] = []
    for index in 0...count {
      let at = curve.length * Double(index) / Double(count)
      let point = curve.point(at: at)
      guard plot.frame.contains(point) else { continue }
      let x = plot.x.value(at: (point.x - plot.frame.minX) / plot.frame.width)
      if let range, !range.contains(x) { continue }
      // The direction over the label's width, from left to right.
      var direction = curve.point(at: at + size.width / 2) - curve.point(at: at - size.width / 2)
      if direction.x < 0 { direction = direction * -1 }
      guard direction.length > 1e-9 else { continue }
      let along = direction * (1 / direction.length)
      let up = Point(along.y, -along.x)
      if side == .on {
        let half = Size(size.width / 2, size.height / 2)
        let center = Point(
          min(max(point.x, room.minX + half.width), room.maxX - half.width), point.y)
        let box = TurnedBox(center: center, size: size)
        guard box.corners.allSatisfy(room.contains) else { continue }
        result.append(Candidate(box: box, cost: 1.5 * abs(Double(index) / Double(count) - 0.5)))
      }
      let reach =
        isParallel
        ? size.height / 2 : abs(up.x) * size.width / 2 + abs(up.y) * size.height / 2
      let steepness = (isParallel ? 6 : 3) * abs(along.y)
      let middle = 1.5 * abs(Double(index) / Double(count) - 0.5)
      for (sign, steps) in offsets {
        // Where it is crowded beside the curve, the label moves away from it.
        let distance = reach + gap * (1 + 1.5 * Double(steps))
        let box = TurnedBox(
          center: point + up * (sign * distance), size: size,
          direction: isParallel ? along : Point(1, 0))
        guard box.corners.allSatisfy(room.contains) else { continue }
        let cost = steepness + middle + 4 * Double(steps) + (sign < 0 ? 0.5 : 0)
        let room = distance - reach - 2
        let gap =
          room > 0
          ? TurnedBox(
            center: point + up * (sign * (2 + room / 2)), size: Size(room, 1),
            direction: up) : nil
        result.append(Candidate(box: box, cost: cost, gap: gap))
      }
    }
    return result
  }
}

/// A polyline that is asked for points by the distance along it.
private struct ArcLength {
  private let points: [Point]
  private let distances: [Double]

  init(_ points: [Point]) {
    self.points = points
    var sum = 0.0
    distances = points.indices.map { index in
      if index > 0 { sum += points[index - 1].distance(to: points[index]) }
      return sum
    }
  }

  var length: Double { distances.last ?? 0 }

  /// The point at a distance from the start; beyond the ends, the ends.
  func point(at distance: Double) -> Point {
    guard points.count > 1, distance > 0 else { return points.first ?? .zero }
    guard distance < length else { return points[points.count - 1] }
    var (low, high) = (0, points.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if distances[middle] <= distance { low = middle } else { high = middle }
    }
    let step = distances[high] - distances[low]
    return points[low].interpolated(
      to: points[high], step > 0 ? (distance - distances[low]) / step : 0)
  }
}

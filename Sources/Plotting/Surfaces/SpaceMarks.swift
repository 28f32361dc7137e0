import Drawing
import Geometry

/// Symbols at points in space. One that lies on a surface is drawn whole; one behind a surface is
/// not seen.
public struct PointMark3D: SurfaceContent {
  let points: [Point3D]

  public init(_ points: [Point3D]) { self.points = points }

  public var extent: DataExtent3D { DataExtent3D(points) }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let scale = space.theme.lineScale
    let symbol = space.style.symbol ?? .circle
    let color = try space.color(default: .orange)
    let path = symbol.path(diameter: (space.style.symbolSize ?? 5.2) * scale)
    let width = (space.style.line?.width ?? (symbol.isOpen ? 1.2 : 0.5)) * scale
    let outline = try space.style.outline.map(space.theme.color)
    let stamp = Stamp(
      path, fill: symbol.isOpen ? nil : color, stroke: symbol.isOpen ? color : outline,
      strokeStyle: StrokeStyle(width: width, cap: .round, join: .round))
    for point in points where point.isFinite {
      model.symbols.append(.init(place: space.place(point), stamp: stamp))
    }
  }
}

/// A line through points in space. What lies behind a face is left out or dashed.
public struct LineMark3D: SurfaceContent {
  let points: [Point3D]
  let showsHidden: Bool

  /// - Parameter showsHidden: whether stretches behind a face are shown as dashes.
  public init(_ points: [Point3D], showsHidden: Bool = false) {
    self.points = points
    self.showsHidden = showsHidden
  }

  public var extent: DataExtent3D { DataExtent3D(points) }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let color = try space.color(default: .teal)
    let style = space.stroke(defaultWidth: 1.4)
    let hidden = StrokeStyle(
      width: style.width * 0.9, dash: [1.8 * style.width, 1.6 * style.width])
    model.lines.append(
      .init(
        points: points.filter(\.isFinite).map(space.place), color: color, style: style,
        hidden: showsHidden ? hidden : nil, hasArrowHead: space.style.arrowHeads != .none))
  }
}

/// A flat convex polygon in space: a plane cut off at its corners.
public struct PlaneMark: SurfaceContent {
  let corners: [Point3D]

  /// - Parameter corners: in order around the polygon, in one plane.
  public init(_ corners: [Point3D]) { self.corners = corners }

  /// A parallelogram around its middle.
  public init(center: Point3D, _ first: Point3D, _ second: Point3D) {
    corners = [
      center - first - second, center + first - second, center + first + second,
      center - first + second,
    ]
  }

  public var extent: DataExtent3D { DataExtent3D(corners) }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let places = corners.map(space.place)
    model.faces.append(.init(polygon: places, color: try space.color(default: .lightGray)))
    guard let outline = space.style.outline else { return }
    model.lines.append(
      .init(
        points: places + [places[0]], color: try space.theme.color(outline),
        style: space.stroke(defaultWidth: 0.57)))
  }
}

/// A label at a point in space, over everything else.
public struct TextMark3D: SurfaceContent {
  let text: String
  let point: Point3D
  let anchor: Alignment
  let spacing: Double
  let font: Font

  /// - Parameters:
  ///   - anchor: the point of the label that lies at `point`.
  ///   - spacing: distance between the point and the label, in points.
  public init(
    _ text: String, at point: Point3D, anchor: Alignment = .center, spacing: Double = 0,
    font: Font = .callout
  ) {
    self.text = text
    self.point = point
    self.anchor = anchor
    self.spacing = spacing
    self.font = font
  }

  public var extent: DataExtent3D { DataExtent3D() }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    var environment = space.environment
    environment.font = font
    environment.foreground = space.style.foreground ?? .ink
    model.labels.append(
      .init(
        place: space.place(point), text: try Text(text).layOut(.ideal, in: environment),
        anchor: anchor, spacing: spacing))
  }
}

import Drawing
import Geometry

/// A mark of a chart in space, or several.
public protocol SurfaceContent: Sendable {
  /// The data that automatic scales must cover.
  var extent: DataExtent3D { get }
  /// Adds what the mark consists of to the model of the scene.
  func add(to model: inout SpaceModel, in space: Space) throws
}

/// Faces, lines and symbols in the box of a chart, with nothing decided yet about what hides what.
public struct SpaceModel {
  struct Face: Sendable {
    var polygon: [Point3D]
    var color: Color
    /// What the colour is the middle of, where it changes over the face.
    var shading: FaceShading?

    /// A piece of the face.
    func part(_ polygon: [Point3D]) -> Face {
      Face(polygon: polygon, color: color, shading: shading)
    }
  }

  struct Line: Sendable {
    var points: [Point3D]
    var color: Color
    var style: StrokeStyle
    /// How stretches behind a face are drawn; `nil` leaves them out.
    var hidden: StrokeStyle?
    var hasArrowHead = false
  }

  struct Symbol: Sendable {
    var place: Point3D
    var stamp: Stamp
  }

  struct Label {
    var place: Point3D
    var text: LaidOut
    var anchor: Alignment
    var spacing: Double
  }

  /// Vertical cuts between which columns are sorted.
  var cutsX: [Double] = []
  var cutsY: [Double] = []
  var faces: [Face] = []
  /// Lines on the floor, below everything else.
  var floorLines: [Line] = []
  var lines: [Line] = []
  var symbols: [Symbol] = []
  var labels: [Label] = []
}

extension SpaceModel {
  /// Cuts everything off at the walls of the box.
  mutating func clip(to space: Space) {
    let walls = [(1.0, 0.0, 0.0), (0, 1, 0), (0, 0, 1), (-1, 0, 0), (0, -1, 0), (0, 0, -1)].map {
      // The kept side is the one in front.
      Plane(normal: Point3D(-$0.0, -$0.1, -$0.2), through: space.corner($0.0, $0.1, $0.2))
    }
    let tolerance = 1e-6
    func isInside(_ place: Point3D) -> Bool {
      walls.allSatisfy { $0.distance(to: place) >= -tolerance }
    }
    faces = faces.compactMap { face in
      var face = face
      for wall in walls where !face.polygon.allSatisfy({ wall.distance(to: $0) >= -tolerance }) {
        face.polygon = wall.split(face.polygon).front
        if face.polygon.count < 3 { return nil }
      }
      return face
    }
    lines = lines.flatMap { line -> [Line] in
      guard !line.points.allSatisfy(isInside) else { return [line] }
      return line.points.clipped(by: walls).map { piece in
        var part = line
        part.points = piece
        part.hasArrowHead = line.hasArrowHead && piece.last == line.points.last
        return part
      }
    }
    symbols = symbols.filter { isInside($0.place) }
  }
}

extension [Point3D] {
  /// The stretches of a line in front of all planes.
  fileprivate func clipped(by planes: [Plane]) -> [[Point3D]] {
    var pieces: [[Point3D]] = []
    for (a, b) in zip(self, dropFirst()) {
      var (start, end) = (0.0, 1.0)
      for plane in planes {
        let (da, db) = (plane.distance(to: a), plane.distance(to: b))
        if da < 0 && db < 0 { (start, end) = (1, 0) }
        if da < 0 && db >= 0 { start = Swift.max(start, da / (da - db)) }
        if da >= 0 && db < 0 { end = Swift.min(end, da / (da - db)) }
      }
      guard start < end else { continue }
      if start == 0, let last = pieces.last?.last, last == a {
        pieces[pieces.count - 1].append(a.interpolated(to: b, end))
      } else {
        pieces.append([a.interpolated(to: b, start), a.interpolated(to: b, end)])
      }
    }
    return pieces
  }
}

/// A mark with a changed style. A modifier closer to the mark wins: it is applied after those
/// around.
struct StyledSurfaceContent: SurfaceContent {
  let content: any SurfaceContent
  let change: @Sendable (inout MarkStyle) -> Void

  var extent: DataExtent3D { content.extent }

  func add(to model: inout SpaceModel, in space: Space) throws {
    var space = space
    change(&space.style)
    try content.add(to: &model, in: space)
  }
}

extension SurfaceContent {
  private func styled(
    _ change: @escaping @Sendable (inout MarkStyle) -> Void
  ) -> some SurfaceContent {
    StyledSurfaceContent(content: self, change: change)
  }

  /// The tone of a line, a face or a symbol. A surface with a tone is shaded as if lit from above.
  public func foregroundStyle(_ tone: Tone) -> some SurfaceContent {
    styled { $0.foreground = tone }
  }

  /// The tone of a symbol's outline, or of a plane's edges.
  public func outline(_ tone: Tone?) -> some SurfaceContent { styled { $0.outline = tone } }

  /// How a line is drawn, its ends included.
  public func lineStyle(_ style: StrokeStyle) -> some SurfaceContent { styled { $0.line = style } }

  /// A solid or dashed line of the given width; dashes in points, drawn and left out in turn.
  public func lineStyle(width: Double, dash: [Double] = []) -> some SurfaceContent {
    let cap: StrokeStyle.Cap = dash.isEmpty ? .round : .butt
    return lineStyle(StrokeStyle(width: width, cap: cap, join: .round, dash: dash))
  }

  public func opacity(_ opacity: Double) -> some SurfaceContent {
    styled { $0.opacity *= opacity }
  }

  public func symbol(_ symbol: ChartSymbol) -> some SurfaceContent { styled { $0.symbol = symbol } }

  /// The diameter of symbols in points.
  public func symbolSize(_ diameter: Double) -> some SurfaceContent {
    styled { $0.symbolSize = diameter }
  }

  /// Whether a path ends in an arrow head.
  public func arrowHeads(_ isVisible: Bool = true) -> some SurfaceContent {
    styled { $0.arrowHeads = isVisible ? .end : .none }
  }
}

/// Collects the marks that a closure lists.
@resultBuilder
public enum SurfaceContentBuilder {
  public static func buildExpression(_ mark: some SurfaceContent) -> [any SurfaceContent] { [mark] }
  public static func buildExpression(_ marks: [any SurfaceContent]) -> [any SurfaceContent] {
    marks
  }
  public static func buildBlock(_ parts: [any SurfaceContent]...) -> [any SurfaceContent] {
    parts.flatMap { $0 }
  }
  public static func buildArray(_ parts: [[any SurfaceContent]]) -> [any SurfaceContent] {
    parts.flatMap { $0 }
  }
  public static func buildOptional(_ part: [any SurfaceContent]?) -> [any SurfaceContent] {
    part ?? []
  }
  public static func buildEither(first: [any SurfaceContent]) -> [any SurfaceContent] { first }
  public static func buildEither(second: [any SurfaceContent]) -> [any SurfaceContent] { second }
}

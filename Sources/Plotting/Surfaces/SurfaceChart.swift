import Drawing
import Geometry

/// Marks in a box in space, seen from a chosen place, with axes along the box's outer edges.
///
///     SurfaceChart {
///       SurfaceMark(loss)
///       SurfaceContourMark(loss, count: 20)
///       PointMark3D([optimum])
///     }
///     .chart3DPose(azimuth: -30, inclination: 25)
///     .chartXAxisLabel("Intercept, $\\phi_0$")
///
/// The modifiers of charts in the plane set its horizontal axes; those called `chartZ…` set the
/// vertical one. It keeps its proportions and takes the width it is offered.
public struct SurfaceChart: Drawing {
  private let content: [any SurfaceContent]
  private let reversed: Set<Axis3D>

  /// - Parameter reversed: axes that run backwards.
  public init(
    reversed: Set<Axis3D> = [], @SurfaceContentBuilder content: () -> [any SurfaceContent]
  ) {
    self.reversed = reversed
    self.content = content()
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    environment[ChartConfigurationKey.self].plotSize == nil ? .horizontal : []
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let planar = environment[ChartConfigurationKey.self]
    let configuration = environment[SurfaceConfigurationKey.self]
    let extent = content.reduce(DataExtent3D()) { $0.union($1.extent) }
    func scale(_ axis: AxisConfiguration, _ data: ClosedRange<Double>?, _ name: String) throws
      -> Scale
    {
      try Scale(domain: axis.domain ?? data ?? 0...1, type: axis.type, axis: name)
    }
    var space = Space(
      x: try scale(planar.x, extent.x, "first horizontal axis"),
      y: try scale(planar.y, extent.y, "second horizontal axis"),
      z: try scale(configuration.z, extent.z, "vertical axis"),
      edges: configuration.edges, reversed: reversed,
      camera: Camera(configuration.pose, configuration.projection), environment: environment)
    let box = space.bounds
    let axes = try SurfaceAxes(
      x: planar.x, y: planar.y, z: configuration.z, in: space,
      showsBox: planar.frame != .hidden)

    // The box fills what the labels leave; how far they reach depends on the size of the box.
    let margin = 0.6 * environment.theme.lineScale
    let room =
      planar.plotSize
      ?? Size((proposal.width ?? 200) - 2 * margin, (proposal.height ?? .infinity) - 2 * margin)
    var taken = box
    for _ in 0..<8 {
      let labels = Size(taken.width - space.bounds.width, taken.height - space.bounds.height)
      let free =
        planar.plotSize == nil
        ? Size(max(room.width - labels.width, 10), max(room.height - labels.height, 10)) : room
      space.scale = min(free.width / box.width, free.height / box.height)
      taken = axes.bounds(in: space)
    }
    taken = taken.inset(by: -margin)
    space.center = Point(-taken.minX, -taken.minY)
    return LaidOut(size: taken.size, frame: space.bounds) { [space] origin, canvas in
      var placed = space
      placed.center = space.center + origin
      try draw(axes, in: placed, on: &canvas)
    }
  }

  private func draw(_ axes: SurfaceAxes, in space: Space, on canvas: inout Canvas) throws {
    var model = SpaceModel()
    for mark in content { try mark.add(to: &model, in: space) }
    model.clip(to: space)
    try axes.drawWalls(in: space, on: &canvas)
    for line in model.floorLines {
      canvas.stroke(Path(polyline: line.points.map(space.project)), line.color, line.style)
    }
    let faces = DepthOrder(space.camera, cutsX: model.cutsX, cutsY: model.cutsY)
      .sorted(model.faces)
    for face in faces {
      let outline = face.polygon.map(space.project)
      let grown = face.color.opacity == 1 ? outline.grown(by: 0.22) : outline
      let path = Path(polyline: grown, closed: true)
      if let shading = face.shading?.onPage(face.polygon, outline) {
        canvas.facet(path, shading)
      } else {
        canvas.fill(path, face.color)
      }
    }
    let visibility = Visibility(faces, in: space)
    for line in model.lines { Self.draw(line, visibility, in: space, on: &canvas) }
    let symbols = model.symbols.filter { !visibility.isHidden($0.place) }
    let depths = symbols.map { space.camera.nearness($0.place) }
    for index in symbols.indices.sorted(by: { depths[$0] < depths[$1] }) {
      canvas.stamp(symbols[index].stamp, at: [space.project(symbols[index].place)])
    }
    try axes.draw(in: space, on: &canvas)
    for label in model.labels {
      let box = Rect(.zero, label.text.size)
      let gap =
        label.anchor.point(in: Rect(x: -1, y: -1, width: 2, height: 2)) * label.spacing
      try label.text.draw(
        at: space.project(label.place) - label.anchor.point(in: box) - gap, on: &canvas)
    }
  }

  private static func draw(
    _ line: SpaceModel.Line, _ visibility: Visibility, in space: Space, on canvas: inout Canvas
  ) {
    if let hidden = line.hidden {
      for piece in visibility.stretches(of: line.points, hidden: true) {
        canvas.stroke(Path(polyline: piece.map(space.project)), line.color, hidden)
      }
    }
    for piece in visibility.stretches(of: line.points, hidden: false) {
      let points = piece.map(space.project)
      if line.hasArrowHead, piece.last == line.points.last {
        let size = 4 + 2.2 * line.style.width
        canvas.arrow(
          points, color: line.color, style: line.style, headLength: size, headWidth: 0.62 * size)
      } else {
        canvas.stroke(Path(polyline: points), line.color, line.style)
      }
    }
  }
}

extension [Point] {
  /// The corners moved away from their middle: neighbours then overlap, which hides the seams that
  /// anti-aliasing leaves between them.
  fileprivate func grown(by distance: Double) -> [Point] {
    let middle = reduce(.zero, +) * (1 / Double(Swift.max(count, 1)))
    return map { corner in
      let arm = corner - middle
      return corner + arm * (distance / Swift.max(arm.length, 1e-9))
    }
  }
}

/// What modifiers say of a chart in space beyond what they say of one in the plane.
struct SurfaceConfiguration: Sendable {
  var z = AxisConfiguration()
  var pose = Pose3D()
  var projection: CameraProjection3D = .perspective
  var edges = Point3D(1, 1, 0.78)
}

struct SurfaceConfigurationKey: EnvironmentKey {
  static let defaultValue = SurfaceConfiguration()
}

extension Drawing {
  private func space(
    _ change: @escaping @Sendable (inout SurfaceConfiguration) -> Void
  ) -> some Drawing {
    transformEnvironment { change(&$0[SurfaceConfigurationKey.self]) }
  }

  /// From where the charts in space are seen.
  public func chart3DPose(_ pose: Pose3D) -> some Drawing { space { $0.pose = pose } }

  /// From where the charts in space are seen; see `Pose3D`.
  public func chart3DPose(azimuth: Double, inclination: Double) -> some Drawing {
    chart3DPose(Pose3D(azimuth: azimuth, inclination: inclination))
  }

  /// Whether distant things look smaller in charts in space.
  public func chart3DCameraProjection(_ projection: CameraProjection3D) -> some Drawing {
    space { $0.projection = projection }
  }

  /// The lengths of the box's edges; the longest should be 1.
  public func chart3DBox(x: Double = 1, y: Double = 1, z: Double = 0.78) -> some Drawing {
    space { $0.edges = Point3D(x, y, z) }
  }

  /// The values at the lower and upper end of the axis that points upwards in space.
  public func chartZScale(domain: ClosedRange<Double>, type: ScaleType = .linear) -> some Drawing {
    space {
      $0.z.domain = domain
      $0.z.type = type
    }
  }

  public func chartZAxis(_ visibility: AxisVisibility) -> some Drawing {
    space { $0.z.visibility = visibility }
  }

  /// Labelled ticks at these values, with a fixed number of digits after the point.
  public func chartZAxis(values: [Double], decimals: Int? = nil) -> some Drawing {
    space { $0.z.ticks = Ticks(at: values, decimals: decimals) }
  }

  /// The title of the axis that points upwards in space.
  public func chartZAxisLabel(_ label: String?) -> some Drawing { space { $0.z.label = label } }
}

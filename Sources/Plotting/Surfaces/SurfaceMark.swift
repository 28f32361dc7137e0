import Drawing
import Geometry
import Learning

/// A function of two variables as a surface over its grid, coloured by its height.
public struct SurfaceMark: SurfaceContent {
  let surface: Surface
  let colorMap: ColorMap
  let range: ClosedRange<Double>?
  let cells: Int

  /// - Parameters:
  ///   - range: the heights at the two ends of the colour map; by default those of the surface.
  ///   - cells: into how many cells each side is divided at most. The surface's own grid is used
  ///     where it is coarser.
  public init(
    _ surface: Surface, colorMap: ColorMap = .brown, range: ClosedRange<Double>? = nil,
    cells: Int = 60
  ) {
    self.surface = surface
    self.colorMap = colorMap
    self.range = range
    self.cells = max(cells, 1)
  }

  public var extent: DataExtent3D {
    DataExtent3D(x: surface.xDomain, y: surface.yDomain, z: surface.range)
  }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let grid = SurfaceGrid(surface, cells: cells)
    let places = (0...grid.rows).map { row in
      (0...grid.columns).map { space.place(grid.point(column: $0, row: row)) }
    }
    model.cutsX += places[0].map(\.x)
    model.cutsY += places.map { $0[0].y }
    let (values, colors) = try shares(grid, places, in: space)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let cell = [
          (row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column),
        ]
        let corners = cell.map { places[$0.0][$0.1] }
        guard corners.allSatisfy(\.isFinite) else { continue }
        let numbers = cell.map { values[$0.0][$0.1] }
        // A cell is one face unless it is bent, or half of it is seen from below.
        let halves = [[0, 1, 2], [0, 2, 3]]
        let sides = halves.map { half in
          Plane(half.map { corners[$0] }).map(space.camera.isInFront)
        }
        let bend =
          Plane(Array(corners[..<3])).map { abs($0.distance(to: corners[3])) * space.scale } ?? 1
        let isWhole = bend < 0.15 && sides[0] == sides[1]
        for face in isWhole ? [[0, 1, 2, 3]] : halves {
          let (polygon, own) = (face.map { corners[$0] }, face.map { numbers[$0] })
          model.faces.append(
            SpaceModel.Face(
              polygon: polygon,
              color: colors.color(own.reduce(0, +) / Double(own.count)),
              shading: FaceShading(own, at: polygon, colors: colors)))
        }
      }
    }
  }

  /// A number at each corner of the grid that decides its colour, and the colours from 0 to 1: the
  /// height, or with a tone how much light falls on the slope.
  private func shares(
    _ grid: SurfaceGrid, _ places: [[Point3D]], in space: Space
  ) throws -> ([[Double]], ColorMap) {
    let opacity = space.style.opacity
    if let tone = try space.style.foreground.map(space.theme.color) {
      let map = ColorMap(
        (0...16).map { Self.shaded(tone, Double($0) / 16).opacity(opacity) })
      return (Self.brightness(places, in: space), map)
    }
    let heights = range ?? surface.range
    let span = max(heights.upperBound - heights.lowerBound, 1e-300)
    let values = (0...grid.rows).map { row in
      (0...grid.columns).map {
        (grid.point(column: $0, row: row).z - heights.lowerBound) / span
      }
    }
    return (values, ColorMap(colorMap.stops.map { $0.opacity(opacity) }))
  }

  /// How much light falls on the surface at each corner of a grid, from 0 to 1. It comes from above
  /// and the viewer's left.
  private static func brightness(_ places: [[Point3D]], in space: Space) -> [[Double]] {
    let light = Point3D(0, 0, 1) + space.camera.toward * 0.5 - space.camera.right * 0.6
    let (rows, columns) = (places.count - 1, places[0].count - 1)
    return places.indices.map { row in
      places[row].indices.map { column in
        let along = places[row][min(column + 1, columns)] - places[row][max(column - 1, 0)]
        let across = places[min(row + 1, rows)][column] - places[max(row - 1, 0)][column]
        let normal = along.cross(across)
        guard normal.isFinite else { return 0.5 }
        return abs(normal.dot(light)) / max(normal.length * light.length, 1e-300)
      }
    }
  }

  /// A colour as it looks where so much light falls on it.
  private static func shaded(_ color: Color, _ brightness: Double) -> Color {
    color.interpolated(to: .black, 0.45 * (1 - brightness))
      .interpolated(to: .white, 0.25 * brightness * brightness)
  }
}

/// Lines on a surface along which one of the two variables is constant.
public struct WireframeMark: SurfaceContent {
  let surface: Surface
  let lines: Int

  /// - Parameter lines: the number of lines in each direction, those on the border included.
  public init(_ surface: Surface, lines: Int = 13) {
    self.surface = surface
    self.lines = max(lines, 2)
  }

  public var extent: DataExtent3D { SurfaceMark(surface).extent }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let fine = SurfaceGrid(surface, cells: 60)
    let coarse = SurfaceGrid(surface, cells: lines - 1, isExact: true)
    let color = try space.color(default: Tone(.black).opacity(0.35))
    let style = space.stroke(defaultWidth: 0.4)
    for index in 0..<lines {
      let alongX = (0...fine.columns).map { column in
        Point(fine.x(column), coarse.y(index))
      }
      let alongY = (0...fine.rows).map { row in Point(coarse.x(index), fine.y(row)) }
      for line in [alongX, alongY] {
        let places = line.map { space.place(Point3D($0.x, $0.y, surface.value(at: $0))) }
        for piece in places.split(whereSeparator: { !$0.isFinite }) {
          model.lines.append(.init(points: Array(piece), color: color, style: style))
        }
      }
    }
  }
}

/// Lines along which a surface has equal heights, on the surface or on the floor below it.
public struct SurfaceContourMark: SurfaceContent {
  public enum Place: Hashable, Sendable { case surface, floor }

  let surface: Surface
  let levels: [Double]
  let place: Place

  /// Contours at `count` levels, equally spaced inside the range of the surface.
  public init(_ surface: Surface, count: Int = 12, on place: Place = .surface) {
    self.init(surface, levels: surface.levels(count), on: place)
  }

  public init(_ surface: Surface, levels: [Double], on place: Place = .surface) {
    self.surface = surface
    self.levels = levels
    self.place = place
  }

  public var extent: DataExtent3D { SurfaceMark(surface).extent }

  public func add(to model: inout SpaceModel, in space: Space) throws {
    let color = try space.color(default: Tone.gray.opacity(0.5))
    let style = space.stroke(defaultWidth: 0.6)
    let floor = space.reversed.contains(.z) ? space.z.domain.upperBound : space.z.domain.lowerBound
    for level in levels {
      for line in surface.contours(at: [level]) {
        let height = place == .floor ? floor : level
        let points = line.map { space.place(Point3D($0.x, $0.y, height)) }
        let shape = SpaceModel.Line(points: points, color: color, style: style)
        if place == .floor { model.floorLines.append(shape) } else { model.lines.append(shape) }
      }
    }
  }
}

/// A surface at equally spaced points.
struct SurfaceGrid {
  let surface: Surface
  let columns: Int
  let rows: Int

  /// - Parameter isExact: whether there are as many cells as wanted, even if the surface has fewer.
  init(_ surface: Surface, cells: Int, isExact: Bool = false) {
    self.surface = surface
    columns = isExact ? cells : min(cells, surface.columns - 1)
    rows = isExact ? cells : min(cells, surface.rows - 1)
  }

  func x(_ column: Int) -> Double { Self.value(column, of: columns, in: surface.xDomain) }
  func y(_ row: Int) -> Double { Self.value(row, of: rows, in: surface.yDomain) }

  func point(column: Int, row: Int) -> Point3D {
    let location = Point(x(column), y(row))
    return Point3D(location.x, location.y, surface.value(at: location))
  }

  private static func value(
    _ index: Int, of count: Int, in domain: ClosedRange<Double>
  ) -> Double {
    if index == count { return domain.upperBound }
    let t = Double(index) / Double(count)
    return domain.lowerBound + t * (domain.upperBound - domain.lowerBound)
  }
}

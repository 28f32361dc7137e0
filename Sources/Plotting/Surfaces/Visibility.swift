import Drawing
import Geometry

/// Tells whether a point of the scene is hidden by an opaque face.
struct Visibility {
  private struct Occluder {
    let outline: [Point]
    let plane: Plane
    let viewerSide: Double
  }

  private let space: Space
  private let occluders: [Occluder]
  /// The occluders over each square of the page, row by row.
  private let bins: [[Int32]]
  private let area: Rect
  private let columns: Int
  private let rows: Int
  private let binSize: Double

  /// A point closer to a face than this, in units of the box, lies on it.
  private let tolerance = 0.006

  init(_ faces: [SpaceModel.Face], in space: Space) {
    self.space = space
    area = space.bounds
    binSize = max(max(area.width, area.height) / 64, 1e-6)
    columns = Int(area.width / binSize) + 1
    rows = Int(area.height / binSize) + 1
    var occluders: [Occluder] = []
    var bins = [[Int32]](repeating: [], count: columns * rows)
    for face in faces where face.color.opacity == 1 {
      guard let plane = Plane(face.polygon) else { continue }
      let outline = face.polygon.map(space.project)
      guard let box = Rect.bounding(outline) else { continue }
      let (c0, r0) = Self.bin(box.origin, in: area, binSize, columns, rows)
      let (c1, r1) = Self.bin(Point(box.maxX, box.maxY), in: area, binSize, columns, rows)
      for r in r0...r1 {
        for c in c0...c1 { bins[r * columns + c].append(Int32(occluders.count)) }
      }
      occluders.append(
        Occluder(
          outline: outline, plane: plane, viewerSide: space.camera.isInFront(of: plane) ? 1 : -1))
    }
    self.occluders = occluders
    self.bins = bins
  }

  private static func bin(
    _ point: Point, in area: Rect, _ size: Double, _ columns: Int, _ rows: Int
  ) -> (Int, Int) {
    (
      min(max(Int((point.x - area.minX) / size), 0), columns - 1),
      min(max(Int((point.y - area.minY) / size), 0), rows - 1)
    )
  }

  func isHidden(_ place: Point3D) -> Bool {
    let point = space.project(place)
    let (c, r) = Self.bin(point, in: area, binSize, columns, rows)
    return bins[r * columns + c].contains { index in
      let occluder = occluders[Int(index)]
      return occluder.plane.distance(to: place) * occluder.viewerSide < -tolerance
        && occluder.outline.surrounds(point)
    }
  }

  /// The stretches of a line that can be seen, or those that can't.
  func stretches(of line: [Point3D], hidden: Bool) -> [[Point3D]] {
    var result: [[Point3D]] = []
    var current: [Point3D] = []
    for (a, b) in zip(line, line.dropFirst()) {
      let length = space.project(a).distance(to: space.project(b))
      let count = max(1, Int((length / 0.8).rounded(.up)))
      for step in 0..<count {
        let (start, end) = (Double(step) / Double(count), Double(step + 1) / Double(count))
        if isHidden(a.interpolated(to: b, (start + end) / 2)) == hidden {
          if current.isEmpty { current.append(a.interpolated(to: b, start)) }
          // Within a straight piece only its last point is kept.
          if step > 0, current.count > 1, current[current.count - 1] != a { current.removeLast() }
          current.append(a.interpolated(to: b, end))
        } else if !current.isEmpty {
          result.append(current)
          current = []
        }
      }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }
}

extension [Point] {
  /// Whether a point lies inside the polygon, by the count of edges to its right.
  fileprivate func surrounds(_ point: Point) -> Bool {
    var isInside = false
    var previous = self[count - 1]
    for corner in self {
      if (corner.y > point.y) != (previous.y > point.y) {
        let x =
          previous.x + (point.y - previous.y) / (corner.y - previous.y) * (corner.x - previous.x)
        if point.x < x { isInside.toggle() }
      }
      previous = corner
    }
    return isInside
  }
}

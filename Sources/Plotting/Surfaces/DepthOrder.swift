import Drawing

/// Sorts faces so that each comes after all that it may hide.
///
/// The box is cut into columns by vertical planes: the lines of the surfaces' grids. From a
/// viewpoint, columns have an order in which none hides an earlier one. A column holds a few faces,
/// which are split where they cross and sorted by a tree of planes (H. Fuchs, Z. Kedem and B.
/// Naylor, "On visible surface generation by a priori tree structures", 1980). So surfaces that
/// meet or pierce each other come out right, and a surface of thousands of cells is sorted in
/// linear time.
struct DepthOrder {
  let camera: Camera
  private let x: [Double]
  private let y: [Double]

  init(_ camera: Camera, cutsX: [Double], cutsY: [Double]) {
    self.camera = camera
    x = Self.distinct(cutsX)
    y = Self.distinct(cutsY)
  }

  private static func distinct(_ values: [Double]) -> [Double] {
    var result: [Double] = []
    for value in values.sorted() where result.last.map({ value - $0 > 1e-7 }) ?? true {
      result.append(value)
    }
    return result
  }

  /// The faces from back to front, cut where that is necessary.
  func sorted(_ faces: [SpaceModel.Face]) -> [SpaceModel.Face] {
    let width = x.count + 1
    var columns = [[SpaceModel.Face]](repeating: [], count: width * (y.count + 1))
    for face in faces {
      for strip in parts(of: face, along: \.x, cuts: x, normal: Point3D(1, 0, 0)) {
        for part in parts(of: strip.face, along: \.y, cuts: y, normal: Point3D(0, 1, 0)) {
          columns[part.index * width + strip.index].append(part.face)
        }
      }
    }
    var result: [SpaceModel.Face] = []
    result.reserveCapacity(faces.count)
    let order = backToFront(cuts: x, along: \.x)
    for row in backToFront(cuts: y, along: \.y) {
      for column in order { append(columns[row * width + column], to: &result) }
    }
    return result
  }

  /// The intervals between cuts, the one farthest from the viewer first.
  private func backToFront(cuts: [Double], along axis: KeyPath<Point3D, Double>) -> [Int] {
    let all = Array(0...cuts.count)
    guard let distance = camera.distance else {
      return camera.toward[keyPath: axis] >= 0 ? all : all.reversed()
    }
    let eye = camera.toward[keyPath: axis] * distance
    let own = cuts.count { $0 < eye }
    return all.sorted { abs($0 - own) > abs($1 - own) }
  }

  /// A face cut along one axis, with the number of the interval in which each part lies.
  private func parts(
    of face: SpaceModel.Face, along axis: KeyPath<Point3D, Double>, cuts: [Double], normal: Point3D
  ) -> [(index: Int, face: SpaceModel.Face)] {
    let values = face.polygon.map { $0[keyPath: axis] }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let tolerance = 1e-8
    let first = Self.count(of: cuts, below: low + tolerance)
    let last = max(first, Self.count(of: cuts, below: high - tolerance))
    if first == last { return [(first, face)] }
    var result: [(Int, SpaceModel.Face)] = []
    var rest = face
    for index in first..<last {
      let plane = Plane(normal: normal, through: normal * cuts[index])
      let (front, back) = plane.split(rest.polygon)
      if back.count > 2 { result.append((index, face.part(back))) }
      rest.polygon = front
      if front.count < 3 { break }
    }
    if rest.polygon.count > 2 { result.append((last, rest)) }
    return result
  }

  /// How many of the sorted cuts lie below a value.
  private static func count(of cuts: [Double], below value: Double) -> Int {
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Appends the faces of one column from back to front.
  private func append(_ faces: [SpaceModel.Face], to result: inout [SpaceModel.Face]) {
    guard faces.count > 1, let plane = Plane(faces[0].polygon) else {
      result += faces
      return
    }
    var (front, middle, back) = ([SpaceModel.Face](), [faces[0]], [SpaceModel.Face]())
    for face in faces.dropFirst() {
      if face.polygon.allSatisfy({ abs(plane.distance(to: $0)) <= 1e-7 }) {
        middle.append(face)
        continue
      }
      let parts = plane.split(face.polygon, tolerance: 1e-7)
      if parts.front.count > 2 { front.append(face.part(parts.front)) }
      if parts.back.count > 2 { back.append(face.part(parts.back)) }
    }
    let viewerIsInFront = camera.isInFront(of: plane)
    append(viewerIsInFront ? back : front, to: &result)
    result += middle
    append(viewerIsInFront ? front : back, to: &result)
  }
}

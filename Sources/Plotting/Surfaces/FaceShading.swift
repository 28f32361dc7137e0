import Drawing
import Geometry

/// Colours of a face that follow a number which changes evenly over it, so that they run on in the
/// faces beside it (H. Gouraud, "Continuous shading of curved surfaces", 1971).
struct FaceShading: Sendable {
  /// The number at a place in the box is `slope · place + offset`.
  private let slope: Point3D
  private let offset: Double
  private let colors: ColorMap

  /// The even change that fits numbers at the corners of a face best; for triangles it meets them.
  ///
  /// - Parameter colors: those of numbers from 0 to 1.
  init(_ values: [Double], at corners: [Point3D], colors: ColorMap) {
    self.colors = colors
    let share = 1 / Double(max(corners.count, 1))
    let center = corners.reduce(.zero, +) * share
    let mean = values.reduce(0, +) * share
    var slope = Point3D.zero
    if let normal = Plane(corners)?.normal {
      // Two directions within the face
      let side = corners[1] - corners[0]
      let u = side * (1 / max(side.length, 1e-300))
      let v = normal.cross(u)
      let samples = zip(corners, values).map { corner, value in
        (Point((corner - center).dot(u), (corner - center).dot(v)), value - mean)
      }
      let gradient = Self.gradient(samples)
      slope = u * gradient.x + v * gradient.y
    }
    self.slope = slope
    offset = mean - slope.dot(center)
  }

  /// The gradient of the linear function that fits numbers around the origin best; zero for points
  /// on a line.
  private static func gradient(_ samples: [(place: Point, value: Double)]) -> Point {
    var (xx, xy, yy, xv, yv) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (p, value) in samples {
      (xx, xy, yy) = (xx + p.x * p.x, xy + p.x * p.y, yy + p.y * p.y)
      (xv, yv) = (xv + p.x * value, yv + p.y * value)
    }
    let determinant = xx * yy - xy * xy
    guard determinant > 1e-9 * (xx + yy) * (xx + yy) else { return .zero }
    return Point((yy * xv - xy * yv) / determinant, (xx * yv - xy * xv) / determinant)
  }

  func value(at place: Point3D) -> Double { slope.dot(place) + offset }

  /// The shading of the face, or a part of it, on the page; `nil` where one colour will do.
  ///
  /// - Parameter outline: the corners on the page.
  func onPage(_ polygon: [Point3D], _ outline: [Point]) -> Shading? {
    let values = polygon.map(value)
    guard let low = values.min(), let high = values.max() else { return nil }
    let shown = [low, (low + high) / 2, high].map(colors.color)
    guard shown[0].differs(from: shown[2]) || shown[0].differs(from: shown[1]) else { return nil }
    let share = 1 / Double(outline.count)
    let center = outline.reduce(.zero, +) * share
    let mean = values.reduce(0, +) * share
    let gradient = Self.gradient(zip(outline, values).map { ($0 - center, $1 - mean) })
    let steepness = gradient.x * gradient.x + gradient.y * gradient.y
    guard steepness > 0 else { return nil }
    func place(_ value: Double) -> Point { center + gradient * ((value - mean) / steepness) }
    return Shading(from: place(low), to: place(high), shown)
  }
}

extension Color {
  /// Whether somebody could see a step between two colours: more than half a level of a pixel's
  /// 256.
  fileprivate func differs(from other: Color) -> Bool {
    max(
      abs(red - other.red), abs(green - other.green), abs(blue - other.blue),
      abs(opacity - other.opacity)) > 0.002
  }
}

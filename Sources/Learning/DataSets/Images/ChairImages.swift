import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Chairs seen by a camera that stands a little above them, in the place of rendered furniture: one
/// channel, 16 × 16, values from -1 (chair) to 1 (ground).
public struct ChairImages: ImageRecipe, Hashable {
  public enum Legs: Int, CaseIterable, Sendable { case four, star }

  public struct Truth: Hashable, Sendable {
    /// Where the chair faces, in radians.
    public var azimuth: Double
    /// From 0.5 to 1.
    public var size: Double
    /// Of the back above the seat, as a part of the seat's width.
    public var backHeight: Double
    public var legs: Legs
  }

  public init() {}

  public var imageShape: Shape { [1, 16, 16] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let truth = Truth(
      azimuth: key.uniform("azimuth", 0..<(2 * .pi)), size: key.uniform("size", 0.5..<1),
      backHeight: key.uniform("back height", 0.7..<1.3),
      legs: Legs.allCases[key.integer("legs", 0..<2)])
    return (image(of: truth), truth)
  }

  /// A chair as described.
  public func image(of chair: Truth) -> Tensor {
    // Seat in the plane z = 0, from -1 to 1 in x and y; the back rises at y = -1.
    func at(_ x: Double, _ y: Double, _ z: Double) -> Point {
      ChairImages.project(x, y, z - 0.1, azimuth: chair.azimuth, size: chair.size)
    }
    var raster = Raster(16, 16, .white)
    let dark = RGB(gray: 0.05)
    let top = 2 * chair.backHeight
    func board(_ corners: [Point], _ color: RGB) { raster.paint(.polygon(corners), color) }
    let thin = 0.9 * chair.size
    switch chair.legs {
    case .four:
      for (x, y) in [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)] {
        raster.paint(.stroke([at(x, y, 0), at(x, y, -1.7)], width: thin), dark)
      }
    case .star:
      raster.paint(.stroke([at(0, 0, 0), at(0, 0, -1.4)], width: 1.4 * thin), dark)
      for index in 0..<5 {
        let angle = 2 * Double.pi * Double(index) / 5
        raster.paint(
          .stroke([at(0, 0, -1.4), at(0.9 * cos(angle), 0.9 * sin(angle), -1.7)], width: thin),
          dark)
      }
    }
    board([at(-1, -1, 0), at(1, -1, 0), at(1, 1, 0), at(-1, 1, 0)], RGB(gray: 0.3))
    board(
      [at(-1, -1, 0), at(1, -1, 0), at(1, -1.25, top), at(-1, -1.25, top)],
      RGB(gray: cos(chair.azimuth) > 0 ? 0.18 : 0.05))
    return raster.pixels.gray.signed
  }

  /// Weak perspective from 20 degrees above.
  private static func project(
    _ x: Double, _ y: Double, _ z: Double, azimuth: Double, size: Double
  ) -> Point {
    let (c, s) = (cos(azimuth), sin(azimuth))
    let across = c * x - s * y
    let along = s * x + c * y
    let elevation = 20 * Double.pi / 180
    let depth = cos(elevation) * along + sin(elevation) * z
    let up = cos(elevation) * z - sin(elevation) * along
    let zoom = 3.1 * size / (1 - 0.06 * depth)
    return Point(8 + zoom * across, 8.6 - zoom * up)
  }
}

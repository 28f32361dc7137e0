import Geometry

/// The width and height of a raster in pixels.
public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  public var width: Int
  public var height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = width
    self.height = height
  }

  /// A page of `size` points at `scale` pixels a point; what is left of a last pixel counts whole.
  public init(_ size: Size, scale: Double) throws {
    // A hair less than a pixel is the rounding of the layout, not content.
    let width = (size.width * scale - 1e-6).rounded(.up)
    let height = (size.height * scale - 1e-6).rounded(.up)
    guard width >= 1, height >= 1, width <= PixelSize.limit, height <= PixelSize.limit else {
      throw RenderingError(
        "a page of \(size.width) x \(size.height) points at \(scale) pixels a point is no image: "
          + "each side must have 1 to \(Int(PixelSize.limit)) pixels")
    }
    self.init(Int(width), Int(height))
  }

  /// Cairo's largest image has this many pixels on a side.
  static let limit = 32767.0

  public var description: String { "\(width)x\(height)" }
}

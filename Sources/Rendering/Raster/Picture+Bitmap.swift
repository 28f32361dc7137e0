import CVideo
import Drawing

extension Picture {
  /// The picture in straight RGBA pixels.
  ///
  /// - Parameter scale: Pixels per point.
  public func bitmap(scale: Double = 1) throws -> Bitmap {
    let painter = try RasterPainter(size: PixelSize(size, scale: scale), scale: scale)
    try painter.draw(self)
    return try painter.bitmap()
  }
}

extension RasterPainter {
  /// A copy of what has been drawn, with straight opacity.
  func bitmap() throws -> Bitmap {
    var pixels = [UInt8](repeating: 0, count: 4 * size.width * size.height)
    let (source, bytesPerRow) = try self.pixels()
    cvideo_unpremultiply(source, bytesPerRow, &pixels, size.width, size.height)
    return Bitmap(width: size.width, height: size.height, pixels: pixels)
  }
}

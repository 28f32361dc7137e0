import CCairo
import Drawing
import Geometry

/// Draws frames of a film: pictures scaled to fill a fixed number of pixels.
final class FramePainter {
  let size: PixelSize
  private var painter: RasterPainter?

  init(size: PixelSize) throws { self.size = size }

  func draw(_ picture: Picture) throws {
    let scale = Double(size.width) / max(picture.size.width, 1e-9)
    guard abs(picture.size.height * scale - Double(size.height)) <= 1 else {
      throw RenderingError(
        "a picture of \(picture.size.width) x \(picture.size.height) points does not fill \(size) "
          + "pixels; give both the same proportions")
    }
    let painter = try painter(scale: scale)
    // A film has no transparency: it is shown on white.
    painter.context.setSource(.white)
    cairo_paint(painter.context.pointer)
    try painter.draw(picture)
  }

  private func painter(scale: Double) throws -> RasterPainter {
    if let painter, painter.context.scale == scale { return painter }
    let fresh = try RasterPainter(size: size, scale: scale)
    painter = fresh
    return fresh
  }

  func pixels() throws -> (UnsafeMutablePointer<UInt8>, bytesPerRow: Int) {
    guard let painter else { throw RenderingError("no frame has been drawn") }
    return try painter.pixels()
  }

  func bitmap() throws -> Bitmap {
    guard let painter else { throw RenderingError("no frame has been drawn") }
    return try painter.bitmap()
  }
}

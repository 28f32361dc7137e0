import CCairo
import CVideo
import Drawing

extension Picture {
  /// The picture as a PNG file: RGB, or RGB with opacity if it isn't opaque everywhere.
  ///
  /// - Parameters:
  ///   - scale: Pixels per point; the file states its printed size.
  ///   - metadata: What the file says of itself, as text chunks.
  public func png(scale: Double = 3, metadata: Metadata = Metadata()) throws -> [UInt8] {
    let painter = try RasterPainter(size: PixelSize(size, scale: scale), scale: scale)
    try painter.draw(self)
    return try painter.takePNG(scale: scale, metadata: metadata)
  }
}

extension RasterPainter {
  /// What has been drawn, as a PNG file. The pixels are used up.
  func takePNG(scale: Double?, metadata: Metadata) throws -> [UInt8] {
    let (pixels, bytesPerRow) = try pixels()
    let (width, height) = (size.width, size.height)
    guard cvideo_is_opaque(pixels, bytesPerRow, width, height) != 0 else {
      return try bitmap().png(scale: scale, metadata: metadata)
    }
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 6 * width)
    defer { scratch.deallocate() }
    cvideo_filter_up_rgb(pixels, bytesPerRow, scratch, width, height)
    let filtered = UnsafeBufferPointer(start: pixels, count: (3 * width + 1) * height)
    return try PNGFile(
      size: size, channels: 3, filtered: filtered, scale: scale, metadata: metadata
    ).bytes
  }
}

extension Bitmap {
  /// The bitmap as a PNG file, with opacity if it isn't opaque everywhere.
  ///
  /// - Parameters:
  ///   - scale: Pixels per point of the printed size, if it has one.
  ///   - metadata: What the file says of itself, as text chunks.
  public func png(scale: Double? = nil, metadata: Metadata = Metadata()) throws -> [UInt8] {
    guard width > 0, height > 0 else {
      throw RenderingError("a bitmap of \(width)x\(height) pixels can't be a PNG file")
    }
    let isOpaque = stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 }
    let rows = isOpaque ? rgb : pixels
    let channels = isOpaque ? 3 : 4
    let filtered = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: rows.count + height)
    defer { filtered.deallocate() }
    cvideo_filter_up(rows, filtered.baseAddress, channels * width, height)
    return try PNGFile(
      size: PixelSize(width, height), channels: channels, filtered: UnsafeBufferPointer(filtered),
      scale: scale, metadata: metadata
    ).bytes
  }

  private var rgb: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 3 * width * height) { target, count in
      for i in 0..<width * height {
        for channel in 0..<3 { target[3 * i + channel] = pixels[4 * i + channel] }
      }
      count = 3 * width * height
    }
  }
}

import CCairo

/// How far two images are apart.
public enum PixelDifference: Hashable, Sendable {
  /// They have the same size.
  ///
  /// - Parameters:
  ///   - largest: the largest difference of a channel, of 255.
  ///   - count: how many pixels differ.
  case pixels(largest: Int, count: Int)
  case sizes(PixelSize, PixelSize)

  /// Compares two PNG files.
  public init(_ one: [UInt8], _ two: [UInt8]) throws {
    let (a, b) = (try PNGImage(one), try PNGImage(two))
    guard a.size == b.size else {
      self = .sizes(a.size, b.size)
      return
    }
    var (largest, count) = (0, 0)
    for row in 0..<a.size.height {
      for x in 0..<a.size.width {
        let place = 4 * x
        let difference = (0..<4).reduce(0) {
          max($0, abs(Int(a.row(row)[place + $1]) - Int(b.row(row)[place + $1])))
        }
        largest = max(largest, difference)
        if difference > 0 { count += 1 }
      }
    }
    self = .pixels(largest: largest, count: count)
  }
}

/// The pixels of a PNG file, as Cairo reads them.
private final class PNGImage {
  let size: PixelSize
  private let surface: OpaquePointer
  private let data: UnsafeMutablePointer<UInt8>
  private let stride: Int

  init(_ file: [UInt8]) throws {
    var rest = file[...]
    let surface = withUnsafeMutablePointer(to: &rest) { rest in
      cairo_image_surface_create_from_png_stream(
        { closure, target, count in
          guard let rest = closure?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let target,
            rest.pointee.count >= count
          else { return CAIRO_STATUS_READ_ERROR }
          for (i, byte) in rest.pointee.prefix(Int(count)).enumerated() { target[i] = byte }
          rest.pointee = rest.pointee.dropFirst(Int(count))
          return CAIRO_STATUS_SUCCESS
        }, rest)
    }
    // Images with more than eight bits a channel come in other formats.
    let formats = [CAIRO_FORMAT_ARGB32, CAIRO_FORMAT_RGB24]
    guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      formats.contains(cairo_image_surface_get_format(surface)),
      let data = cairo_image_surface_get_data(surface)
    else {
      if let surface { cairo_surface_destroy(surface) }
      throw RenderingError("the pixels of the PNG file can't be read; get it again or make it anew")
    }
    self.surface = surface
    self.data = data
    stride = Int(cairo_image_surface_get_stride(surface))
    size = PixelSize(
      Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
    // Images without opacity have a byte a pixel that means nothing.
    if cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24 {
      for y in 0..<size.height { for x in 0..<size.width { data[y * stride + 4 * x + 3] = 255 } }
    }
  }

  deinit { cairo_surface_destroy(surface) }

  func row(_ y: Int) -> UnsafeMutablePointer<UInt8> { data + y * stride }
}

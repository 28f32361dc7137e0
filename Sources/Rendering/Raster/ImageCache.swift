import CCairo
import CVideo
import Drawing

/// Bitmaps in Cairo's own format. A heat map that stays through a film is converted once.
struct ImageCache {
  private struct Entry {
    /// Kept so that its pixels stay where they are: as long as it lives, equal addresses mean equal
    /// pixels, and nothing needs to be compared.
    var bitmap: Bitmap
    var surface: ImageSurface
  }

  private var entries: [Entry] = []

  /// The surface of `bitmap`, good until the next call.
  mutating func surface(for bitmap: Bitmap) throws -> OpaquePointer {
    if let known = entries.first(where: { $0.bitmap.hasSamePixels(as: bitmap) }) {
      return known.surface.pointer
    }
    let surface = try ImageSurface(bitmap)
    if entries.count >= 8 { entries.removeFirst() }
    entries.append(Entry(bitmap: bitmap, surface: surface))
    return surface.pointer
  }
}

extension Bitmap {
  /// Whether two bitmaps share one storage, which is quick to tell.
  fileprivate func hasSamePixels(as other: Bitmap) -> Bool {
    width == other.width && height == other.height
      && pixels.withUnsafeBufferPointer { mine in
        other.pixels.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
      }
  }
}

/// A Cairo image with the pixels of a bitmap, premultiplied.
final class ImageSurface {
  let pointer: OpaquePointer

  init(_ bitmap: Bitmap) throws {
    pointer = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, CInt(bitmap.width), CInt(bitmap.height))
    try checkCairo(
      cairo_surface_status(pointer), "holding a bitmap of \(bitmap.width)x\(bitmap.height) pixels")
    bitmap.pixels.withUnsafeBufferPointer {
      cvideo_premultiply(
        $0.baseAddress, cairo_image_surface_get_data(pointer),
        Int(cairo_image_surface_get_stride(pointer)), bitmap.width, bitmap.height)
    }
    cairo_surface_mark_dirty(pointer)
  }

  deinit { cairo_surface_destroy(pointer) }
}

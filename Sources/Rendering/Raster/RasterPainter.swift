import CCairo
import CVideo
import Drawing
import Geometry
import Typesetting

/// Draws pictures into pixels held in memory, again and again at one size and scale.
///
/// What a command leaves depends on the command alone, never on what was drawn before. Each thread
/// has a painter of its own.
final class RasterPainter: CairoPainter {
  let size: PixelSize
  let context: CairoContext
  let drawsPixels = true
  private let surface: OpaquePointer
  private var sprites = StampSprites()
  private var images = ImageCache()
  private var outlines: [FontFace: [UInt32: Path]] = [:]

  init(size: PixelSize, scale: Double) throws {
    self.size = size
    surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, CInt(size.width), CInt(size.height))
    context = CairoContext(surface: surface, scale: scale, tolerance: 0.1)
    try checkCairo(cairo_surface_status(surface), "making an image of \(size) pixels")
  }

  deinit { cairo_surface_destroy(surface) }

  /// Makes every pixel transparent.
  func clear() {
    cairo_save(context.pointer)
    cairo_set_operator(context.pointer, CAIRO_OPERATOR_CLEAR)
    cairo_paint(context.pointer)
    cairo_restore(context.pointer)
  }

  /// The pixels as Cairo holds them, good as long as the painter lives: rows of premultiplied 32-bit
  /// words, blue lowest, opacity highest.
  func pixels() throws -> (UnsafeMutablePointer<UInt8>, bytesPerRow: Int) {
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else {
      throw RenderingError("Cairo gave no access to an image of \(size) pixels")
    }
    return (data, Int(cairo_image_surface_get_stride(surface)))
  }

  func paint(_ stamp: Stamp, at points: [Point]) throws {
    if sprites.suits(stamp, count: points.count, scale: context.scale) {
      try sprites.paint(stamp, at: points, on: context)
    } else {
      paintPaths(stamp, at: points)
    }
  }

  func paint(_ bitmap: Bitmap, in rect: Rect, _ interpolation: Picture.Interpolation) throws {
    guard bitmap.width > 0, bitmap.height > 0, rect.width > 0, rect.height > 0 else { return }
    let image = try images.surface(for: bitmap)
    let scale = context.scale
    let (sx, sy) = (
      rect.width * scale / Double(bitmap.width), rect.height * scale / Double(bitmap.height)
    )
    // Where pixels are merged, Cairo's good filter averages; elsewhere cells stay sharp or blend.
    let isReduced = sx < 1 || sy < 1
    let filter =
      isReduced ? CAIRO_FILTER_GOOD
      : interpolation == .nearest ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR
    cairo_save(context.pointer)
    context.add(Path(rect: rect))
    cairo_translate(context.pointer, rect.minX * scale, rect.minY * scale)
    cairo_scale(context.pointer, sx, sy)
    cairo_set_source_surface(context.pointer, image, 0, 0)
    let pattern = cairo_get_source(context.pointer)
    cairo_pattern_set_filter(pattern, filter)
    // Colours at the rim don't fade into what lies outside.
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
    cairo_fill(context.pointer)
    cairo_restore(context.pointer)
  }

  func paint(_ run: GlyphRun, _ transform: AffineTransform, _ color: Color) throws {
    guard color.opacity > 0 else { return }
    context.setSource(color)
    let scale = context.scale
    let toPixels = transform.then(.scale(scale, scale))
    for glyph in run.glyphs {
      let outline = try outline(of: glyph.id, in: run.face)
      let toRun = AffineTransform(
        a: run.size, d: run.size, tx: glyph.position.x, ty: glyph.position.y)
      context.add(outline, toRun.then(toPixels))
    }
    cairo_fill(context.pointer)
  }

  private func outline(of glyph: UInt32, in face: FontFace) throws -> Path {
    if let outline = outlines[face]?[glyph] { return outline }
    let outline = try FontLibrary.outline(of: glyph, in: face)
    outlines[face, default: [:]][glyph] = outline
    return outline
  }
}

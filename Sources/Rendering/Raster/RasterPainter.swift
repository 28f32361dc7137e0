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
  /// Whether the same words will be painted again, at the same places.
  private let keepsText: Bool
  private var masks = TextMasks()
  private var sprites = StampSprites()
  private var images = ImageCache()
  private var outlines: [FontFace: [UInt32: Path]] = [:]

  init(size: PixelSize, scale: Double, keepsText: Bool = false) throws {
    self.size = size
    self.keepsText = keepsText
    surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, CInt(size.width), CInt(size.height))
    context = CairoContext(surface: surface, scale: scale, tolerance: 0.1)
    try checkCairo(cairo_surface_status(surface), "making an image of \(size) pixels")
  }

  deinit { cairo_surface_destroy(surface) }

  /// The pixels as Cairo holds them, good as long as the painter lives: rows of premultiplied
  /// 32-bit words, blue lowest, opacity highest.
  func pixels() throws -> (UnsafeMutablePointer<UInt8>, bytesPerRow: Int) {
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else {
      throw RenderingError("Cairo gave no access to an image of \(size) pixels")
    }
    return (data, Int(cairo_image_surface_get_stride(surface)))
  }

  /// Copies all pixels to `memory`, which has room for `byteCount`.
  func save(to memory: UnsafeMutableRawPointer) throws {
    memory.copyMemory(from: try pixels().0, byteCount: byteCount)
  }

  /// Puts back what `save` copied.
  func restore(from memory: UnsafeRawPointer) throws {
    UnsafeMutableRawPointer(try pixels().0).copyMemory(from: memory, byteCount: byteCount)
    markDirty()
  }

  /// Tells Cairo that pixels have been written by others.
  func markDirty() { cairo_surface_mark_dirty(surface) }

  var byteCount: Int { Int(cairo_image_surface_get_stride(surface)) * size.height }

  /// Makes all pixels one colour, or transparent.
  func clear(to color: Color?) {
    cairo_save(context.pointer)
    cairo_set_operator(context.pointer, color == nil ? CAIRO_OPERATOR_CLEAR : CAIRO_OPERATOR_SOURCE)
    context.setSource(color ?? .clear)
    cairo_paint(context.pointer)
    cairo_restore(context.pointer)
  }

  func paint(_ path: Path, _ shading: Shading) {
    context.setSource(shading)
    context.add(path)
    cairo_fill(context.pointer)
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
      isReduced
      ? CAIRO_FILTER_GOOD
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
    if keepsText,
      try masks.paint(run, transform, on: context, outline: { try outline(of: run, transform) })
    {
      return
    }
    context.add(try outline(of: run, transform), .identity)
    cairo_fill(context.pointer)
  }

  /// A run's glyphs in pixels.
  private func outline(of run: GlyphRun, _ transform: AffineTransform) throws -> Path {
    let toPixels = transform.then(.scale(context.scale, context.scale))
    var path = Path()
    for glyph in run.glyphs {
      let toRun = AffineTransform(
        a: run.size, d: run.size, tx: glyph.position.x, ty: glyph.position.y)
      path.append(try outline(of: glyph.id, in: run.face).applying(toRun.then(toPixels)))
    }
    return path
  }

  private func outline(of glyph: UInt32, in face: FontFace) throws -> Path {
    if let outline = outlines[face]?[glyph] { return outline }
    let outline = try FontLibrary.outline(of: glyph, in: face)
    outlines[face, default: [:]][glyph] = outline
    return outline
  }
}

import CCairo
import Drawing
import Geometry
import Typesetting

/// The coverage of runs of glyphs, kept for the frames to come: most words of a film stay where
/// they are.
struct TextMasks {
  private struct Key: Hashable {
    var run: GlyphRun
    var transform: AffineTransform
  }

  private struct Mask {
    var surface: OwnedSurface
    var left: Int
    var top: Int
  }

  private var masks: [Key: Mask] = [:]
  private var pixelCount = 0

  /// Paints a run with the source that is set.
  ///
  /// - Parameter outline: The run's outline in pixels; only asked for if it is not known.
  /// - Returns: `false` if the run is too large to be kept, and nothing was painted.
  mutating func paint(
    _ run: GlyphRun, _ transform: AffineTransform, on context: CairoContext,
    outline: () throws -> Path
  ) throws -> Bool {
    let key = Key(run: run, transform: transform)
    if masks[key] == nil {
      let path = try outline()
      guard let bounds = path.bounds else { return true }
      guard let mask = try makeMask(path, bounds) else { return false }
      masks[key] = mask
    }
    guard let mask = masks[key] else { return false }
    cairo_mask_surface(
      context.pointer, mask.surface.pointer, Double(mask.left), Double(mask.top))
    return true
  }

  /// Draws a mask at whole pixels, so that painting it changes nothing.
  private mutating func makeMask(_ path: Path, _ bounds: Rect) throws -> Mask? {
    guard bounds.minX > -1e4, bounds.minY > -1e4, bounds.maxX < 1e5, bounds.maxY < 1e5 else {
      return nil
    }
    let (left, top) = (Int(bounds.minX.rounded(.down)), Int(bounds.minY.rounded(.down)))
    let (width, height) = (
      Int(bounds.maxX.rounded(.up)) - left, Int(bounds.maxY.rounded(.up)) - top
    )
    guard width > 0, height > 0, width * height <= 1 << 20 else { return nil }
    pixelCount += width * height
    if pixelCount > 1 << 23 {
      masks.removeAll()
      pixelCount = width * height
    }
    let surface = OwnedSurface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, CInt(width), CInt(height)))
    try checkCairo(cairo_surface_status(surface.pointer), "drawing text")
    let context = CairoContext(surface: surface.pointer, scale: 1, tolerance: 0)
    context.setSource(.black)
    context.add(path, .translation(Point(-Double(left), -Double(top))))
    cairo_fill(context.pointer)
    try context.check()
    cairo_surface_flush(surface.pointer)
    return Mask(surface: surface, left: left, top: top)
  }
}

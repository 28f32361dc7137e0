import CCairo
import Drawing
import Geometry

/// Small symbols drawn once for each of a few positions within a pixel, then copied to their
/// places.
///
/// A symbol lands at most 1/16 of a pixel from its true place, which no eye can tell. Two thousand
/// dots take 1.5 ms instead of 8.
struct StampSprites {
  /// Positions told apart within a pixel, along each axis.
  static let steps = 8

  private struct Key: Hashable {
    var stamp: Stamp
    var scale: Double
  }

  private struct Sheet {
    /// Pixels from the sprite's corner to the pixel of its origin.
    var origin: (x: Int, y: Int)
    var width: Int
    var height: Int
    var sprites: [OwnedSurface?]
  }

  private var sheets: [Key: Sheet] = [:]

  /// Whether copies of a sprite look like the stamp and are worth making. Faint colours keep too
  /// few levels when they are premultiplied to eight bits.
  func suits(_ stamp: Stamp, count: Int, scale: Double) -> Bool {
    guard count >= 24, let bounds = stamp.path.bounds else { return false }
    let isStrong = [stamp.fill, stamp.stroke].allSatisfy { ($0?.opacity ?? 1) >= 0.5 }
    let reach = stamp.reach * scale
    return isStrong && (bounds.width * scale + 2 * reach) <= 48
      && (bounds.height * scale + 2 * reach) <= 48
  }

  mutating func paint(_ stamp: Stamp, at points: [Point], on context: CairoContext) throws {
    let key = Key(stamp: stamp, scale: context.scale)
    var sheet = sheets.removeValue(forKey: key) ?? makeSheet(stamp, context.scale)
    if sheets.count >= 32 { sheets.removeAll() }
    let steps = StampSprites.steps
    for point in points {
      let p = point * context.scale
      guard abs(p.x) < Path.coordinateLimit, abs(p.y) < Path.coordinateLimit else {
        // Far off the page there is nothing to draw, but a diverged value must not pass unseen.
        context.inspect(p)
        continue
      }
      let x = Int((p.x * Double(steps)).rounded())
      let y = Int((p.y * Double(steps)).rounded())
      // Floor division, also left of and above the page.
      let (pixelX, pixelY) = (x >> 3, y >> 3)
      let cell = (y & 7) * steps + (x & 7)
      let sprite = try sheet.sprites[cell] ?? makeSprite(stamp, sheet, cell, context.scale)
      sheet.sprites[cell] = sprite
      let (left, top) = (Double(pixelX - sheet.origin.x), Double(pixelY - sheet.origin.y))
      cairo_set_source_surface(context.pointer, sprite.pointer, left, top)
      cairo_paint(context.pointer)
    }
    sheets[key] = sheet
  }

  private func makeSheet(_ stamp: Stamp, _ scale: Double) -> Sheet {
    let bounds = stamp.path.bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)
    let reach = stamp.reach
    let left = Int(((reach - bounds.minX) * scale).rounded(.up)) + 1
    let top = Int(((reach - bounds.minY) * scale).rounded(.up)) + 1
    return Sheet(
      origin: (left, top),
      width: left + Int(((bounds.maxX + reach) * scale).rounded(.up)) + 2,
      height: top + Int(((bounds.maxY + reach) * scale).rounded(.up)) + 2,
      sprites: Array(repeating: nil, count: StampSprites.steps * StampSprites.steps))
  }

  private func makeSprite(
    _ stamp: Stamp, _ sheet: Sheet, _ cell: Int, _ scale: Double
  ) throws -> OwnedSurface {
    let surface = OwnedSurface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, CInt(sheet.width), CInt(sheet.height)))
    try checkCairo(cairo_surface_status(surface.pointer), "drawing a symbol")
    let context = CairoContext(surface: surface.pointer, scale: scale, tolerance: 0.1)
    let steps = StampSprites.steps
    cairo_translate(
      context.pointer, Double(sheet.origin.x) + Double(cell % steps) / Double(steps),
      Double(sheet.origin.y) + Double(cell / steps) / Double(steps))
    if let color = stamp.fill {
      context.setSource(color)
      context.add(stamp.path)
      cairo_fill(context.pointer)
    }
    if let color = stamp.stroke, stamp.strokeStyle.width > 0 {
      context.setSource(color)
      context.set(stamp.strokeStyle)
      context.stroke(stamp.path)
    }
    try context.check()
    cairo_surface_flush(surface.pointer)
    return surface
  }
}

/// A Cairo surface that is released with its last owner.
final class OwnedSurface {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { cairo_surface_destroy(pointer) }
}

extension Stamp {
  /// How far, in points, the drawn shape may reach beyond its path.
  var reach: Double { stroke == nil ? 0 : strokeStyle.reach }
}

extension StrokeStyle {
  /// How far, in points, a line may reach from its path.
  var reach: Double {
    // A mitred corner reaches to Cairo's limit of ten half line widths.
    width / 2 * (join == .miter ? 10 : cap == .square ? 1.5 : 1)
  }
}

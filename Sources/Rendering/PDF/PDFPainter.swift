import CCairo
import Drawing
import Geometry
import Typesetting

/// Draws a picture on a page of a PDF.
final class PDFPainter: CairoPainter {
  let context: CairoContext
  let drawsPixels = false
  private let surface: OpaquePointer
  /// Cairo writes to it until the surface is finished.
  private let sink: ByteSink
  private let fonts: PDFFonts

  init(picture: Picture, metadata: Metadata, sink: ByteSink, fonts: PDFFonts) throws {
    self.sink = sink
    self.fonts = fonts
    surface = cairo_pdf_surface_create_for_stream(
      { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque(), picture.size.width, picture.size.height)
    context = CairoContext(surface: surface, scale: 1, tolerance: 0.01)
    try checkCairo(cairo_surface_status(surface), "making a PDF")
    set(CAIRO_PDF_METADATA_TITLE, metadata.title)
    set(CAIRO_PDF_METADATA_SUBJECT, metadata.summary)
    set(CAIRO_PDF_METADATA_KEYWORDS, metadata.text)
    set(CAIRO_PDF_METADATA_CREATOR, "Lantern")
    // Cairo would write the time of day.
    set(CAIRO_PDF_METADATA_CREATE_DATE, "2023-12-05T00:00:00Z")
  }

  deinit {
    // Without its page's end, Cairo writes what it has so far; the sink must still be there.
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  private func set(_ key: cairo_pdf_metadata_t, _ value: String) {
    if !value.isEmpty { cairo_pdf_surface_set_metadata(surface, key, value) }
  }

  func finish() throws {
    cairo_show_page(context.pointer)
    try context.check()
    cairo_surface_finish(surface)
    try checkCairo(cairo_surface_status(surface), "writing a PDF")
  }

  func paint(_ path: Path, _ shading: Shading) { fill(path, shading.middle) }

  func paint(_ stamp: Stamp, at points: [Point]) { paintPaths(stamp, at: points) }

  func paint(_ bitmap: Bitmap, in rect: Rect, _ interpolation: Picture.Interpolation) throws {
    guard bitmap.width > 0, bitmap.height > 0, rect.width > 0, rect.height > 0 else { return }
    let image = try ImageSurface(bitmap)
    cairo_save(context.pointer)
    cairo_translate(context.pointer, rect.minX, rect.minY)
    cairo_scale(
      context.pointer, rect.width / Double(bitmap.width), rect.height / Double(bitmap.height))
    cairo_set_source_surface(context.pointer, image.pointer, 0, 0)
    let filter = interpolation == .nearest ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR
    cairo_pattern_set_filter(cairo_get_source(context.pointer), filter)
    cairo_paint(context.pointer)
    cairo_restore(context.pointer)
  }

  func paint(_ run: GlyphRun, _ transform: AffineTransform, _ color: Color) throws {
    guard color.opacity > 0, !run.glyphs.isEmpty else { return }
    let font = try fonts.font(run.face)
    context.setSource(color)
    for glyph in run.glyphs { context.inspect(transform.apply(glyph.position)) }
    cairo_save(context.pointer)
    var matrix = cairo_matrix_t(
      xx: transform.a, yx: transform.b, xy: transform.c, yy: transform.d, x0: transform.tx,
      y0: transform.ty)
    cairo_transform(context.pointer, &matrix)
    cairo_set_font_face(context.pointer, font.cairoFace)
    cairo_set_font_size(context.pointer, run.size)
    cairo_set_font_options(context.pointer, fonts.options)
    let glyphs = run.glyphs.map {
      cairo_glyph_t(index: UInt(truncatingIfNeeded: $0.id), x: $0.position.x, y: $0.position.y)
    }
    let clusters = TextClusters.match(run, nominalGlyph: font.nominalGlyph)
    if clusters.isEmpty {
      cairo_show_glyphs(context.pointer, glyphs, CInt(glyphs.count))
    } else {
      cairo_show_text_glyphs(
        context.pointer, run.text, CInt(run.text.utf8.count), glyphs, CInt(glyphs.count),
        clusters.map {
          cairo_text_cluster_t(num_bytes: CInt($0.bytes), num_glyphs: CInt($0.glyphs))
        },
        CInt(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
    }
    cairo_restore(context.pointer)
  }
}

import CCairo
import Drawing
import Geometry
import Typesetting

/// A Cairo target that pictures can be drawn on. What pixels and PDFs do differently is required
/// here; the rest is shared.
protocol CairoPainter: AnyObject {
  var context: CairoContext { get }
  /// Whether shapes become pixels at once, so that the cost of filling them matters.
  var drawsPixels: Bool { get }
  func paint(_ path: Path, _ shading: Shading)
  func paint(_ stamp: Stamp, at points: [Point]) throws
  func paint(_ bitmap: Bitmap, in rect: Rect, _ interpolation: Picture.Interpolation) throws
  func paint(_ run: GlyphRun, _ transform: AffineTransform, _ color: Color) throws
}

extension CairoPainter {
  /// Draws the background and every command of `picture`.
  func draw(_ picture: Picture) throws {
    draw(background: picture.background)
    var open: [Scope] = []
    try draw(picture.commands[...], &open)
    try finish(open)
  }

  func draw(background: Color?) {
    guard let background else { return }
    context.setSource(background)
    cairo_paint(context.pointer)
  }

  /// Checks what has been drawn, when all commands have been.
  func finish(_ open: [Scope]) throws {
    guard open.isEmpty else { throw Picture.unbalanced }
    try context.check()
  }

  /// Draws some of a picture's commands. `open` has what their pops may end, and is brought up to
  /// date.
  func draw(_ commands: ArraySlice<Picture.Command>, _ open: inout [Scope]) throws {
    for (index, command) in zip(commands.indices, commands) {
      switch command {
      case .fill(let path, let color): fill(path, color)
      case .facet(let path, let shading): paint(path, shading)
      case .stroke(let path, let color, let style): stroke(path, color, style)
      case .stamp(let stamp, let points): try paint(stamp, at: points)
      case .image(let bitmap, let rect, let interpolation):
        try paint(bitmap, in: rect, interpolation)
      case .glyphs(let run, let transform, let color): try paint(run, transform, color)
      case .pushClip(let path):
        open.append(.clip)
        cairo_save(context.pointer)
        context.add(path)
        cairo_clip(context.pointer)
      case .pushOpacity(let opacity):
        guard opacity < 1 else {
          open.append(.part)
          continue
        }
        open.append(.layer(max(opacity, 0)))
        cairo_save(context.pointer)
        if drawsPixels { clip(toLayer: commands[(index + 1)...]) }
        cairo_push_group(context.pointer)
      case .pushPart: open.append(.part)
      case .pop:
        guard let scope = open.popLast() else { throw Picture.unbalanced }
        close(scope)
      }
    }
  }

  /// Draws a stamp's path at each place.
  func paintPaths(_ stamp: Stamp, at points: [Point]) {
    for point in points {
      let path = stamp.path.offset(by: point)
      if let color = stamp.fill { fill(path, color) }
      if let color = stamp.stroke { stroke(path, color, stamp.strokeStyle) }
    }
  }

  func fill(_ path: Path, _ color: Color) {
    guard color.opacity > 0 else { return }
    context.setSource(color)
    context.add(path)
    cairo_fill(context.pointer)
  }

  func stroke(_ path: Path, _ color: Color, _ style: StrokeStyle) {
    guard color.opacity > 0, style.width > 0 else { return }
    if let pieces = pieces(of: .stroke(path, color, style)) {
      stroke(pieces[...], color, style)
    } else {
      context.setSource(color)
      context.set(style)
      context.stroke(path)
    }
  }

  /// The pieces in which a line is drawn, in target units; `nil` if it is drawn at once, or is no
  /// line.
  func pieces(of command: Picture.Command) -> [Path]? {
    guard drawsPixels, case .stroke(let path, let color, let style) = command,
      path.elements.count > CairoContext.pieceLength
    else { return nil }
    // Overlaps don't show if the colour is opaque and a piece's ends lie within the line.
    let endsAreHidden = style.cap == .butt || (style.cap == .round && style.join == .round)
    guard color.opacity >= 1, style.dash.isEmpty, style.width > 0, endsAreHidden else { return nil }
    return context.pieces(of: path)
  }

  func stroke(_ pieces: ArraySlice<Path>, _ color: Color, _ style: StrokeStyle) {
    context.setSource(color)
    context.set(style)
    for piece in pieces { context.stroke(piece: piece) }
  }

  private func close(_ scope: Scope) {
    switch scope {
    case .part: break
    case .clip: cairo_restore(context.pointer)
    case .layer(let opacity):
      cairo_pop_group_to_source(context.pointer)
      cairo_paint_with_alpha(context.pointer, opacity)
      cairo_restore(context.pointer)
    }
  }

  /// Makes a layer's image no larger than what the layer holds: clearing and blending a page of it
  /// costs more than most things to draw.
  private func clip(toLayer commands: ArraySlice<Picture.Command>) {
    var box: PixelRect?
    var depth = 0
    for command in commands {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: depth += 1
      case .pop: depth -= 1
      default:
        guard let bounds = command.roughBounds else { continue }
        guard let own = PixelRect(around: bounds, scale: context.scale) else { return }
        box = box?.union(own) ?? own
      }
      if depth < 0 { break }
    }
    guard let box else { return }
    cairo_rectangle(
      context.pointer, Double(box.left), Double(box.top), Double(box.width), Double(box.height))
    cairo_clip(context.pointer)
  }
}

/// What a `pop` ends.
enum Scope {
  case part
  case clip
  case layer(Double)
}

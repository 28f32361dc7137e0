import Drawing
import Geometry

/// How much of a picture has been drawn.
struct FrameProgress: Hashable {
  /// Whole commands.
  var commands = 0
  /// Pieces of the line that comes next.
  var pieces = 0

  /// About how much more of a picture this is, in simple commands.
  func gain(over other: FrameProgress) -> Int {
    if commands == other.commands { return 8 * (pieces - other.pieces) }
    return commands - other.commands + 8 * pieces
  }
}

/// The pixels that the first commands of a frame leave.
final class FrameGround {
  let pixels: UnsafeMutableRawPointer
  private var background: Color?
  private var commands: [Picture.Command] = []
  /// The line of which some pieces are drawn, and these pieces.
  private var line: (color: Color, style: StrokeStyle)?
  private var pieces: [Path] = []

  init(byteCount: Int) {
    pixels = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
  }

  deinit { pixels.deallocate() }

  var progress: FrameProgress { FrameProgress(commands: commands.count, pieces: pieces.count) }

  /// Remembers of what the pixels are.
  func take(_ picture: Picture, _ progress: FrameProgress, _ painter: RasterPainter) {
    background = picture.background
    commands = Array(picture.commands[..<progress.commands])
    (line, pieces) = (nil, [])
    guard progress.pieces > 0, case .stroke(_, let color, let style) = picture.commands[commands.count],
      let all = painter.pieces(of: picture.commands[commands.count])
    else { return }
    line = (color, style)
    pieces = Array(all[..<progress.pieces])
  }

  /// Whether drawing the picture begins with what these pixels are of.
  func isBelow(_ picture: Picture, _ painter: RasterPainter) -> Bool {
    guard background == picture.background, picture.commands.starts(with: commands) else {
      return false
    }
    guard let line else { return true }
    guard picture.commands.count > commands.count,
      case .stroke(_, line.color, line.style) = picture.commands[commands.count]
    else { return false }
    return painter.pieces(of: picture.commands[commands.count])?.starts(with: pieces) ?? false
  }
}

extension RasterPainter {
  /// Draws a part of a picture's commands.
  func draw(
    _ picture: Picture, from start: FrameProgress, to end: FrameProgress, _ open: inout [Scope]
  ) throws {
    var next = start.commands
    func stroke(_ range: (Int) -> Range<Int>) {
      guard case .stroke(_, let color, let style) = picture.commands[next],
        let pieces = pieces(of: picture.commands[next])
      else { return }
      self.stroke(pieces[range(pieces.count)], color, style)
    }
    if start.pieces > 0 {
      let isLast = end.commands == start.commands
      stroke { start.pieces..<(isLast ? end.pieces : $0) }
      if isLast { return }
      next += 1
    }
    try draw(picture.commands[next..<end.commands], &open)
    next = end.commands
    if end.pieces > 0 { stroke { _ in 0..<end.pieces } }
  }

  /// Puts back what `save` copied.
  ///
  /// - Parameter rects: where the pixels differ from the copy; `nil` for anywhere.
  func restore(from memory: UnsafeRawPointer, _ rects: [PixelRect]?) throws {
    guard let rects else { return try restore(from: memory) }
    let (pixels, bytesPerRow) = try pixels()
    for rect in rects {
      let (left, right) = (max(rect.left, 0), min(rect.right, size.width))
      guard left < right else { continue }
      for row in max(rect.top, 0)..<max(min(rect.bottom, size.height), max(rect.top, 0)) {
        let place = bytesPerRow * row + 4 * left
        UnsafeMutableRawPointer(pixels + place)
          .copyMemory(from: memory + place, byteCount: 4 * (right - left))
      }
    }
    markDirty()
  }
}

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

extension Picture {
  /// How much two pictures share at their start, up to a place where no layer is open: what a layer
  /// holds reaches the page only at its end.
  func commonGround(with other: Picture, _ painter: RasterPainter) -> FrameProgress {
    guard background == other.background else { return FrameProgress() }
    var ground = FrameProgress()
    var open: [Bool] = []
    for (index, (mine, theirs)) in zip(commands, other.commands).enumerated() {
      guard mine == theirs else {
        // A line that has grown has its first pieces in common.
        if !open.contains(true), case .stroke(_, let color, let style) = mine,
          case .stroke(_, color, style) = theirs, let pieces = painter.pieces(of: mine),
          let others = painter.pieces(of: theirs)
        {
          ground = FrameProgress(
            commands: index, pieces: zip(pieces, others).prefix { $0 == $1 }.count)
        }
        break
      }
      switch mine {
      case .pushOpacity: open.append(true)
      case .pushClip, .pushPart: open.append(false)
      case .pop: _ = open.popLast()
      default: break
      }
      if !open.contains(true) { ground.commands = index + 1 }
    }
    return ground
  }

  /// The pushes among the first `count` commands that have no pop there.
  func openScopes(before count: Int) -> [Command] {
    var open: [Command] = []
    for command in commands[..<count] {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: open.append(command)
      case .pop: _ = open.popLast()
      default: break
      }
    }
    return open
  }

  /// Where some of the commands may colour pixels; `nil` for anywhere.
  func ink(of range: Range<Int>, scale: Double) -> [PixelRect]? {
    var rects: [PixelRect] = []
    for command in commands[range] where !command.isScope {
      guard let ink = command.ink(scale: scale) else { return nil }
      rects += ink
    }
    return rects
  }

  /// Where pixels may differ from those of another picture of the same size; `nil` for anywhere.
  func changedInk(since other: Picture, scale: Double) -> [PixelRect]? {
    guard background == other.background else { return nil }
    let most = min(commands.count, other.commands.count)
    var start = 0
    while start < most, commands[start] == other.commands[start] { start += 1 }
    var tail = 0
    while tail < most - start,
      commands[commands.count - 1 - tail] == other.commands[other.commands.count - 1 - tail]
    {
      tail += 1
    }
    let (mine, theirs) = (start..<(commands.count - tail), start..<(other.commands.count - tail))
    // What opens or closes a clip or a layer changes what is inside, too; and a layer is as large as
    // what it holds.
    guard !commands[mine].contains(where: \.isScope),
      !openScopes(before: start).contains(where: \.isLayer),
      !other.commands[theirs].contains(where: \.isScope),
      let new = ink(of: mine, scale: scale), let old = other.ink(of: theirs, scale: scale)
    else { return nil }
    return new + old
  }
}
